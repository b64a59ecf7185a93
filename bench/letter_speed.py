"""How long do 10,000 letters take, rendered, signed and handed over, and how much memory?

    python bench/letter_speed.py [--readers N] [--senders N]

Every letter is signed with a key of 2048 bits and handed to a mail server on loopback in a process of its own. Prints
seconds from the first sender's start to the last one's end, CPU seconds and the largest sender's memory.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from headwater.cli.opening import open_portal
from letter_world import fill, freeze_today, make_portal, utc_now
from mail_sink import GONE, REFUSED

_BENCH = Path(__file__).parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10_000)
    parser.add_argument("--senders", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        print(measure(Path(directory), readers=chosen.readers, senders=chosen.senders))


def measure(directory: Path, *, readers: int, senders: int) -> dict[str, float]:
    """Send one issue without faults and give what it took."""
    key_file, ledger = directory / "letters.pem", directory / "ledger"
    subprocess.run(["openssl", "genrsa", "-traditional", "-out", key_file, "2048"], check=True, capture_output=True)
    command = [sys.executable, str(_BENCH / "mail_sink.py"), str(ledger), "--per-connection", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None
        home = make_portal(directory / "portal", port=int(sink.stdout.readline()), key_file=key_file)
        open_portal(home.directory)
        fill(readers=readers, now=utc_now())
        began = time.monotonic()
        copies = freeze_today(now=utc_now())
        frozen = time.monotonic()
        sender = [sys.executable, str(_BENCH / "letter_sender.py"), str(home.directory), "--patient"]
        running = [subprocess.Popen(sender) for _ in range(senders)]
        usages = [os.wait4(each.pid, 0)[2] for each in running]
        ended = time.monotonic()
        sink.kill()
    taken = len(ledger.read_text(encoding="ascii").splitlines())
    refused = sum(f"{number:06}".endswith((GONE, REFUSED)) for number in range(readers))
    if taken != copies - refused:
        message = f"{copies} copies, {refused} of them refused by the server, but {taken} in the ledger"
        raise SystemExit(message)
    return {
        "letters": copies,
        "senders": senders,
        "freezing, seconds": round(frozen - began, 1),
        "sending, seconds": round(ended - frozen, 1),
        "CPU of the senders, seconds": round(sum(each.ru_utime + each.ru_stime for each in usages), 1),
        "memory of the largest sender, MB": round(max(each.ru_maxrss for each in usages) / 1024, 1),
    }


if __name__ == "__main__":
    main()
