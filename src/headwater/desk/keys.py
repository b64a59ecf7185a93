"""Keys as people paste them: alone, or inside an address of this portal."""

import re

_IN_ADDRESS = re.compile(r"(?:^|/)(?:article|story|person)/([a-z0-9.-]+)(?:/|$)")


def key_in(words: str) -> str:
    """Give the key in an address of this portal, or the words themselves where they are none.

    >>> key_in("https://news.example/story/abc234/a-ferry"), key_in(" abc234 ")
    ('abc234', 'abc234')
    """
    found = _IN_ADDRESS.search(words.strip())
    return found[1] if found else words.strip()
