"""The gist of a page: a digest of its longer runs of text, to see cheaply whether anything a reader reads has changed.

Pages differ with every request: counters, advertisements, lists of other reports. What lies in links, scripts and short
pieces does not count. One pass over the bytes, in time that grows with their number, whatever they hold.
"""

import hashlib
import re

#: Shorter runs are menus, counters and times.
_FEWEST_WORDS = 5
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)?[^<>]*>")
_SKIPPED = frozenset({b"script", b"style", b"a", b"noscript"})
_INLINE = frozenset(
    {b"b", b"i", b"em", b"strong", b"span", b"u", b"q", b"cite", b"mark", b"sub", b"sup", b"small", b"abbr", b"time"}
    | {b"font", b"bdi", b"bdo", b"code", b"kbd", b"wbr", b"a"}
)
_HEADLINES = frozenset({b"h1", b"title"})


def gist_of(body: bytes) -> str:
    """Give the digest of the runs of text of a page, 64 characters; the order they stand in does not count.

    >>> page = b"<h1>Ferries sail</h1><p>They sail again from the <b>old</b> harbour.</p><a href=/1>Most read</a>"
    >>> gist_of(page) == gist_of(page.replace(b"Most read", b"Something else"))
    True
    >>> gist_of(page) == gist_of(page.replace(b"old", b"new"))
    False
    """
    runs: set[bytes] = set()
    run: list[bytes] = []
    skipped, heading, position = b"", False, 0
    for match in _TAG.finditer(body):
        closing, name = match.group(1), (match.group(2) or b"").lower()
        if not skipped:
            run.append(body[position : match.start()])
        position = match.end()
        if skipped:
            skipped = b"" if closing and name == skipped else skipped
            continue
        if name not in _INLINE:
            _keep(run, runs, always=heading)
            run = []
            heading = name in _HEADLINES and not closing
        if name in _SKIPPED and not closing:
            skipped = name
    _keep([*run, body[position:]], runs, always=heading)
    return hashlib.sha256(b"\n".join(sorted(runs))).hexdigest()


def _keep(run: list[bytes], runs: set[bytes], *, always: bool) -> None:
    words = b" ".join(run).split()
    if len(words) >= _FEWEST_WORDS or (always and words):
        runs.add(b" ".join(words))
