"""Revisions: what changed between two captures of one article. Times and boxes are noise."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from headwater.model.article import Article, Block, BlockKind
from headwater.model.page import digest_of
from headwater.model.provenance import Revision, RevisionKind, Rewording, Traced
from headwater.text.quotes import find_quotations

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST, BlockKind.TABLE})
#: A shorter block that changes is a byline, a time stamp or a link to something else.
_FEWEST_WORDS = 5
#: A block of which more than this share is links is a box that leads to other reports, whatever it says today.
_MOST_LINKED = 0.7
#: From this share of common words on, two passages are one that was reworded; the same for quotations.
_SAME_PASSAGE = 0.6
#: Fewer words in quotation marks are a nickname or a title.
_FEWEST_QUOTED = 3
#: A notice in place of a text: less than a tenth of the old words stayed, and it is at most half as long.
_STAYED, _NOTICE = 0.1, 0.5
#: Below this many words nothing can be told from how much stayed.
_LONG_ENOUGH = 25
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d+)*")
#: Pairs of passages that are looked at for being one reworded.
_MOST_PAIRS = 4000


def compare(  # noqa: PLR0913 - two captures, each with what was traced in it
    before: Article,
    after: Article,
    *,
    article: str,
    captured_at: datetime,
    traced_before: Traced | None = None,
    traced_after: Traced | None = None,
) -> Revision | None:
    """Give what changed between two captures, or None where a reader would see no change.

    A passage that was reworded stands in both `removed` and `added`; `pairs_of` ties the two. Case, spacing, quotation
    marks and the order of paragraphs do not count. `before` and `after` of the answer are digests of the texts. Where
    what was traced is given, speakers who are named no more are told.
    """
    old, new = list(_passages(before)), list(_passages(after))
    added, removed = _left_over(new, old), _left_over(old, new)
    is_retitled = _fold(before.headline) != _fold(after.headline)
    is_resigned = bool(before.byline and after.byline) and _fold(before.byline or "") != _fold(after.byline or "")
    if not (added or removed or is_retitled or is_resigned):
        return None
    # A standfirst often stays above a notice.
    is_retracted = _is_notice(*(_without_standfirst(texts, before.description) for texts in (old, new, removed)))
    quotes = _quotes(before), _quotes(after)
    changed = () if is_retracted else _pairs(_left_over(quotes[0], quotes[1]), _left_over(quotes[1], quotes[0]))
    return Revision(
        article=article,
        captured_at=captured_at,
        kind=RevisionKind.RETRACTION if is_retracted else RevisionKind.EDIT,
        before=_digest(before.headline, old),
        after=_digest(after.headline, new),
        headline_before=before.headline if is_retitled else None,
        headline_after=after.headline if is_retitled else None,
        byline_before=before.byline if is_resigned else None,
        byline_after=after.byline if is_resigned else None,
        added=added,
        removed=removed,
        numbers=() if is_retracted else tuple(_numbers(removed, added)),
        quotes_changed=tuple(Rewording(before=one, after=other) for one, other in changed),
        quotes_added=_without(_left_over(quotes[1], quotes[0]), [other for _, other in changed]),
        quotes_removed=() if is_retracted else _without(_left_over(*quotes), [one for one, _ in changed]),
        sources_removed=() if is_retracted else _sources_removed(traced_before, traced_after, text=after),
    )


def pairs_of(revision: Revision) -> tuple[Rewording, ...]:
    """Give the passages that were reworded: each removed one with the added one that took its place."""
    return tuple(Rewording(before=one, after=other) for one, other in _pairs(revision.removed, revision.added))


def _passages(article: Article) -> Iterator[str]:
    for block in article.body:
        if block.kind in _READ and len(block.text.split()) >= _FEWEST_WORDS and not _is_box(block):
            yield block.text


def _is_box(block: Block) -> bool:
    linked = sum(max(0, link.end - link.start) for link in block.links)
    return linked > _MOST_LINKED * len(block.text)


def _left_over(passages: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Give the passages that have no counterpart among the others, each as often as it has none."""
    counterparts = Counter(map(_fold, others))
    left = []
    for passage in passages:
        folded = _fold(passage)
        if counterparts[folded]:
            counterparts[folded] -= 1
        else:
            left.append(passage)
    return tuple(left)


def _pairs(removed: Sequence[str], added: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Give who took whose place, the likest first, each used once, in the order of what was removed."""
    if len(removed) * len(added) > _MOST_PAIRS:
        return ()
    olds, news = [Counter(_fold(text).split()) for text in removed], [Counter(_fold(text).split()) for text in added]
    likest = sorted(
        ((-_shared(old, new), place, other) for place, old in enumerate(olds) for other, new in enumerate(news)),
    )
    taken: dict[int, int] = {}
    for alike, place, other in likest:
        if -alike >= _SAME_PASSAGE and place not in taken and other not in taken.values():
            taken[place] = other
    return tuple((removed[place], added[taken[place]]) for place in sorted(taken))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _numbers(removed: Sequence[str], added: Sequence[str]) -> Iterator[Rewording]:
    for before, after in _pairs(removed, added):
        old, new = _NUMBER.findall(before), _NUMBER.findall(after)
        if len(old) == len(new):
            yield from (Rewording(before=was, after=now) for was, now in zip(old, new, strict=True) if was != now)


def _quotes(article: Article) -> list[str]:
    texts = [block.text for block in article.body if block.kind in _READ]
    found = []
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        found += [text[quote.start : quote.end] for quote in find_quotations(text, following=following)]
    return [quote for quote in found if len(_fold(quote).split()) >= _FEWEST_QUOTED]


def _without(texts: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text not in others)


def _sources_removed(before: Traced | None, after: Traced | None, *, text: Article) -> tuple[str, ...]:
    words = set(_fold(" ".join(block.text for block in text.body)).split())
    named = _speakers(before) - _speakers(after)
    # A surname alone still names them.
    return tuple(sorted(name for name in named if words.isdisjoint(_fold(name).split())))


def _speakers(traced: Traced | None) -> set[str]:
    statements = traced.statements if traced else ()
    return {statement.speaker.name for statement in statements if statement.speaker and statement.speaker.name}


def _without_standfirst(texts: Sequence[str], standfirst: str | None) -> list[str]:
    return [text for text in texts if not standfirst or _fold(text) != _fold(standfirst)]


def _is_notice(old: Sequence[str], new: Sequence[str], removed: Sequence[str]) -> bool:
    was, left, now = (sum(len(text.split()) for text in texts) for texts in (old, removed, new))
    return was >= _LONG_ENOUGH and left >= (1 - _STAYED) * was and now <= _NOTICE * was


def _fold(text: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join(letters.split())


def _digest(headline: str, passages: Sequence[str]) -> str:
    return digest_of("\n".join((headline, *passages)).encode("utf-8", "replace"))
