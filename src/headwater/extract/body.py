"""Which passages are the report: the box that holds its prose, less what does not belong to it."""

from collections.abc import Collection, Mapping

from headwater.extract.cards import without_cards
from headwater.extract.closing import calls_away
from headwater.extract.lines import is_boilerplate
from headwater.extract.names import Say, aside_words
from headwater.extract.passages import Box, Passage, Shape, Walked, is_headline
from headwater.extract.trim import trim
from headwater.model.sites import Site, fold_line
from headwater.text.words import words_of_title

#: A name such as "sidebar" is believed of a box that holds less than this share of the page's prose.
_BELIEVED_SHARE = 0.3
#: The walk down to the report's box goes on while one child keeps this share of the prose.
_KEPT_SHARE = 0.85
#: A box without the headline that holds so much is another's: comments, a list of reports.
_OTHERS_SHARE = 0.62
#: A box that is named or tagged as the report needs less.
_NAMED_SHARE = 0.5
#: A word of names ("widget") whose boxes together hold this share of the prose says nothing on this page.
_DISBELIEVED_SHARE = 0.5
_DOUBTED = Say.OUTSIDE | Say.UNSHOWN | Say.ASIDE | Say.TEASER | Say.AUTHOR | Say.CAPTION
#: Where names leave less prose than this, they are believed less: the report may be called "live-comment".
_LEAST_CHARACTERS = 200
_NO_SITE = Site(host="")
_NO_WORDS: frozenset[str] = frozenset()
_ASIDE_TAGS = frozenset({"aside", "footer", "form"})
#: A heading that long is a paragraph in large type, often the standfirst.
_PARAGRAPH_LIKE_CHARACTERS = 100
_SHORT_LINK_CHARACTERS = 10
_NEAR_PASSAGES = 8
_SHORT_REPORT_CHARACTERS = 500
_SHORT_REPORT_SHARE = 0.12
#: What has fewer paragraphs and is shorter is a report's introduction: the report stands in the heavier box.
_REPORT_PARAGRAPHS, _INTRODUCTION_CHARACTERS = 3, 1_500
_PROSE_CHARACTERS = 80
_SENTENCE_CHARACTERS = 25
_PROSE_LINK_SHARE = 0.5
_LEAVES = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "pre",
        "figcaption",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "table",
        "tbody",
        "tr",
    ]
)


def find_body(walked: Walked, *, site: Site = _NO_SITE, titles: Collection[tuple[str, ...]] = ()) -> list[Passage]:
    """Give the passages of the report, in order; empty where the page has no prose.

    `site` is what is known of the page's host: lines it repeats, boxes that never belong; `titles` are the words of
    the titles that the page states. As a by-product the boxes know whether they are out.
    """
    weights = [_prose(passage) for passage in walked.passages]
    _weigh(walked, weights)
    total = walked.boxes[0].prose
    holders = _holders_of_headline(walked, titles)
    headline = _stated_headline(walked, titles)
    for doubted in (_DOUBTED, Say.OUTSIDE | Say.UNSHOWN, Say.NOTHING):
        _judge(walked, doubted, holders, headline=headline)
        _drop(walked, site)
        left = [0.0 if passage.box.is_out else weight for passage, weight in zip(walked.passages, weights, strict=True)]
        if sum(left) >= min(_LEAST_CHARACTERS, total):
            break
        _weigh(walked, weights)
    weights = left
    _weigh(walked, weights)
    first = walked.headline = _headline_index(walked, titles)
    heaviest_in = _heaviest_children(walked)
    main = _main_box(heaviest_in, walked.boxes[0])
    if first is not None:
        heaviest = _main_box(heaviest_in, walked.boxes[0], share=_OTHERS_SHARE)
        near = _nearer_the_headline(walked, heaviest, walked.passages[first].box, weights, heaviest_in)
        main = main if near is heaviest else near
    main = _named_by_rule(walked, site) or main
    for box in walked.boxes:
        box.is_inside = box is main or (box.parent is not None and box.parent.is_inside)
    inside = [index for index, passage in enumerate(walked.passages) if passage.box.is_inside]
    if not inside:
        return []
    before = range(first + 1, inside[0]) if first is not None else range(0)
    chosen = [index for index in before if weights[index] > 0.0 and not walked.passages[index].box.is_out]
    chosen += inside
    kept = [index for index in chosen if not walked.passages[index].box.is_out and _belongs(walked.passages[index])]
    if site.repeated_lines:
        kept = [index for index in kept if fold_line(walked.passages[index].text) not in site.repeated_lines]
    _lay_out(walked, kept, weights)
    left_over = without_cards(walked, [walked.passages[index] for index in kept], host=site.host)
    return trim(left_over, [weights[passage.position] for passage in left_over])


