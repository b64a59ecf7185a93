"""The spelling of an address that goes over the wire: the authority normalised, the rest as its author wrote it.

Identity is `headwater.text.urls.normalise`; it drops tracking parameters and spells queries anew. A server must be
asked for what it named: signed queries break when spelled anew, and a redirect that only adds `utm_source` would
look like a loop.
"""

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from yarl import URL

from headwater.text.urls import normalise

#: Kept as written: what RFC 3986 allows in paths and queries, and the sign of an escape.
_WRITTEN = "!$%&'()*+,/:;=?@[]~-._"


def wire_url(reference: str, *, base: str | None = None) -> URL | None:
    """Give the address to ask for, without user name and fragment, or None where it is no http(s) address.

    Raw bytes that are no ASCII are escaped as they were sent (RFC 3986 2.1); a base resolves a relative reference
    (RFC 9110 10.2.2).

    >>> str(wire_url("/b?utm_source=x&k=A%2fB#top", base="https://ada:pw@Ledger.example:443/a"))
    'https://ledger.example/b?utm_source=x&k=A%2fB'
    >>> wire_url("file:///etc/passwd") is None
    True
    """
    cleaned = "".join(character for character in reference.strip() if character > " " or character == " ")
    try:
        parts = urlsplit(urljoin(base, cleaned) if base else cleaned)
        authority = normalise(urlunsplit((parts.scheme, parts.netloc, "/", "", "")))
        written = _escaped(parts.path or "/") + (parts.query and f"?{_escaped(parts.query)}")
        if authority is None or normalise(authority[:-1] + written) is None:
            return None
        return URL(authority[:-1] + written, encoded=True)
    except (ValueError, UnicodeError):
        return None


def _escaped(written: str) -> str:
    return quote(written.encode("utf-8", "surrogateescape"), safe=_WRITTEN)
