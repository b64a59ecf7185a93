"""Does each reader get an issue once, whatever breaks? Readers, senders that are killed, a mail server that misbehaves.

    python bench/letter_faults.py [--readers N] [--kills N] [--faults SHARE] [--postgresql URL] [--seed N]

Two senders hand an issue to a mail server in a process of its own. They are killed with kill -9 at random moments and
started again; on PostgreSQL their backends are terminated meanwhile, on SQLite somebody else locks the database. The
server defers, refuses, stalls, cuts in the middle of a message, behind its last line with and without having taken it,
and says 421 after 2,500 messages. Then its ledger is held against the portal's rows: nobody lost, nobody twice.
Prints the line of docs/reference/newsletter.md; exit code 1 where anything is amiss.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from headwater.cli.opening import open_portal
from headwater.project.database import URL_VARIABLE
from letter_world import fill, freeze_today, make_portal, utc_now

_BENCH = Path(__file__).parent
_SENDERS = 2
#: From a sender's start to its death: it needs about a second to begin.
_EARLIEST_S, _LATEST_S = 1.0, 3.5
_DISTURB_EVERY_S = 2.0
_LONGEST_LOCK_S = 0.8
_LONGEST_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it."""

    copies: int
    kills: int
    disturbances: int
    #: In the server's ledger.
    arrived: int
    #: Readers in the ledger more than once.
    twice: int
    #: Copies that neither arrived, nor were refused, nor are listed as in doubt.
    lost: int
    #: Copies said to be sent that the ledger does not have.
    claimed: int
    in_doubt: int
    failed: int
    #: Faults of the mail server behind the last line: each leaves one copy in doubt.
    cut_after_dot: int
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether the promise was kept: at most one copy in doubt for each connection that ended without an answer."""
        ends = self.kills + self.cut_after_dot
        return self.twice == 0 and self.lost == 0 and self.claimed == 0 and self.in_doubt <= ends


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--faults", type=float, default=0.01)
    parser.add_argument("--postgresql", default="")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        outcome = run(
            Path(directory),
            readers=chosen.readers,
            kills=chosen.kills,
            faults=chosen.faults,
            database=chosen.postgresql,
            seed=chosen.seed,
        )
    print(asdict(outcome))
    sys.exit(not outcome.holds)


def run(  # noqa: PLR0913 - the bench's own knobs
    directory: Path, *, readers: int, kills: int, faults: float, database: str = "", seed: int = 1
) -> Outcome:
    """Send one issue under faults and give what came of it."""
    ledger = directory / "ledger"
    sink = _started("mail_sink.py", str(ledger), "--faults", str(faults), "--seed", str(seed), pipe=True)
    assert sink.stdout is not None
    port = int(sink.stdout.readline())
    if database:
        os.environ[URL_VARIABLE] = database
    try:
        home = make_portal(directory / "portal", port=port)
        open_portal(home.directory)
        fill(readers=readers, now=utc_now())
        copies = freeze_today(now=utc_now())
        began = time.monotonic()
        disturbances = _send_under_fire(home.directory, kills=kills, chance=random.Random(seed))
        return _outcome(ledger, copies=copies, kills=kills, disturbances=disturbances, seconds=time.monotonic() - began)
    finally:
        sink.kill()
        sink.wait()


def _send_under_fire(directory: Path, *, kills: int, chance: random.Random) -> int:
    over = threading.Event()
    disturbed = [0]
    disturber = threading.Thread(target=_disturb, args=(over, disturbed, chance.random()), daemon=True)
    disturber.start()
    senders = [_started("letter_sender.py", str(directory)) for _ in range(_SENDERS)]
    deadline = time.monotonic() + _LONGEST_S
    killed = 0
    while killed < kills and time.monotonic() < deadline:
        time.sleep(chance.uniform(_EARLIEST_S, _LATEST_S) / _SENDERS)
        victim = chance.randrange(_SENDERS)
        if senders[victim].poll() is not None and senders[1 - victim].poll() is not None:
            break  # all was sent before the last kill
        senders[victim].kill()
        senders[victim].wait()
        killed += 1
        senders[victim] = _started("letter_sender.py", str(directory))
    over.set()
    disturber.join()
    for sender in senders:
        sender.wait(timeout=max(1.0, deadline - time.monotonic()))
    return disturbed[0]


def _disturb(over: threading.Event, disturbed: list[int], chance: float) -> None:
    """Restart what the senders talk to: their backends on PostgreSQL, a foreign lock on SQLite."""
    from django.db import DatabaseError, connection

    while not over.wait(_DISTURB_EVERY_S + chance):
        with suppress(DatabaseError), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            else:
                cursor.execute("BEGIN EXCLUSIVE")
                time.sleep(_LONGEST_LOCK_S * chance)
                cursor.execute("ROLLBACK")
            disturbed[0] += 1
    connection.close()


def _outcome(ledger: Path, *, copies: int, kills: int, disturbances: int, seconds: float) -> Outcome:
    from headwater.newsletter.message import delivery_of
    from headwater.store.models import DeliveryRow, DeliveryState

    lines = [line.split() for line in ledger.read_text(encoding="ascii").splitlines()]
    arrived = Counter(delivery_of(message_id) for message_id, _ in lines)
    states = dict(DeliveryRow.objects.exclude(issue=None).values_list("pk", "state"))
    settled = {DeliveryState.FAILED, DeliveryState.IN_DOUBT, DeliveryState.SKIPPED}
    cuts = DeliveryRow.objects.filter(state=DeliveryState.IN_DOUBT, reason__startswith="no answer to the last line")
    return Outcome(
        copies=copies,
        kills=kills,
        disturbances=disturbances,
        arrived=len(lines),
        twice=sum(1 for count in arrived.values() if count > 1),
        lost=sum(1 for pk, state in states.items() if pk not in arrived and state not in settled),
        claimed=sum(1 for pk, state in states.items() if state == DeliveryState.SENT and pk not in arrived),
        in_doubt=sum(1 for state in states.values() if state == DeliveryState.IN_DOUBT),
        failed=sum(1 for state in states.values() if state == DeliveryState.FAILED),
        cut_after_dot=cuts.count(),
        seconds=round(seconds, 1),
    )


def _started(script: str, *arguments: str, pipe: bool = False) -> "subprocess.Popen[str]":
    command = [sys.executable, str(_BENCH / script), *arguments]
    output = subprocess.PIPE if pipe else None
    return subprocess.Popen(command, stdout=output, text=True)


if __name__ == "__main__":
    main()
