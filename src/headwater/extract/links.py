"""Addresses of links inside a body, resolved; most are plain enough to need no parsing."""

import re

from headwater.text.urls import join

_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9_~-]*(?:[/.][A-Za-z0-9_~-]+)*/?")
_PLAIN_PATH = re.compile(r"/[A-Za-z0-9_~-]+(?:[/.][A-Za-z0-9_~-]+)*/?")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?=/)")


def resolve(base: str, reference: str) -> str | None:
    """Give what `headwater.text.urls.join` gives, sooner where address or path are plain letters.

    >>> resolve("https://ledger.example/a/b", "/news/dam-opens.html")
    'https://ledger.example/news/dam-opens.html'
    >>> resolve("https://ledger.example/a/b", "../c?utm_source=x")
    'https://ledger.example/c'
    """
    if _PLAIN.fullmatch(reference):
        return reference
    if _PLAIN_PATH.fullmatch(reference):
        origin = _ORIGIN.match(base)
        if origin is not None:
            return origin.group() + reference
    return join(base, reference)