def _drop(walked: Walked, site: Site) -> None:
    """Put out the boxes that a rule of the site names, with what is in them."""
    if site.drop:
        for box in walked.boxes:
            parent_is_out = box.parent is not None and box.parent.is_out
            box.is_out = box.is_out or parent_is_out or not set(site.drop).isdisjoint(box.names.split())


def _named_by_rule(walked: Walked, site: Site) -> Box | None:
    """Give the box that a rule of the site names as the report."""
    boxes = (box for name in site.body for box in walked.boxes if not box.is_out and name in box.names.split())
    return next(boxes, None)


def _stated_headline(walked: Walked, titles: Collection[tuple[str, ...]]) -> int:
    """Give the position of the first h1, else of the heading that says what the page states; far off without any."""
    if walked.first_headings:
        return walked.first_headings[0].position
    headings = (passage for passage in walked.passages if passage.shape is Shape.HEADING)
    return next((passage.position for passage in headings if words_of_title(passage.text) in titles), -100)


def _lay_out(walked: Walked, kept: list[int], weights: list[float]) -> None:
    """Make paragraphs of what stands in the cells of a table that lays out the page: several to a cell."""
    held: dict[int, list[Passage]] = {}
    for index in kept:
        passage = walked.passages[index]
        if passage.shape is Shape.CELL and weights[index] > 0:
            cell = passage.box if passage.box.tag in _CELLS else passage.box.parent
            held.setdefault(id(cell), []).append(passage)
    for passages in held.values():
        if len(passages) >= _PARAGRAPHS_OF_LAYOUT:
            for passage in passages:
                passage.shape = Shape.PARAGRAPH


_CELLS = frozenset({"td", "th"})
_PARAGRAPHS_OF_LAYOUT = 3


def _headline_index(walked: Walked, titles: Collection[tuple[str, ...]]) -> int | None:
    """Give the position of the printed headline: an h1, else a heading that says what the page states as its title."""
    printed = walked.first_headings
    shown = [passage for passage in printed if not passage.box.is_out]
    said = [passage for passage in printed if words_of_title(passage.text) in titles]
    if not shown and not said:
        headings = (passage for passage in walked.passages if passage.shape is Shape.HEADING)
        said = [passage for passage in headings if words_of_title(passage.text) in titles]
    # Of two reports on one page, the one is meant whose headline the page states.
    meant = [passage for passage in shown if words_of_title(passage.text) in titles]
    return next((passage.position for passage in (*meant, *shown, *said)), None)


def _nearer_the_headline(
    walked: Walked, main: Box, headline: Box, weights: list[float], heaviest_in: Mapping[int, Box]
) -> Box:
    """Give the box beside the headline where the heaviest box is another's: long comments, a list of reports."""
    enough = max(_SHORT_REPORT_CHARACTERS, walked.boxes[0].prose * _SHORT_REPORT_SHARE)
    box: Box | None = headline
    while box is not None and box.prose < enough:
        box = box.parent
    if box is None or box.tag in _LEAVES or _is_inside(main, box) or _is_inside(box, main):
        return main
    paragraphs = zip(walked.passages, weights, strict=True)
    count = sum(1 for passage, weight in paragraphs if weight and _is_inside(passage.box, box))
    if count < _REPORT_PARAGRAPHS and box.prose < _INTRODUCTION_CHARACTERS:
        return main
    return _main_box(heaviest_in, box)


def _prose(passage: Passage) -> float:
    """Count the characters of prose: long enough or closed like a sentence, and not mostly links."""
    if not passage.text or passage.shape is Shape.CAPTION:
        return 0.0
    text = passage.text
    size = len(text)
    if passage.shape is Shape.HEADING and (size < _PARAGRAPH_LIKE_CHARACTERS or is_headline(passage)):
        return 0.0
    if passage.linked > size * _PROSE_LINK_SHARE:
        return 0.0
    if text.count(" ") * 12 < size:
        size = int(size * 2.5) if not text.isascii() else 0
    if size < _PROSE_CHARACTERS and not (size > _SENTENCE_CHARACTERS and text[-1] in '.!?…。！？"”»'):
        return 0.0
    return float(size - passage.linked)


