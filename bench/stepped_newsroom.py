"""A newsroom under a clock that somebody else sets: for `faults.py`, which kills it.

    python bench/stepped_newsroom.py WEB_PORT CLOCK_FILE      (HEADWATER_DIR names the portal)

Orders come as lines of JSON; each but "end" forks a process and is answered with its number:

    {"order": "subscribe"}                     the portal subscribes to the small web
    {"order": "cycle", "die": POINT or null}   one pass; killed from inside at a named point
    {"order": "work"}                          pass after pass, as `headwater newsroom` works, until told to end
    {"order": "site", "port": 8000}            the site, until killed
    {"order": "facts", "file": PATH}           what the portal holds, into a file
    {"order": "shown", "file": PATH}           the addresses that it shows, into a file
    {"order": "visit", "paths": […], "file": PATH}    what the site answers at each address, into a file
    {"order": "end", "of": NUMBER}             waits for one of them; answered with how it ended

A fork starts with the modules loaded and nothing else, so hundreds of deaths cost minutes, not hours.
"""

import importlib
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

#: Where a newsroom may be killed, in the order in which one pass comes there: before the function, or after it.
PLACES = (
    "headwater.store.claims.release_leases",
    "headwater.newsroom.cycle.claim_feeds",
    "headwater.newsroom.cycle.take_document",
    "headwater.newsroom.cycle.next_state",
    "headwater.newsroom.cycle.claim_pages",
    "headwater.newsroom.cycle.take_outcome",
    "headwater.store.bytes.Bytes.put",
    "headwater.store.bytes.os.replace",
    "headwater.newsroom.captures.page_row",
    "headwater.newsroom.cycle.claim_steps",
    "headwater.newsroom.cycle.tasks_for",
    "headwater.newsroom.cycle.save_answers",
    "headwater.newsroom.reading.article_row",
    "headwater.newsroom.cycle.take_pictures",
    "headwater.newsroom.record.reuse_row",
    "headwater.newsroom.record.placement_row",
    "headwater.newsroom.record.Record.take",
    "headwater.newsroom.record.save_snapshot",
    "headwater.newsroom.publish.set_story",
    "headwater.newsroom.publish.find_persons_anew",
    "headwater.newsroom.publish.rank_living",
    "headwater.newsroom.publish.announce_news",
    "headwater.store.upkeep.checkpoint",
)
POINTS = tuple(f"{when} {place}" for place in PLACES for when in ("before", "after"))
#: A file of this name behind the clock file's takes the name server away.
RESOLVER_DOWN = ".resolver-down"
#: Lines of the log between two snapshots, here: so few that every pass takes one.
_SNAPSHOT_EVERY = 3


def main() -> None:
    """Take orders until there are no more."""
    port, clock_file = int(sys.argv[1]), Path(sys.argv[2])
    sys.path.insert(0, str(Path(__file__).parents[1]))
    home = loaded(Path(os.environ["HEADWATER_DIR"]))

    def clock() -> datetime:
        return datetime.fromisoformat(clock_file.read_text(encoding="ascii"))

    perform: dict[str, Callable[..., None]] = {
        "subscribe": lambda: subscribe(home, now=clock()),
        "cycle": lambda die: cycle(home, port=port, clock=clock, die=die),
        "work": lambda: work(home, port=port, clock=clock),
        "site": lambda port: site(port, clock=clock),
        "shown": lambda file: write(file, shown()),
        "facts": lambda file: write(file, facts()),
        "visit": lambda paths, file: write(file, visit(paths, clock=clock)),
    }
    for line in sys.stdin:
        order = json.loads(line)
        name = order.pop("order")
        answer = ended(order["of"]) if name == "end" else forked(lambda: perform[name](**order))  # noqa: B023
        print(answer, flush=True)


def loaded(directory: Path) -> Any:  # noqa: ANN401 - Home, once Django knows the portal
    """Give the portal, with every module loaded and no connection open."""
    from headwater.cli.opening import enter_portal
    from headwater.data.load import load_knowledge
    from headwater.project.home import find_home

    home = find_home(directory)
    enter_portal(home)
    load_knowledge()
    for place in PLACES:
        placed(place)
    for name in ("cli.newsdesk", "cli.work", "fetch.fetcher", "project.urls", "store.dump"):
        importlib.import_module(f"headwater.{name}")
    return home


