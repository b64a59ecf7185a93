"""A portal in a directory of its own that does what it is told, and what must be true of it after a harm."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.newsroom.small_web import EVERY, START, SmallWeb

from headwater.project.database import URL_VARIABLE
from headwater.project.home import create_home
from stepped_newsroom import RESOLVER_DOWN

_STEPPED = Path(__file__).with_name("stepped_newsroom.py")
OK, MOVED, GONE, AWAY = 200, 301, 410, 503


@dataclass(slots=True, kw_only=True)
class Harmed:
    """What came of one harm."""

    figures: dict[str, object] = field(default_factory=dict)
    #: What is not as it should be; empty where all is well.
    broken: list[str] = field(default_factory=list)

    def must(self, holds: bool, words: str) -> None:  # noqa: FBT001 - what is asked
        """Note what is broken, once."""
        if not holds and words not in self.broken:
            self.broken.append(words)


class Stepped:
    """A portal in a directory of its own, and the process that takes our orders about it."""

    def __init__(self, directory: Path, web: SmallWeb, *, home: Path, database: str = "") -> None:
        """Start it, subscribed to the web; what is not the portal's lies in `directory`."""
        # The bench is one reader who asks as often as many would.
        self.home = create_home(home, text="[server]\nsearches_per_minute = 0\n")
        self.log = directory / "log"
        self._web, self._answers = web, directory / "answers"
        self._clock = directory / "clock"
        self.resolver_down = directory / f"clock{RESOLVER_DOWN}"
        self.shown: dict[str, None] = {}
        kept = {name: value for name, value in os.environ.items() if name != URL_VARIABLE}
        kept |= {URL_VARIABLE: database} if database else {}
        self.set_clock(START)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(_STEPPED), str(web.port), str(self._clock)],
                env={**kept, "HEADWATER_DIR": str(self.home.directory)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.done("subscribe")

    def set_clock(self, now: datetime) -> None:
        """Set the portal's clock and the web's."""
        waiting = self._clock.with_suffix(".new")
        waiting.write_text(now.isoformat(), encoding="ascii")
        waiting.replace(self._clock)
        self.set_web(now)

    def set_web(self, now: datetime) -> None:
        """Set the web's clock alone."""
        self._web.now = now

    def start(self, order: str, **details: object) -> int:
        """Have something done in a process of its own; give its number."""
        return self._ask({"order": order, **details})

    def end(self, number: int) -> int:
        """Wait for a process; give how it ended."""
        return self._ask({"order": "end", "of": number})

    def done(self, order: str, **details: object) -> None:
        """Have something done, and wait for it."""
        if code := self.end(self.start(order, **details)):
            raise RuntimeError(f"{order} ended with {code}: {self.log.read_text(encoding='utf-8')[-3000:]}")

    def facts(self) -> dict[str, Any]:
        """Give what the portal holds; the addresses shown are remembered."""
        self.done("facts", file=str(self._answers))
        facts: dict[str, Any] = json.loads(self._answers.read_text(encoding="utf-8"))
        self.shown |= dict.fromkeys(facts["shown"])
        return facts

    def remember(self) -> None:
        """Remember the addresses that are shown now."""
        self.done("shown", file=str(self._answers))
        self.shown |= dict.fromkeys(json.loads(self._answers.read_text(encoding="utf-8")))

    def visited(self) -> dict[str, int]:
        """Give the status of every address ever shown."""
        self.done("visit", paths=list(self.shown), file=str(self._answers))
        answered: dict[str, int] = json.loads(self._answers.read_text(encoding="utf-8"))
        return answered

    def close(self) -> None:
        """End it."""
        with self._process:  # its pipes are closed, and it is waited for
            pass

    def _ask(self, order: dict[str, object]) -> int:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None  # noqa: PT018 - we asked for pipes
        stdin.write(json.dumps(order) + "\n")
        stdin.flush()
        return int(stdout.readline())


@contextmanager
def stepped(web: SmallWeb, *, database: str = "", directory: Path | None = None) -> Iterator[Stepped]:
    """Give a portal, subscribed to the web."""
    with tempfile.TemporaryDirectory(prefix="hw") as folder:
        portal = Stepped(Path(folder), web, home=(directory or Path(folder)) / "portal", database=database)
        try:
            yield portal
        finally:
            portal.close()


def left_alone(web: SmallWeb) -> list[list[str]]:
    """Give the dump after each pass of a newsroom that nobody harms."""
    dumps = []
    with stepped(web) as portal:
        for now in moments(web):
            portal.set_clock(now)
            portal.done("cycle", die=None)
            dumps.append(portal.facts()["dump"])
    assert all(len(dump) > 10 for dump in dumps)
    return dumps


def moments(web: SmallWeb) -> list[datetime]:
    """Give the times of the passes."""
    return [START + EVERY * tick for tick in range(web.ticks)]


def judge(portal: Stepped, harmed: Harmed, *, expected: list[str]) -> None:
    """Note where a portal is not as one that was left alone."""
    facts = portal.facts()
    harmed.must(facts["dump"] == expected, "the dump differs: " + difference(facts["dump"], expected))
    judge_soundness(portal, harmed, facts=facts)


def judge_stories(portal: Stepped, harmed: Harmed, *, expected: list[str]) -> None:
    """Note where other reports stand in other stories than in a portal that was left alone."""
    facts = portal.facts()
    found, wanted = grouped(facts["dump"]), grouped(expected)
    harmed.must(found == wanted, f"other stories: {len(found - wanted)} more, {len(wanted - found)} missing")
    harmed.figures["reports"] = sum(map(len, found))
    judge_soundness(portal, harmed, facts=facts)


def judge_soundness(portal: Stepped, harmed: Harmed, *, facts: dict[str, Any]) -> None:
    """Note where the database is damaged, or an address that was shown does not answer."""
    harmed.must(not facts["wrong"], f"the database is damaged: {facts['wrong'][:3]}")
    lost = {path: status for path, status in portal.visited().items() if status not in {OK, MOVED, GONE}}
    harmed.must(not lost, f"addresses do not answer: {dict(list(lost.items())[:3])}")
    harmed.figures["addresses"] = len(portal.shown)


def difference(found: list[str], expected: list[str]) -> str:
    """Give the first lines that only one of two dumps has."""
    more, less = sorted(set(found) - set(expected)), sorted(set(expected) - set(found))
    return f"{len(more)} lines more, {len(less)} fewer: {[line[:400] for line in (more[:1] + less[:1])]}"


def grouped(dump: list[str]) -> set[frozenset[str]]:
    """Give the reports of each story: keys of articles, which are their addresses."""
    stories: dict[str, set[str]] = {}
    for line in dump:
        table, _, row = line.partition(" ")
        if table == "store.ArticleRow":
            plain = json.loads(row)
            stories.setdefault(plain["fields"]["story"], set()).add(plain["pk"])
    return {frozenset(keys) for keys in stories.values()}
