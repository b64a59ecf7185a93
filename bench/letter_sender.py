"""One sender at work until nothing waits: what `bench/letter_faults.py` starts, and kills.

    python bench/letter_sender.py DIRECTORY [--patient]

Impatient by default: leases, pauses and waits are seconds instead of minutes, so that a bench ends.
"""

import argparse
import time
from datetime import timedelta
from pathlib import Path

from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import enter_portal
from headwater.project.home import find_home

_ANSWER_S = 6.0


def main() -> None:
    """Send until every copy has come to an end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--patient", action="store_true")
    chosen = parser.parse_args()
    enter_portal(find_home(chosen.directory))
    from dataclasses import replace

    from django.db import DatabaseError, connection

    from headwater.newsletter.mail import mail_of_portal
    from headwater.newsletter.sender import Sender
    from headwater.store.models import DeliveryRow, DeliveryState

    mail = mail_of_portal()
    sender = Sender(mail=mail, clock=utc_now)
    if not chosen.patient:
        mail = replace(mail, server=replace(mail.server, timeout_s=2.0, answer_s=_ANSWER_S))
        sender = Sender(
            mail=mail,
            clock=utc_now,
            lease=timedelta(seconds=4),
            first_pause_s=0.2,
            first_wait=timedelta(seconds=0.2),
        )
    while True:
        try:
            sender.send_due()
            if not DeliveryRow.objects.filter(state=DeliveryState.WAITING).exists():
                return
        except DatabaseError:
            connection.close()
        time.sleep(0.1)


if __name__ == "__main__":
    main()
