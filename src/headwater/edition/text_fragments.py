"""Addresses that open a report at its publisher where certain words stand (WICG Scroll To Text Fragment)."""

from urllib.parse import quote

from headwater.text.urls import normalise

#: Longer words are named by how they begin and end, so that an address stays one line and no quotation of its own.
_WHOLE, _ENDS = 8, 4


def fragment_address(url: str, words: str) -> str:
    """Give the address of the words inside a page; the bare one without words, nothing where it is not of the web.

    `words` are what may be shown: the address tells no more than the page that prints it. A browser that does not know
    text fragments opens the page.

    >>> fragment_address("https://ledger.example/1", "we, too, sail at nine")
    'https://ledger.example/1#:~:text=we%2C%20too%2C%20sail%20at%20nine'
    """
    address = normalise(url) or ""  # http and https alone, and no fragment of its own
    found = words.strip("\"'“”„‟«»‹›‘’‚「」『』… \n").split()
    if not found or not address:
        return address
    is_cut = words.rstrip("\"'“”„‟«»‹›‘’‚「」『』 \n").endswith("…")
    ends = [found[:_ENDS]] if is_cut else [found[:_ENDS], found[-_ENDS:]]
    pieces = [found] if len(found) <= _WHOLE else ends
    asked = ",".join(_encoded(" ".join(piece)) for piece in pieces)
    return f"{address}#:~:text={asked}"


def _encoded(words: str) -> str:
    # A dash or a comma separates parts of the directive (4.3.1), so they are escaped with everything else.
    return quote(words, safe="").replace("-", "%2D")
