"""A translation engine on loopback that speaks LibreTranslate's and DeepL's protocol; its Greek is only letters."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.listening import Quiet, listening

_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγχιζκλμνοπθρστυβωξυζ")
_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΚΔΕΦΓΧΙΖΚΛΜΝΟΠΘΡΣΤΥΒΩΞΥΖ")
_KEPT = re.compile(r"(<[^>]*>|&[a-z]+;)")


def in_greek(text: str) -> str:
    """Give a text letter by letter in Greek letters; tags and entities stay."""
    pieces = _KEPT.split(text)
    return "".join(p if _KEPT.fullmatch(p) else p.translate(_LETTERS).translate(_CAPITALS) for p in pieces)


@dataclass(slots=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    plain: Any


@dataclass(slots=True)
class Engine:
    """Where it listens, what it saw, and how it misbehaves."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    #: Status, headers and body instead of an answer; the last one stays.
    faults: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    #: What is made of a text.
    translate: Callable[[str], str] = in_greek
    #: Seconds before an answer to a translation.
    wait_s: float = 0.0
    languages: tuple[str, ...] = ("en", "fr", "el", "zh-Hans")

    @property
    def texts(self) -> list[str]:
        """All texts that were asked for."""
        return [text for asked in self.asked if asked.plain for text in asked.plain.get("q") or asked.plain["text"]]

    def answer(self, asked: Asked) -> Any:
        if asked.path == "/languages":
            return [{"code": code, "name": code, "targets": list(self.languages)} for code in self.languages]
        if asked.path.startswith("/v2/languages"):
            return [{"language": code.partition("-")[0].upper(), "name": code} for code in self.languages]
        time.sleep(self.wait_s)
        if asked.path == "/translate":
            return {"translatedText": [self.translate(text) for text in asked.plain["q"]]}
        return {
            "translations": [
                {"detected_source_language": "EN", "text": self.translate(text)} for text in asked.plain["text"]
            ]
        }


@contextmanager
def serving() -> Iterator[Engine]:
    """Give an engine that listens."""
    engine = Engine()

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._take(None)

        def do_POST(self) -> None:
            self._take(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _take(self, plain: Any) -> None:
            asked = Asked(self.path, dict(self.headers.items()), plain)
            engine.asked.append(asked)
            status, headers, body = 200, {"Content-Type": "application/json"}, b""
            if engine.faults and plain is not None:
                status, extra, body = engine.faults[0]
                headers |= extra
                if len(engine.faults) > 1:
                    engine.faults.pop(0)
            else:
                body = json.dumps(engine.answer(asked)).encode()
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked has hung up
                self.wfile.write(body)

    with listening(Handler) as address:
        engine.address = address
        yield engine
