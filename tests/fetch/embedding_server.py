"""An engine on loopback that answers `POST /v1/embeddings`, and misbehaves as a test asks it to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.listening import Quiet, listening


def by_letters(text: str) -> list[float]:
    """Give how often each of 26 letters stands in a text, and one: a vector that similar words share."""
    return [float(text.casefold().count(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"] + [1.0]


@dataclass(slots=True)
class EmbeddingEngine:
    """Where it listens, what it was asked, and how it answers."""

    address: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    embed: Callable[[str], Any] = by_letters
    #: Status and body instead of an answer.
    fault: tuple[int, bytes] | None = None
    wait_s: float = 0.0

    @property
    def texts(self) -> list[str]:
        return [text for asked in self.asked for text in asked["input"]]


@contextmanager
def embedding() -> Iterator[EmbeddingEngine]:
    """Give an engine that listens."""
    engine = EmbeddingEngine()

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            engine.asked.append(asked)
            engine.keys.append(self.headers["Authorization"])
            time.sleep(engine.wait_s)
            data = [{"index": place, "embedding": engine.embed(text)} for place, text in enumerate(asked["input"])]
            # Backwards: the order is the index's to say.
            status, body = engine.fault or (200, json.dumps({"object": "list", "data": data[::-1]}).encode())
            if self.path != "/v1/embeddings":
                status = 404
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked has hung up
                self.wfile.write(body)

    with listening(Handler) as address:
        engine.address = f"{address}/v1"
        yield engine
