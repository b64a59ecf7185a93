"""The words of a printed headline without what is set beside them in the same element: kicker, subtitle, day, counter.

German, Spanish and Italian papers set the kicker inside the `h1`, with a name of its own or as `<small>`; public
bodies set the day there, forums a counter.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_BESIDE = re.compile(
    r"(?:^|[-_ ])(?:kicker|(?:over|roof|top|sub|pre)-?(?:line|title|head(?:line|ing|er)?)|super-?title|dachzeile|"
    r"spitzmarke|vorzeile|unterzeile|eyebrow|antetitulo|volanta|cintillo|bajada|surtitre|sous-?titre|"
    r"occhiello|sopratitolo|sottotitolo|chapeu|subtitulo|"
    r"labels?|badge|category|rubri(?:k|c|que)|date(?:time)?|count(?:er)?|comments?)(?:$|[-_ ])"
)
_HEADLINE = re.compile(r"(?:^|[-_ ])(?:headline|heading|title)(?:$|[-_ ])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"\w")
_SILENT = frozenset({"style", "script", "template", "svg", "-comment"})
_MAX_SEGMENTS = 12
_MAX_WRAPPERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    text: str
    names: str = ""
    tag: str = "-text"

    @property
    def stands_beside(self) -> bool:
        return self.tag in {"small", "time"} or _BESIDE.search(self.names) is not None

    @property
    def is_headline(self) -> bool:
        return self.tag != "-text" and not self.stands_beside and _HEADLINE.search(self.names) is not None


def without_kicker(heading: LexborNode) -> str | None:
    """Give the words of a heading less the parts that its mark-up sets beside them; None where there are none such.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> html = "<h1><span class=kicker>Flood</span><span>: </span><span>Dam opens after rain</span></h1>"
    >>> without_kicker(LexborHTMLParser(html).css_first("h1"))
    'Dam opens after rain'
    """
    segments = _segments(heading)
    if not any(segment.stands_beside for segment in segments):
        return None
    left = [segment for segment in segments if not segment.stands_beside]
    left = [segment for segment in left if segment.is_headline] or left
    text = " ".join(" ".join(segment.text for segment in left).split()).strip(" :|–—-·•")
    return text if _WORD.search(text) else None


def _segments(heading: LexborNode) -> list[_Segment]:
    """Give the children that hold text; where a single element wraps all of it, its children."""
    node = heading
    for _ in range(_MAX_WRAPPERS):
        found: list[tuple[LexborNode, _Segment]] = []
        child = node.first_child
        while child is not None and len(found) < _MAX_SEGMENTS:
            segment = _segment(child)
            if segment is not None:
                found.append((child, segment))
            child = child.next
        if len(found) != 1 or found[0][1].tag == "-text":
            return [segment for _, segment in found]
        node = found[0][0]
    return []


def _segment(node: LexborNode) -> _Segment | None:
    tag = node.tag or ""
    if tag in _SILENT:
        return None
    text = (node.text_content or "") if tag == "-text" else node.text()
    if not text.strip():
        return None
    if tag == "-text":
        return _Segment(text=text)
    attributes = node.attributes
    names = " ".join(attributes.get(key) or "" for key in ("class", "id", "itemprop"))
    return _Segment(text=text, names=_CAMEL.sub("-", names).lower(), tag=tag)
