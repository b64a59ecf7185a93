"""The connect gate: every spelling of an inside address, on every route, reaches nothing."""

import socket

import pytest
from aiohttp.abc import ResolveResult
from tests.fetch.scripted import Names, answer, client_of, feed, resolved, run, serving

from headwater.fetch.guard import PublicGate
from headwater.model.page import Outcome, Page, Purpose, Refusal, Refused, Request

INSIDE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:93.184.215.14",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::5db8:d70e",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2001:10::1",
    "2002:7f00:1::",
    "2002:5db8:d70e::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "fec0::1",
    "ff02::1",
    "ffff::1",
]

OUTSIDE = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "128.0.0.0",
    "126.255.255.255",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2400:cb00::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_refused_with_the_reason(address: str) -> None:
    reason = PublicGate().check(address, port=443)
    assert reason is not None
    assert reason.startswith(f"{address} ")


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_is_let_through(address: str) -> None:
    assert PublicGate().check(address, port=80) is None
    assert PublicGate().check(address, port=443) is None


@pytest.mark.parametrize("port", [0, 21, 22, 25, 53, 81, 3306, 5432, 6379, 8000, 8080, 8443, 65535])
def test_only_the_ports_of_the_web_are_open(port: int) -> None:
    assert PublicGate().check("93.184.215.14", port=port) == f"port {port} is not one of 80, 443"
    assert PublicGate(ports=frozenset({port})).check("93.184.215.14", port=port) is None


@pytest.mark.parametrize("nonsense", ["", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]"])
def test_what_is_no_address_is_refused(nonsense: str) -> None:
    assert PublicGate().check(nonsense, port=80) is not None


class FrontDoor(PublicGate):
    """The public gate, with one door: the address on which a test's own server plays a public host."""

    def __init__(self, *, port: int, inside: PublicGate) -> None:
        super().__init__()
        self._door = port
        self._inside = inside

    def check(self, address: str, *, port: int) -> str | None:
        return None if (address, port) == ("127.0.0.1", self._door) else self._inside.check(address, port=port)


def test_a_name_that_answers_differently_the_second_time_is_refused_then() -> None:
    class Flipping(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            self.looked_up.append(host)
            inside = len(self.looked_up) > 1
            return [resolved(host, "10.0.0.1" if inside else "127.0.0.1", self.listed["x"][1])]

    async def scene() -> tuple[Outcome, Outcome]:
        async with serving({}, default=answer(body=b"x", Connection="close")) as server:
            door = FrontDoor(port=server.port, inside=PublicGate())
            names = Flipping({"x": ("127.0.0.1", server.port)})
            async with client_of(server, gate=door, resolver=names) as client:
                first = await client.fetch(feed("http://ledger.example/"))
            async with client_of(server, gate=door, resolver=names) as client:
                return first, await client.fetch(feed("http://ledger.example/"))

    first, second = run(scene())
    assert isinstance(first, Page)
    assert isinstance(second, Refused)


def test_of_mixed_answers_only_the_public_ones_are_tried() -> None:
    class Mixed(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            return [
                resolved(host, "::1", self.listed["canary"][1]),
                resolved(host, "127.0.0.2", self.listed["canary"][1]),
                resolved(host, *self.listed["public"]),
            ]

    async def scene() -> tuple[Outcome, int]:
        async with serving({}, default=answer(body=b"x")) as server, serving({}) as canary:
            names = Mixed({"public": ("127.0.0.1", server.port), "canary": ("127.0.0.1", canary.port)})
            door = FrontDoor(port=server.port, inside=PublicGate(ports=frozenset({canary.port})))
            async with client_of(server, gate=door, resolver=names) as client:
                return await client.fetch(feed("http://ledger.example/")), canary.connections

    outcome, connections = run(scene())
    assert isinstance(outcome, Page)
    assert connections == 0


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_goes_through_the_gate(purpose: Purpose) -> None:
    async def scene() -> tuple[Outcome, int]:
        async with serving({}, default=answer(body=b"x")) as canary:
            gate = PublicGate(ports=frozenset({canary.port}))
            async with client_of(canary, gate=gate) as client:
                return await client.fetch(Request(url="http://ledger.example/x", purpose=purpose)), canary.connections

    outcome, connections = run(scene())
    assert connections == 0
    assert not isinstance(outcome, Page)


def test_a_robots_file_that_redirects_inside_is_not_followed() -> None:
    async def scene() -> tuple[Outcome, int, list[str]]:
        async with serving({}, default=answer(body=b"x")) as canary:
            robots = answer(302, Location=f"http://127.0.0.1:{canary.port}/robots.txt")
            async with serving({"/robots.txt": robots}, default=answer(body=b"page")) as server:
                door = FrontDoor(port=server.port, inside=PublicGate(ports=frozenset({canary.port})))
                async with client_of(server, gate=door) as client:
                    request = Request(url="http://ledger.example/story", purpose=Purpose.PAGE)
                    return await client.fetch(request), canary.connections, server.paths()

    outcome, connections, asked = run(scene())
    assert connections == 0
    assert not isinstance(outcome, Page)
    assert asked == ["/robots.txt"]


def test_a_name_with_several_inside_addresses_is_refused_for_them() -> None:
    class Both(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            return [resolved(host, address, 80) for address in ("127.0.0.1", "::1")]

    async def scene() -> Outcome:
        async with serving({}) as server, client_of(server, gate=PublicGate(), resolver=Both({})) as client:
            return await client.fetch(feed("http://localhost.example/"))

    outcome = run(scene())
    assert isinstance(outcome, Refused)
    assert outcome.reason is Refusal.ADDRESS
    assert "this machine itself" in outcome.detail


def test_a_page_inside_is_refused_and_not_merely_postponed() -> None:
    async def scene() -> Outcome:
        async with serving({}) as server, client_of(server, gate=PublicGate(), resolver=None) as client:
            return await client.fetch(Request(url="http://10.0.0.1/story", purpose=Purpose.PAGE))

    outcome = run(scene())
    assert isinstance(outcome, Refused)
    assert outcome.reason is Refusal.ADDRESS
    assert outcome.url == "http://10.0.0.1/story"


def test_a_refused_port_is_said_to_be_the_port() -> None:
    async def scene() -> Outcome:
        async with serving({}) as server, client_of(server, gate=PublicGate()) as client:
            return await client.fetch(feed("http://93.184.215.14:8080/"))

    outcome = run(scene())
    assert isinstance(outcome, Refused)
    assert outcome.reason is Refusal.PORT
    assert "8080" in outcome.detail
