"""Relative links inside foreign HTML, made absolute without touching anything else of it."""

import re
from functools import partial
from urllib.parse import urljoin, urlsplit

#: A quoted attribute that holds one address; the value must not begin like an absolute one.
_ATTRIBUTE = re.compile(
    r"""(\s(?:href|src|poster|cite|action|longdesc)\s?=\s?)(["'])(?![a-zA-Z][a-zA-Z0-9+.-]{0,30}:|\#|["'])([^"'<>]{1,4096})\2""",
    re.IGNORECASE,
)


def absolute_links(markup: str, *, base: str) -> str:
    """Give foreign HTML with its relative links joined to a base (RFC 3986 5.2); all else stays as delivered.

    >>> absolute_links('<a href="/a">A</a> <img src="b.png">', base="https://ledger.example/x/feed")
    '<a href="https://ledger.example/a">A</a> <img src="https://ledger.example/x/b.png">'
    """
    if "=" not in markup or not base:
        return markup
    return _ATTRIBUTE.sub(partial(_joined, base), markup)


def _joined(base: str, attribute: re.Match[str]) -> str:
    try:
        joined = urljoin(base, attribute[3].strip())
        if urlsplit(joined).scheme not in {"http", "https"}:
            return attribute[0]
    except ValueError:
        return attribute[0]
    return f"{attribute[1]}{attribute[2]}{joined}{attribute[2]}"
