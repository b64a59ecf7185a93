"""The connect gate: which addresses of the network a request may reach.

It is asked with the address itself, after name resolution and before the socket exists, for every connection of every
hop. A name that answers differently the second time (rebinding) and an address in an odd spelling end here alike.
"""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Protocol
from weakref import WeakSet

#: IPv4 blocks that are no public host's (IANA special-purpose registry, RFC 6890), with the words for the desk.
_CLOSED_V4 = {
    IPv4Network("0.0.0.0/8"): "this network",
    IPv4Network("10.0.0.0/8"): "a private network",
    IPv4Network("100.64.0.0/10"): "a provider's shared network",
    IPv4Network("127.0.0.0/8"): "this machine itself",
    IPv4Network("169.254.0.0/16"): "a link-local or metadata address",
    IPv4Network("172.16.0.0/12"): "a private network",
    IPv4Network("192.0.0.0/24"): "a protocol assignment",
    IPv4Network("192.0.2.0/24"): "a documentation address",
    IPv4Network("192.88.99.0/24"): "a 6to4 relay",
    IPv4Network("192.168.0.0/16"): "a private network",
    IPv4Network("198.18.0.0/15"): "a benchmarking network",
    IPv4Network("198.51.100.0/24"): "a documentation address",
    IPv4Network("203.0.113.0/24"): "a documentation address",
    IPv4Network("224.0.0.0/4"): "a multicast address",
    IPv4Network("240.0.0.0/4"): "a reserved address",
    # Public by number, yet each answers with a cloud machine's own secrets.
    IPv4Network("168.63.129.16/32"): "a cloud's metadata address",
    IPv4Network("100.100.100.200/32"): "a cloud's metadata address",
}

#: IPv6: only global unicast is open; inside it these blocks are closed.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_CLOSED_V6 = {
    IPv6Network("2001::/23"): "a protocol assignment",
    IPv6Network("2001:db8::/32"): "a documentation address",
    IPv6Network("2002::/16"): "a 6to4 address",
    IPv6Network("3fff::/20"): "a documentation address",
}
#: Prefixes in front of an IPv4 address: well-known and local NAT64 (RFC 6052, RFC 8215), and the old compatible form.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_NAMED_V6 = {
    IPv6Network("::/128"): "this network",
    IPv6Network("::1/128"): "this machine itself",
    IPv6Network("::/96"): "an old IPv4-compatible address",
    IPv6Network("fc00::/7"): "a private network",
    IPv6Network("fe80::/10"): "a link-local address",
    IPv6Network("fec0::/10"): "a private network",
    IPv6Network("ff00::/8"): "a multicast address",
}
#: Where a machine of the operator's own may stand: this one, and private networks (RFC 1918, RFC 4193).
_BESIDE_V4 = tuple(map(IPv4Network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_BESIDE_V6 = tuple(map(IPv6Network, ("::1/128", "fc00::/7")))


class Gate(Protocol):
    """What is asked before every connection."""

    def check(self, address: str, *, port: int) -> str | None:
        """Give None where the connection may be made, else the reason in words."""


class PublicGate:
    """The gate of every portal: public addresses only, and the ports of the web.

    No setting opens it. Demo, replay and tests hand in their own gate as an object.

    >>> PublicGate().check("127.0.0.1", port=80)
    '127.0.0.1 belongs to this machine itself'
    >>> PublicGate().check("93.184.215.14", port=443) is None
    True
    """

    def __init__(self, *, ports: frozenset[int] = frozenset({80, 443})) -> None:
        """Take the ports that may be asked."""
        self._ports = ports

    def check(self, address: str, *, port: int) -> str | None:
        """Give None for a public address and an open port, else the reason (RFC 6890, RFC 4291, RFC 6052)."""
        if port not in self._ports:
            return f"port {port} is not one of {_listed(self._ports)}"
        try:
            closed = _closed(ip_address(address))
        except ValueError:
            return f"{address} is not an address"
        return closed and f"{address} belongs to {closed}"


class OperatorsGate:
    """The gate of a line to one machine that the operator named in the settings, on one port.

    Such a machine may stand beside the portal, so this machine itself and private networks are open; what no setting
    should lead to, link-local and metadata addresses among them, stays closed. A number that was named opens that
    number alone. Only a client that asks for nothing else is given this gate.

    >>> OperatorsGate(host="127.0.0.1", port=5000).check("127.0.0.1", port=5000) is None
    True
    >>> OperatorsGate(host="127.0.0.1", port=5000).check("127.0.0.1", port=6379)
    'port 6379 is not the one that the settings name'
    """

    def __init__(self, *, host: str, port: int) -> None:
        """Take the host as the setting names it, and its port."""
        self._host = host
        self._port = port

    def check(self, address: str, *, port: int) -> str | None:
        """Give None for the machine that was named, else the reason."""
        if port != self._port:
            return f"port {port} is not the one that the settings name"
        try:
            reached = ip_address(address)
        except ValueError:
            return f"{address} is not an address"
        named = _number(self._host)
        if named is not None and named != reached:
            return f"{address} is not the address that the settings name"
        if _is_beside(reached):
            return None
        closed = _closed(reached)
        return closed and f"{address} belongs to {closed}"


class AddressRefusedError(OSError):
    """The gate said no; raised where the socket would have been made."""

    def __init__(self, reason: str) -> None:
        """Keep the gate's reason beside a text that never differs.

        A host with several addresses raises several of these, and the connector keeps the type of errors only where
        their texts agree.
        """
        super().__init__("the gate refuses the address")
        self.reason = reason


class GatedSockets:
    """A socket factory that asks the gate about each address before there is a socket (aiohttp's `socket_factory`)."""

    def __init__(self, gate: Gate) -> None:
        """Take the gate that is asked."""
        self._gate = gate
        self._made: WeakSet[socket.socket] = WeakSet()

    def __call__(self, found: tuple[Any, ...]) -> socket.socket:
        """Give a socket for one answer of `getaddrinfo`.

        Raises:
            AddressRefusedError: with the gate's reason.

        """
        family, kind, protocol, _, (address, port, *_) = found
        reason = self._gate.check(str(address), port=int(port))
        if reason is not None:
            raise AddressRefusedError(reason)
        made = socket.socket(family=family, type=kind, proto=protocol)
        self._made.add(made)
        return made

    @property
    def open_count(self) -> int:
        """The number of sockets open now, at work or kept alive."""
        return sum(made.fileno() >= 0 for made in self._made)


def _closed(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((words for network, words in _CLOSED_V4.items() if address in network), None)
    if address.scope_id is not None:
        return "a link-local address"
    # An IPv4 address in IPv6 clothes never needs them on the public web, whatever it leads to.
    if address.ipv4_mapped is not None:
        return "an IPv4 address written as IPv6"
    if any(address in network for network in _NAT64):
        return "an IPv4 address behind a translator"
    named = next((words for network, words in (_NAMED_V6 | _CLOSED_V6).items() if address in network), None)
    return named or (None if address in _GLOBAL_UNICAST else "a reserved address")


def _is_beside(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in network for network in _BESIDE_V4)
    return address.scope_id is None and any(address in network for network in _BESIDE_V6)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def _listed(ports: frozenset[int]) -> str:
    return ", ".join(str(port) for port in sorted(ports))
