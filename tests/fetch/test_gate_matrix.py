"""Every way an address gets in, times every spelling of an inside address: a canary hears nothing, of all of them."""

import asyncio
import socket
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from aiohttp.abc import ResolveResult
from tests.fetch.scripted import Names, Reply, answer, client_of, resolved, run, serving

from headwater.fetch.client import Client
from headwater.fetch.discover import discover
from headwater.fetch.guard import PublicGate
from headwater.fetch.websub import subscribe_request
from headwater.model.page import Purpose, Request
from headwater.model.subscription import Subscription

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

#: `{port}` is the canary's.
SPELLINGS = [
    "127.0.0.1:{port}",
    "127.1:{port}",
    "127.0.1:{port}",
    "0:{port}",
    "0.0.0.0:{port}",
    "0x7f000001:{port}",
    "0x7f.0.0.1:{port}",
    "0x7f.1:{port}",
    "2130706433:{port}",
    "0177.0.0.1:{port}",
    "017700000001:{port}",
    "127.0.0.1.:{port}",
    "[::1]:{port}",
    "[::]:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "[::ffff:7f00:1]:{port}",
    "[::127.0.0.1]:{port}",
    "[64:ff9b::7f00:1]:{port}",
    "[2002:7f00:1::]:{port}",
    "[fe80::1%25lo]:{port}",
    "[fc00::1]:{port}",
    "localhost:{port}",
    "LOCALHOST:{port}",
    "localhost.:{port}",
    "localhost.localdomain:{port}",
    "ip6-localhost:{port}",
    "ada@127.0.0.1:{port}",
    "ledger.example:pw@127.0.0.1:{port}",
    "ledger.example\\@127.0.0.1:{port}",
    "127.0.0.1:{port}\\@ledger.example",
    "\uff11\uff12\uff17.\uff10.\uff10.\uff11:{port}",
    "127\u30020\u30020\u30021:{port}",
    "\u2460\u2461\u2466.0.0.1:{port}",
    "127.0.0.1%00.ledger.example:{port}",
    "127.0.0.1%2f.ledger.example:{port}",
    "%31%32%37.0.0.1:{port}",
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:{port}",
    "169.254.169.254:{port}",
    "10.0.0.1:{port}",
    "192.168.1.1:{port}",
    "100.64.0.1:{port}",
    "192.0.0.192:{port}",
    "198.18.0.1:{port}",
    "224.0.0.1:{port}",
    "255.255.255.255:{port}",
]

#: What a name may answer, besides the canary's own address.
ANSWERS = [
    "127.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "10.0.0.1",
    "169.254.169.254",
    "fe80::1",
    "0.0.0.0",
]

HOME = "http://ledger.example"


async def run_way(way: str, inside: str, client: Client, replies: dict[str, Reply]) -> None:
    """Bring an inside address in by one way; `replies` are those of the public server, filled here."""
    if way in PURPOSES:
        await client.fetch(Request(url=inside, purpose=PURPOSES[way]))
    elif way.startswith("redirected "):
        redirected = way.removeprefix("redirected ")
        replies["/start"] = answer(302, Location=inside)
        await client.fetch(Request(url=f"{HOME}/start", purpose=PURPOSES[redirected]))
    elif way in FILES:
        replies[FILES[way]] = answer(301, Location=inside)
        await client.fetch(Request(url=f"{HOME}/page", purpose=Purpose.PAGE))
    elif way == "hub":
        hub = Subscription(topic=f"{HOME}/rss", hub=inside, callback=f"{HOME}/k", secret="s", requested_at=NOW)
        await client.fetch(subscribe_request(hub))
    else:
        replies |= {path: reply(inside) for path, reply in DISCOVERED[way].items()}
        await discover(f"{HOME}/start" if way != "typed in" else inside, client=client, now=NOW)


