"""The addresses of the portal: every output that links to a page makes the address here."""

import re
from functools import lru_cache
from urllib.parse import quote, urlencode

from anyascii import anyascii

_SLUG_CHARACTERS = 70
_PICTURE = re.compile(r"/picture/[0-9a-f]{64}\.jpg")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def slug_of(words: str | None) -> str:
    """Give the readable end of an address in ASCII; `-` where the words give none.

    >>> slug_of("Η Άγκυρα: «συμφωνία»")
    'i-agkyra-symfonia'
    """
    plain = _NOT_SLUG.sub("-", anyascii(words or "").casefold()).strip("-")
    if len(plain) > _SLUG_CHARACTERS:
        plain = plain[:_SLUG_CHARACTERS].rsplit("-", 1)[0]
    return plain or "-"


@lru_cache(maxsize=8192)
def story_path(key: str, headline: str | None) -> str:
    """Give the address of a story."""
    return f"/story/{quote(key)}/{slug_of(headline)}"


@lru_cache(maxsize=8192)
def article_path(key: str, headline: str | None) -> str:
    """Give the address of an article; `headline` is what may be shown of it, so that none is in the address else."""
    return f"/article/{quote(key)}/{slug_of(headline)}"


@lru_cache(maxsize=256)
def section_path(section: str) -> str:
    """Give the address of a section."""
    return f"/section/{section_slug(section)}"


def section_slug(section: str) -> str:
    """Give the slug of a section; two names that spell alike are one section."""
    return slug_of(section)


def outlet_path(outlet: str) -> str:
    """Give the address of an outlet."""
    return f"/outlet/{quote(outlet)}"


def person_path(key: str) -> str:
    """Give the address of a person."""
    return f"/person/{quote(key)}"


def place_path(key: str) -> str:
    """Give the address of a place."""
    return f"/place/{quote(key)}"


def picture_path(digest: str) -> str:
    """Give the address of a kept picture."""
    return f"/picture/{digest}.jpg"


def is_picture_path(address: str) -> bool:
    """Whether an address is that of a kept picture."""
    return _PICTURE.fullmatch(address) is not None


def search_path(words: str) -> str:
    """Give the address of a search."""
    return "/search?" + urlencode({"q": words})


def newsletter_path() -> str:
    """Give the address of the page where readers sign up for the letter."""
    return "/newsletter"


def confirmation_path(token: str) -> str:
    """Give the address where a reader confirms that they want the letter."""
    return f"/newsletter/confirm/{quote(token)}"


def preferences_path(token: str) -> str:
    """Give the address where a reader changes what they get."""
    return f"/newsletter/preferences/{quote(token)}"


def leaving_path(token: str) -> str:
    """Give the address where a reader leaves: a page for GET, done at once for POST (RFC 8058)."""
    return f"/newsletter/leave/{quote(token)}"