def forked(perform: Callable[[], None]) -> int:
    """Do something in a process of its own, and give its number."""
    parent = os.getpid()
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        from headwater.newsroom.orphans import die_with_parent

        die_with_parent(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        perform()
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def ended(number: int) -> int:
    """Wait for a process; give its exit code, or the number of the signal that killed it, below nought."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def subscribe(home: Any, *, now: datetime) -> None:  # noqa: ANN401 - Home
    """Bring the tables up to date and subscribe to every outlet of the small web."""
    from tests.newsroom.small_web import OUTLETS

    from headwater.cli.opening import migrate
    from headwater.model.feed import Feed, FetchState
    from headwater.model.outlet import Outlet
    from headwater.model.rights import Rights
    from headwater.store.rows import feed_row, outlet_row
    from headwater.store.upkeep import checkpoint

    migrate(home)
    for outlet in OUTLETS:
        outlet_row(Outlet(key=outlet, name=outlet, domains=(f"{outlet}.example",))).save()
        feed = Feed(url=f"http://{outlet}.example/rss", outlet=outlet, rights=Rights(images=True))
        feed_row(feed, FetchState(due_at=now), added_at=now).save()
    checkpoint()


def cycle(home: Any, *, port: int, clock: Callable[[], datetime], die: str | None) -> None:  # noqa: ANN401 - Home
    """Do one pass over everything that is due; end at a named point, as if the power had gone."""
    from headwater.cli.newsdesk import newsroom_of
    from headwater.newsroom import record
    from headwater.project.lock import run_lock
    from headwater.store import upkeep

    quicken()
    record._SNAPSHOT_EVERY = _SNAPSHOT_EVERY  # noqa: SLF001 - every five hundred lines would be never here
    if die:
        arm(die)
    with (
        run_lock(home.lock_file, wait_s=10.0),
        newsroom_of(home, client=client_of(port, clock=clock), clock=clock) as newsroom,
    ):
        newsroom.cycle()
        upkeep.checkpoint()


def work(home: Any, *, port: int, clock: Callable[[], datetime]) -> None:  # noqa: ANN401 - Home
    """Work until told, in whole passes, so that what is recorded together does not hang on luck."""
    from headwater.cli.work import work_until_told
    from headwater.newsroom import record
    from headwater.newsroom.cycle import Newsroom
    from headwater.project.lock import run_lock

    def whole_pass(newsroom: Newsroom) -> bool:
        newsroom.cycle()
        return False

    quicken()
    record._SNAPSHOT_EVERY = _SNAPSHOT_EVERY  # noqa: SLF001 - every five hundred lines would be never here
    with run_lock(home.lock_file, wait_s=10.0):
        work_until_told(home, client=client_of(port, clock=clock), clock=clock, one_round=whole_pass)


def quicken() -> None:
    """Have this newsroom's workers forked instead of spawned: loading their modules anew would be most of the time."""
    forking = multiprocessing.get_context("fork")
    multiprocessing.get_context = lambda method=None: forking  # type: ignore[assignment]  # noqa: ARG005


def client_of(port: int, *, clock: Callable[[], datetime]) -> Any:  # noqa: ANN401 - Client
    """Give the client of every portal, for the small web alone."""
    from tests.newsroom.small_web import LoopbackGate, LoopbackResolver

    from headwater.fetch.client import Client
    from headwater.fetch.pace import Pace

    down = Path(sys.argv[2] + RESOLVER_DOWN)

    class Resolver(LoopbackResolver):
        async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[Any]:
            if down.exists():  # noqa: ASYNC240 - a name in memory
                raise OSError("the name server does not answer")
            return await super().resolve(host, port, family)

    return Client(
        resolver=Resolver(port),
        gate=LoopbackGate(port),
        pace=Pace(host_interval_s=0.0),
        timeout_s=10.0,
        clock=clock,
    )


def site(port: int, *, clock: Callable[[], datetime]) -> None:
    """Serve the site until killed."""
    from django.conf import settings

    from headwater.project.wsgi import application

    class Silent(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's own name
            pass

    settings.PORTAL_CLOCK = clock
    make_server("127.0.0.1", port, application, handler_class=Silent).serve_forever()


def facts() -> dict[str, Any]:
    """Give the canonical dump, what the database finds wrong with itself, and every address that is shown now."""
    from django.db import connection

    from headwater.store.dump import canonical_dump

    wrong: list[str] = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for check in ("integrity_check", "foreign_key_check"):
                cursor.execute(f"PRAGMA {check}")
                wrong += [f"{check}: {row}" for row in cursor.fetchall() if row != ("ok",)]
    return {"dump": canonical_dump(), "wrong": wrong, "shown": shown()}


def shown() -> list[str]:
    """Give every address that is shown now."""
    from headwater.store.models import ArticleRow, OutletRow, StoryRow

    stories = StoryRow.objects.filter(hidden=False, merged_into=None).exclude(document="")
    paths = [f"/story/{key}" for key in stories.values_list("key", flat=True)]
    paths += [f"/article/{key}" for key in ArticleRow.objects.filter(story__in=stories).values_list("key", flat=True)]
    paths += [f"/outlet/{key}" for key in OutletRow.objects.values_list("key", flat=True)]
    return paths


def visit(paths: list[str], *, clock: Callable[[], datetime]) -> dict[str, int]:
    """Give the status that the site answers at each address."""
    from django.conf import settings
    from django.test import Client

    settings.PORTAL_CLOCK = clock
    reader = Client(raise_request_exception=False)
    return {path: reader.get(path).status_code for path in paths}


def write(file: str, value: object) -> None:
    """Write a value as JSON."""
    Path(file).write_text(json.dumps(value), encoding="utf-8")


def arm(point: str) -> None:
    """Have this process killed when it first comes to a point: "before headwater.newsroom.cycle.claim_feeds"."""
    when, _, place = point.partition(" ")
    owner, name = placed(place)
    function = getattr(owner, name)

    def deadly(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = function(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, name, deadly)


def placed(place: str) -> tuple[Any, str]:
    """Give what holds a function, and its name there."""
    holders, _, name = place.rpartition(".")
    owner: Any = None
    for module in _shorter(holders):
        try:
            owner = importlib.import_module(module)
        except ModuleNotFoundError:
            continue
        for part in holders.removeprefix(module).split("."):
            owner = getattr(owner, part) if part else owner
        break
    getattr(owner, name)
    return owner, name


def _shorter(dotted: str) -> Iterator[str]:
    while dotted:
        yield dotted
        dotted = dotted.rpartition(".")[0]


if __name__ == "__main__":
    main()
