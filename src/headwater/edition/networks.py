"""Which client and which network a request comes from."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

_IPV4_BITS, _IPV6_BITS = 24, 48


def network_of(request: HttpRequest) -> str:
    """Give the network that asks: a /24 or a /48, by limits on sign-ups and as part of the proof of a consent.

    A proxy on this machine is believed about whom it speaks for: the last address that it has written down.
    """
    return shortened(client_address(request))


def client_address(request: HttpRequest) -> str:
    """Give the address that asks, as the server or a proxy on this machine wrote it down."""
    address: str = request.META.get("REMOTE_ADDR", "")
    if _is_loopback(address):
        return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    return address


@lru_cache(maxsize=4096)
def shortened(address: str) -> str:
    """Give the network of an address; "unknown" where it is none.

    >>> shortened("203.0.113.77"), shortened("2001:db8:1:2::3"), shortened("?")
    ('203.0.113.0/24', '2001:db8:1::/48', 'unknown')
    """
    try:
        plain = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(plain, IPv6Address):
        if plain.ipv4_mapped is None:
            return str(ip_network((plain, _IPV6_BITS), strict=False))
        plain = plain.ipv4_mapped
    return str(ip_network((plain, _IPV4_BITS), strict=False))


@lru_cache(maxsize=4096)
def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == ""  # a socket on this machine has no address
