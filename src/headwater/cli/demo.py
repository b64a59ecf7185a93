"""`headwater demo`: the built-in demo press, in a directory of its own beside the portal's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from headwater.cli.console import DirectoryOption
from headwater.cli.newsdesk import open_internet, utc_now
from headwater.cli.opening import open_portal
from headwater.cli.serving import HostOption, PortOption, supervise
from headwater.demo.clock import CatchingUp
from headwater.model.feed import FetchState
from headwater.project.config import DemoSettings
from headwater.project.home import Home, create_home

if TYPE_CHECKING:  # the network and the press take a while to import: only who works with them waits for it
    from headwater.demo.press import Press
    from headwater.fetch.client import Client

#: The demo's two days lie before the real one, so that nothing in it is ever newer than now.
_DAYS_BACK = timedelta(days=2)
#: It opens at six on the first morning and tells everything in about ten minutes.
_OPENS_AT = time(6)
_FACTOR = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a newsroom asks, and the clock it goes by."""

    client: "Client"
    clock: Callable[[], datetime]


def demo(*, directory: DirectoryOption = None, host: HostOption = "", port: PortOption = 0) -> None:
    """Show the demo press: invented outlets whose copying is known exactly. Your own feeds stay apart."""
    supervise(demo_home(open_portal(directory)), host=host, port=port)


def demo_home(home: Home) -> Home:
    """Give the demo's own directory inside a portal's, made where missing."""
    text = _SETTINGS.format(started_at=utc_now().isoformat(timespec="seconds"), server=_server_lines(home))
    return create_home(home.directory / "demo", text=text)


@contextmanager
def network_of(home: Home) -> Iterator[Network]:
    """Give the open internet to a portal, and the demo press on loopback to a demo."""
    settings = home.settings()
    if not settings.demo.started_at:
        yield Network(client=open_internet(settings), clock=utc_now)
        return
    from headwater.demo.load import load_world
    from headwater.demo.press import Press
    from headwater.fetch.client import Client
    from headwater.fetch.pace import Pace

    clock = demo_clock(settings.demo)
    with Press(load_world(), seed=settings.demo.seed, now=clock, first_day=first_day(settings.demo)) as press:
        subscribe(press, now=clock())
        client = Client(
            resolver=press.resolver,
            gate=press.gate,
            pace=Pace(host_interval_s=press.host_interval_s),
            contact=settings.portal.contact,
            clock=clock,
        )
        yield Network(client=client, clock=clock)


def demo_clock(settings: DemoSettings) -> CatchingUp:
    """Give the clock of a demo: it starts two days back, runs fast, and keeps real time once it has caught up."""
    started = datetime.fromisoformat(settings.started_at)
    opens = datetime.combine(first_day(settings), _OPENS_AT, tzinfo=started.tzinfo)
    return CatchingUp(started=started, behind=started - opens, factor=_FACTOR)


def first_day(settings: DemoSettings) -> date:
    """Give the first of the demo's two days."""
    return (datetime.fromisoformat(settings.started_at) - _DAYS_BACK).date()


def subscribe(press: "Press", *, now: datetime) -> None:
    """Subscribe the opened portal to every feed of the press; what is subscribed already stays as it is."""
    from headwater.store.models import FeedRow, OutletRow
    from headwater.store.rows import feed_row, outlet_row

    OutletRow.objects.bulk_create((outlet_row(outlet) for outlet in press.outlets), ignore_conflicts=True)
    known = set(FeedRow.objects.values_list("url", flat=True))
    rows = [feed_row(feed, FetchState(due_at=now), added_at=now) for feed in press.feeds if feed.url not in known]
    FeedRow.objects.bulk_create(rows)


def _server_lines(home: Home) -> str:
    server = home.settings().server
    return f'host = "{server.host}"\nport = {server.port}'


_SETTINGS = """\
# The demo press: invented outlets, people and events. This directory may be removed at any time; the next start
# makes it anew.

[portal]
name = "The Lantern Sea"
tagline = "A demonstration: every outlet, person and event is invented"
contact = "editor@lantern.example"
about = \"\"\"
This is the demo of Headwater. About a dozen invented outlets and three invented agencies tell two days of news from a
coast that does not exist. Who copied whom is known exactly, because we wrote it.

Add a feed of your own with “headwater add”, and this portal becomes yours; the demo stays apart.\"\"\"

[server]
{server}

[demo]
started_at = "{started_at}"
"""