def _weigh(walked: Walked, weights: list[float]) -> None:
    for box in walked.boxes:
        box.prose = 0.0
    for passage, weight in zip(walked.passages, weights, strict=True):
        passage.box.prose += weight
    for box in reversed(walked.boxes):
        if box.parent is not None:
            box.parent.prose += box.prose


def _holders_of_headline(walked: Walked, titles: Collection[tuple[str, ...]]) -> frozenset[int]:
    """Give the boxes that hold the report's printed headline: a masthead with it is not the site's."""
    # An h1 that is a link leads to the front page and shows the site's name.
    printed = (passage for passage in walked.first_headings if not passage.linked)
    said = next((passage for passage in printed if words_of_title(passage.text) in titles), None)
    holders: set[int] = set()
    box = said.box.parent if said is not None else None
    while box is not None:
        holders.add(id(box))
        box = box.parent
    return frozenset(holders)


def _judge(walked: Walked, doubted: int, holders: frozenset[int], *, headline: int) -> None:
    """Put out the boxes whose names say so; `doubted` are the bits that are listened to.

    `headline` is its position; `holders` are the boxes around it, and those only stand aside where they may not hold
    the report at all.
    """
    total = walked.boxes[0].prose
    disbelieved = _disbelieved_words(walked)
    for box in walked.boxes:
        said = box.said & doubted
        parent = box.parent
        box.is_out = parent is not None and parent.is_out
        if box.is_out or not said:
            continue
        if said & Say.UNSHOWN:
            box.is_out = box.prose < total * 0.7
        elif (said & Say.TEASER and not 0 < box.position - headline <= _NEAR_PASSAGES) or said & (
            Say.AUTHOR | Say.CAPTION
        ):
            box.is_out = box.prose < total * _BELIEVED_SHARE
        elif said & Say.OUTSIDE:
            box.is_out = box.prose < total * 0.7
        elif said & Say.ASIDE and box.prose < total * _BELIEVED_SHARE and id(box) not in holders:
            box.is_out = box.tag in _ASIDE_TAGS or not aside_words(box.names) <= disbelieved


def _disbelieved_words(walked: Walked) -> frozenset[str]:
    """Give the words whose boxes together hold so much prose that on this page they name the report itself."""
    enough = walked.boxes[0].prose * _DISBELIEVED_SHARE
    # Most pages have hardly any prose in such boxes; together they cannot hold more than the sum of all.
    if sum([box.prose for box in walked.boxes if box.said & Say.ASIDE]) < enough:
        return _NO_WORDS
    held: dict[str, float] = {}
    scopes: dict[int, frozenset[str]] = {}
    for box in walked.boxes:
        scope = scopes.get(id(box.parent), _NO_WORDS)
        if box.said & Say.ASIDE:
            words = aside_words(box.names)
            for word in words - scope:
                held[word] = held.get(word, 0.0) + box.prose
            scope |= words
        if scope:
            scopes[id(box)] = scope
    return frozenset(word for word, prose in held.items() if prose >= enough)


def _heaviest_children(walked: Walked) -> dict[int, Box]:
    """Give for each box, by its id, the child that holds most prose."""
    heaviest: dict[int, Box] = {}
    has_prose = walked.boxes[0].prose > 0
    for box in walked.boxes:
        parent = box.parent
        if (has_prose and not box.prose) or parent is None or box.is_out or box.tag in _LEAVES:
            continue
        best = heaviest.get(id(parent))
        if best is None or box.prose > best.prose:
            heaviest[id(parent)] = box
    return heaviest


def _main_box(heaviest_in: Mapping[int, Box], root: Box, *, share: float = _KEPT_SHARE) -> Box:
    main = root
    while (child := heaviest_in.get(id(main))) is not None and child.prose >= main.prose * min(
        share, _wanted_share(child)
    ):
        main = child
    return main


def _wanted_share(box: Box) -> float:
    return _NAMED_SHARE if box.tag == "article" or box.said & Say.BODY else _KEPT_SHARE


def _is_inside(box: Box | None, main: Box) -> bool:
    while box is not None:
        if box is main:
            return True
        box = box.parent
    return False


def _belongs(passage: Passage) -> bool:
    if not passage.text or passage.shape is Shape.CAPTION:
        return False
    if passage.box.post is not None:
        return True
    if passage.linked > len(passage.text) * _PROSE_LINK_SHARE and passage.linked > _SHORT_LINK_CHARACTERS:
        return False
    # Lines that call away stay until `trim` has seen what stands under them.
    return not is_boilerplate(passage.text) or (passage.shape in _CALLING and calls_away(passage.text))


_CALLING = frozenset({Shape.HEADING, Shape.PARAGRAPH})
