"""What was cut from a page, and why: for `headwater read --explain` and for the desk."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from headwater.extract.body import find_body
from headwater.extract.guard import refusal_before_parsing
from headwater.extract.headline import stated_titles
from headwater.extract.lines import is_boilerplate
from headwater.extract.passages import Box, Passage, walk
from headwater.extract.structured import read_structured
from headwater.model.sites import Site

_NO_SITE = Site(host="")
_LINK_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A stretch of text that is not part of the report."""

    text: str
    #: One of a few fixed phrases.
    reason: str
    #: The names of the box that decided it, as the page writes them.
    seen: str = ""


def explain_cuts(html: str, *, site: Site = _NO_SITE) -> tuple[Cut, ...]:
    """Give every text of a page that the body left out, in order, with the reason; nothing for a page not parsed.

    >>> html = "<h1>Dam opens</h1><p>The dam at Port Selby opened on Monday, the mayor said.</p><p>Advertisement</p>"
    >>> [(cut.text, cut.reason) for cut in explain_cuts(html)][-1]
    ('Advertisement', 'line of the site')
    """
    if refusal_before_parsing(html) is not None:
        return ()
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return ()
    titles = stated_titles(read_structured(tree))
    walked = walk(tree.body)
    kept = {id(passage) for passage in find_body(walked, site=site, titles=titles)}
    return tuple(_cut(passage) for passage in walked.passages if passage.text and id(passage) not in kept)


def _cut(passage: Passage) -> Cut:
    if passage.box.is_out:
        return Cut(text=passage.text, reason="box named as something else", seen=_deciding(passage.box).names)
    if is_boilerplate(passage.text):
        return Cut(text=passage.text, reason="line of the site")
    if passage.linked > len(passage.text) * _LINK_SHARE:
        return Cut(text=passage.text, reason="mostly links")
    if not passage.box.is_inside:
        return Cut(text=passage.text, reason="outside the body's box")
    return Cut(text=passage.text, reason="rim, repetition or repeated line")


def _deciding(box: Box) -> Box:
    """Give the outermost box that is out: its name decided."""
    while box.parent is not None and box.parent.is_out:
        box = box.parent
    return box