PURPOSES = {purpose.value: purpose for purpose in Purpose}
FILES = {"robots.txt moved": "/robots.txt", "tdmrep.json moved": "/.well-known/tdmrep.json"}
DISCOVERED: dict[str, dict[str, Callable[[str], bytes]]] = {
    "typed in": {},
    "announced": {"/start": lambda inside: html(f'<link rel=alternate type="application/rss+xml" href="{inside}">')},
    "linked": {"/start": lambda inside: html(f'<a href="{inside}rss">RSS</a>')},
    "base of a page": {
        "/start": lambda inside: html(f'<base href="{inside}"><link rel=alternate type="application/rss+xml" href=/a>')
    },
    "usual place moved": {"/start": lambda _: html(""), "/feed": lambda inside: answer(302, Location=inside)},
    "sitemap of robots.txt": {
        "/start": lambda _: html(""),
        "/robots.txt": lambda inside: answer(200, f"Sitemap: {inside}news.xml".encode()),
    },
}
WAYS = [*PURPOSES, *(f"redirected {purpose}" for purpose in PURPOSES), *FILES, "hub", *DISCOVERED]


def html(head: str) -> bytes:
    return answer(200, f"<html><head>{head}".encode(), Content_Type="text/html; charset=utf-8")


class Door(PublicGate):
    """The public gate, open for the canary's port so that only addresses decide, with one door to the test's server."""

    def __init__(self, *, canary: int, public: int) -> None:
        super().__init__(ports=frozenset({80, 443, canary}))
        self._public = public

    def check(self, address: str, *, port: int) -> str | None:
        return None if (address, port) == ("127.0.0.1", self._public) else super().check(address, port=port)


class NoDoor(Door):
    """Lets everything through."""

    def check(self, address: str, *, port: int) -> str | None:
        return None


class Mixed(Names):
    """The names of a test; for all else what the system makes of a number in an odd spelling."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host in self.listed:
            return [resolved(host, *self.listed[host])]
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
        return [resolved(host, str(place[0]), int(place[1])) for *_, place in found]


#: As every machine answers them.
LOCAL_NAMES = {
    "localhost": "127.0.0.1",
    "localhost.": "127.0.0.1",
    "localhost.localdomain": "127.0.0.1",
    "ip6-localhost": "::1",
}


async def heard(way: str, spelling: str, *, gate: type[Door] = Door, answered: str = "127.0.0.1") -> int:
    """How many connections the canary saw; the name inside.example is answered with an address of choice."""
    replies: dict[str, Reply] = {"/page": answer(200, b"x")}
    async with serving({}, default=answer(200, b"secret")) as canary, serving(replies) as public:
        listed = {"ledger.example": ("127.0.0.1", public.port)}
        inside_names = LOCAL_NAMES | {"inside.example": answered}
        listed |= {name: (address, canary.port) for name, address in inside_names.items()}
        inside = f"http://{spelling.format(port=canary.port)}/"
        door = gate(canary=canary.port, public=public.port)
        async with client_of(public, gate=door, resolver=Mixed(listed), timeout_s=2.0) as client:
            await run_way(way, inside, client, replies)
        return canary.connections


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_way_in_and_no_spelling_reach_the_canary(spelling: str) -> None:
    async def scene() -> dict[str, int]:
        return {way: await heard(way, spelling) for way in WAYS}

    assert run(scene()) == dict.fromkeys(WAYS, 0)


@pytest.mark.parametrize("address", ANSWERS)
def test_no_way_in_and_no_answer_of_a_name_server_reach_the_canary(address: str) -> None:
    async def scene() -> dict[str, int]:
        return {way: await heard(way, "inside.example:{port}", answered=address) for way in WAYS}

    assert run(scene()) == dict.fromkeys(WAYS, 0)


@pytest.mark.parametrize("way", WAYS)
def test_the_canary_hears_every_way_when_the_gate_is_open(way: str) -> None:
    """The matrix can fail: without the gate every way leads to the canary."""
    assert run(heard(way, "inside.example", gate=NoDoor)) > 0


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.0.0.1.", "localhost", "0x7f000001", "ada@127.0.0.1"])
def test_the_canary_hears_odd_spellings_when_the_gate_is_open(spelling: str) -> None:
    assert run(heard("feed", f"{spelling}:{{port}}", gate=NoDoor)) > 0
