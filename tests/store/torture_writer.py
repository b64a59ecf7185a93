"""One of several processes that write to one SQLite database as hard as they can; run by test_torture.py.

Arguments: a name, how many transactions, and whether to checkpoint in between ("checkpoint" or "write").
"""

import sys
from datetime import UTC, datetime

import django


def main() -> None:
    django.setup()
    from django.db import transaction
    from django.db.models import F

    from headwater.store.models import OutletRow, PublicationRow
    from headwater.store.upkeep import checkpoint

    name, rounds, role = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(rounds):
        with transaction.atomic():
            PublicationRow.objects.filter(pk=1).update(number=F("number") + 1, changed_at=datetime.now(UTC))
            OutletRow.objects.create(key=f"{name}-{number}", name="x" * 2000, document="{}")
        OutletRow.objects.filter(key=f"{name}-{number}").update(name="y" * 1000)  # a write outside a transaction
        PublicationRow.objects.get(pk=1)
        if role == "checkpoint" and number % 5 == 0:
            checkpoint()


if __name__ == "__main__":
    main()
