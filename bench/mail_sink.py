"""A mail server in a process of its own that misbehaves as told, and keeps a ledger of every message it took.

    python bench/mail_sink.py LEDGER [--faults SHARE] [--per-connection N] [--seed N]

Prints its port. A line of the ledger is the Message-ID and the recipient, written before the answer goes out: what
stands there has arrived, whatever the sender heard.
"""

import argparse
import random
import re
import socketserver
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(\S+)")
#: Recipients that are refused for good, by the end of their local part.
GONE, REFUSED = "7777", "8888"
#: Longer than any sender of the bench waits for one answer.
_STALL_S = 8.0
_FAULTS = ("later", "full", "close", "cut in data", "cut after dot", "lost after dot", "stall", "stall after dot")


class Sink(socketserver.ThreadingTCPServer):
    """The server and its ledger."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 32

    def __init__(self, ledger: Path, *, faults: float = 0.0, per_connection: int = 2500, seed: int = 1) -> None:
        """Listen on a free port; `faults` is the share of messages that meet with one."""
        super().__init__(("127.0.0.1", 0), _Talk)
        self.ledger = ledger.open("ab", buffering=0)
        self.faults, self.per_connection = faults, per_connection
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.tally: Counter[str] = Counter()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: killed senders leave broken connections."""

    def next_fault(self) -> str:
        """Draw what happens to the next message."""
        with self.lock:
            fault = self.chance.choice(_FAULTS) if self.chance.random() < self.faults else ""
            self.tally[fault] += 1
        return fault

    def take(self, content: bytes, to: str) -> None:
        """Write a message down."""
        found = _MESSAGE_ID.search(content)
        line = b"%s %s\n" % (found.group(1) if found else b"-", to.encode())
        with self.lock:
            self.ledger.write(line)


@contextmanager
def running(ledger: Path) -> Iterator[Sink]:
    """Give a server that answers in a thread of this process, without faults."""
    with Sink(ledger) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        server.ledger.close()


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: Sink
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Talk until the client leaves or is left."""
        if self.server.faults and self.server.next_fault() == "close":
            self._say("421 not now")
            return
        self._say("220 sink.example ESMTP")
        to, fault, taken = "", "", 0
        while line := self.rfile.readline(2000):
            verb = line[:4].upper()
            if verb == b"MAIL":
                if taken >= self.server.per_connection:
                    self._say("421 4.7.0 enough for one connection")
                    return
                fault = self.server.next_fault()
            elif verb == b"RCPT":
                to = line.decode("utf-8", "replace").partition("<")[2].partition(">")[0]
            answer = self._answer(verb, to, fault)
            if answer is None:
                return
            self._say(answer)
            if verb == b"DATA" and answer.startswith("354"):
                if not self._take(to, fault):
                    return
                taken += 1
            elif verb == b"QUIT":
                return

    def _answer(self, verb: bytes, to: str, fault: str) -> str | None:
        if verb in {b"EHLO", b"HELO"}:
            return "250 sink.example"
        if verb == b"RCPT":
            local = to.partition("@")[0]
            if local.endswith(GONE):
                return "550 5.1.1 no such mailbox"
            if fault == "stall":
                time.sleep(_STALL_S)
            return {"later": "451 4.7.1 greylisted", "full": "452 4.2.2 mailbox full"}.get(fault, "250 ok")
        if verb == b"DATA":
            return None if fault == "close" else "354 go on"
        return "221 bye" if verb == b"QUIT" else "250 ok"

    def _take(self, to: str, fault: str) -> bool:
        """Read a message and answer; False where the connection is to be cut."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line or fault == "cut in data":
                return False
            lines.append(line)
        if fault == "cut after dot":
            return False
        if to.partition("@")[0].endswith(REFUSED):
            self._say("554 5.7.1 we do not like this letter")
            return True
        self.server.take(b"".join(lines), to)
        if fault == "lost after dot":
            return False
        if fault == "stall after dot":
            time.sleep(_STALL_S)
        self._say("250 2.0.0 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--per-connection", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with Sink(chosen.ledger, faults=chosen.faults, per_connection=chosen.per_connection, seed=chosen.seed) as sink:
        print(sink.server_address[1], flush=True)
        try:
            sink.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            sys.exit(0)


if __name__ == "__main__":
    main()
