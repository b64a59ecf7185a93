"""A site and a newsroom at work with the small web and a loopback hub, until told to end. Run by test_told_by_hubs.py.

Arguments: the port of the small web, the port of the hub, the port of the site.
"""

import os
import ssl
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from aiohttp.abc import AbstractResolver, ResolveResult

from headwater.cli.opening import open_portal
from headwater.cli.work import work_until_told
from headwater.fetch.client import Client
from headwater.project.lock import run_lock

CASES = Path(__file__).parent.parent / "cases" / "fetch" / "tls"


class TwoServers(AbstractResolver):
    """The hub's name leads to the hub, every other name to the small web."""

    def __init__(self, *, web: int, hub: int) -> None:
        self._web, self._hub = web, hub

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        port = self._hub if host == "ledger.example" else self._web
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=2, proto=0, flags=0)]

    async def close(self) -> None:
        pass


class Loopback:
    """Lets everything on loopback through."""

    def check(self, address: str, *, port: int) -> str | None:
        return None if address == "127.0.0.1" else "not on loopback"


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's own name
        pass


def subscribe() -> None:
    from headwater.model.feed import Feed, FetchState
    from headwater.model.outlet import Outlet
    from headwater.store.rows import feed_row, outlet_row

    now = datetime.now(UTC)
    outlet_row(Outlet(key="meridian", name="Meridian", domains=("meridian.example",))).save()
    feed_row(Feed(url="http://meridian.example/rss", outlet="meridian"), FetchState(due_at=now), added_at=now).save()


def main() -> None:
    web, hub, site = (int(port) for port in sys.argv[1:4])
    home = open_portal(Path(os.environ["HEADWATER_DIR"]))
    subscribe()
    from headwater.project.wsgi import application

    server = make_server("127.0.0.1", site, application, handler_class=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    trusted = ssl.create_default_context(cafile=str(CASES / "authority.pem"))
    client = Client(resolver=TwoServers(web=web, hub=hub), gate=Loopback(), tls=trusted)
    with run_lock(home.lock_file, wait_s=10.0):
        work_until_told(home, client=client)


if __name__ == "__main__":
    main()
