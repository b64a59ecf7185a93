"""Keys made from what a thing is, so that the same thing gets the same key on every machine and after every crash."""

import base64
import hashlib
from urllib.parse import urlsplit

from headwater.text.urls import host_of

_LENGTH = 12


def feed_key(url: str) -> str:
    """Give the key of a feed from its normalised address: 12 characters of `a-z2-7`.

    >>> feed_key("https://ledger.example/rss")
    '27tjkycndgqv'
    """
    return _key("feed", url)


def entry_key(outlet: str, url: str) -> str:
    """Give the key of a report (and of its article) from its outlet and the address it first had."""
    return _key("entry", outlet, url)


def picture_key(url: str) -> str:
    """Give the key of a picture from its normalised address."""
    return _key("picture", url)


def split_key(story: str, *, after: int) -> str:
    """Give the key of a story that an editor takes out of another one, by the last line of the log before."""
    return _key("split", story, str(after))


def proposal_key(kind: str, *subjects: str) -> str:
    """Give the key of a proposed change of stories, from what it is about."""
    return _key("proposal", kind, *sorted(subjects))


def outlet_tombstone_key(outlet: str) -> str:
    """Give the key of the tombstone of a whole outlet."""
    return _key("outlet", outlet)


def address_digest(url: str) -> str:
    """Give the digest that a removed address is known by: sha256 in hexadecimal, the same with https, www or neither.

    >>> address_digest("https://www.ledger.example/a") == address_digest("http://ledger.example/a")
    True
    """
    try:
        parts = urlsplit(url)
        rest = f"{parts.path or '/'}?{parts.query}"
    except ValueError:
        rest = url
    return _digest("address", host_of(url), rest)


def identifier_digest(outlet: str, identifier: str) -> str:
    """Give the digest that a feed's own identifier of a removed report is known by."""
    return _digest("identifier", outlet, identifier)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _key(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return base64.b32encode(digest)[:_LENGTH].decode().casefold()
