"""A look at the raw text before it is parsed: what would cost a tree builder too much is refused here.

A tree builder that follows the HTML standard takes time that grows with the square of the depth, and memory that grows
with the formatting elements left open, because every later paragraph opens them again (WHATWG HTML 13.2.4.3): 18 kB of
`<b n>` cost 336 MB. Both are seen by counting tags, without a tree.
"""

import re

from headwater.model.article import NotArticleReason

#: Characters; the largest of 1,782 real pages had 3.3 million.
MAX_CHARACTERS = 8_000_000
#: Elements open at once; real trees stay below 60, sloppy mark-up that closes late below 300.
MAX_DEPTH = 1_000
#: Formatting elements left open, times the tags that may open them again.
MAX_REOPENED = 600_000
#: Below so many tags neither depth nor formatting can hurt.
_HARMLESS_TAGS = 1_500
_SHALLOW_TAGS = 6_000
_MAX_TAGS = 400_000
_MAX_OPTIONS = 8_000

_FORMATTING = re.compile(
    r"<(?=/?[bBcCeEfFiInNsStTuU])(/?(?:[bBiIuUsS]|[bB][iI][gG]|[cC][oO][dD][eE]|[eE][mM]|[fF][oO][nN][tT]|[nN][oO][bB][rR]|[tT][tT]|"
    r"[sS][mM][aA][lL][lL]|[sS][tT][rR][iI][kK][eE]|[sS][tT][rR][oO][nN][gG]))[\s>/]"
)
_ANY = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_NEVER_OPEN = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "rp",
        "rt",
        "script",
        "style",
        "html",
        "head",
        "body",
        "path",
        "g",
        "circle",
        "rect",
        "use",
        "line",
        "polygon",
        "polyline",
        "ellipse",
        "stop",
    ]
)


def refusal_before_parsing(html: str) -> tuple[NotArticleReason, str] | None:
    """Give the reason and a sentence why a page must not be parsed, or None.

    >>> refusal_before_parsing("<p>Short.</p>") is None
    True
    >>> refusal_before_parsing("<div>" * 100_000)[0].value
    'too-deep'
    """
    if len(html) > MAX_CHARACTERS:
        return NotArticleReason.TOO_LARGE, f"The page has {len(html):,} characters; {MAX_CHARACTERS:,} are read."
    tags = html.count("<")
    if tags <= _HARMLESS_TAGS:
        return None
    if tags > _MAX_TAGS:
        return NotArticleReason.TOO_COSTLY, f"The page has {tags:,} tags; {_MAX_TAGS:,} are read."
    left_open = _formatting_left_open(html)
    if left_open * tags > MAX_REOPENED:
        return NotArticleReason.TOO_COSTLY, f"{left_open} formatting elements stay open over {tags:,} tags."
    if tags <= _SHALLOW_TAGS:
        return None
    if html.lower().count("<option") > _MAX_OPTIONS:
        return NotArticleReason.TOO_COSTLY, f"A list of more than {_MAX_OPTIONS:,} options."
    depth = _depth(html)
    if depth > MAX_DEPTH:
        return NotArticleReason.TOO_DEEP, f"Elements are nested {depth:,} deep; {MAX_DEPTH:,} are read."
    return None


def _formatting_left_open(html: str) -> int:
    """Count formatting elements never closed, each name for itself, so that early end tags cannot pay for others."""
    left: dict[str, int] = {}
    for tag in _FORMATTING.findall(html):
        name = tag.removeprefix("/").lower()
        change = -1 if tag[0] == "/" else 1
        left[name] = max(0, left.get(name, 0) + change)
    return sum(left.values())


def _depth(html: str) -> int:
    depth = deepest = 0
    never_open = _NEVER_OPEN
    for closing, name in _ANY.findall(html):
        if name in never_open or name.lower() in never_open:
            continue
        if not closing:
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest
