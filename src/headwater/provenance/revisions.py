"""Revisions: what changed between two captures of one article. Bylines, times and boxes are noise."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from headwater.model.article import Article, BlockKind
from headwater.model.page import digest_of
from headwater.model.provenance import Revision

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST, BlockKind.TABLE})
#: A shorter block that changes is a byline, a time stamp or a link to something else.
_FEWEST_WORDS = 5


def compare(before: Article, after: Article, *, article: str, captured_at: datetime) -> Revision | None:
    """Give what changed between two captures, or None where a reader would see no change.

    A passage that was reworded stands in both `removed` and `added`. Case, spacing, quotation marks and the order of
    paragraphs do not count. `before` and `after` of the answer are digests of the texts.
    """
    old, new = list(_passages(before)), list(_passages(after))
    added, removed = _left_over(new, old), _left_over(old, new)
    is_retitled = _fold(before.headline) != _fold(after.headline)
    if not (added or removed or is_retitled):
        return None
    return Revision(
        article=article,
        captured_at=captured_at,
        before=_digest(before.headline, old),
        after=_digest(after.headline, new),
        headline_before=before.headline if is_retitled else None,
        headline_after=after.headline if is_retitled else None,
        added=added,
        removed=removed,
    )


def _passages(article: Article) -> Iterator[str]:
    for block in article.body:
        if block.kind in _READ and len(block.text.split()) >= _FEWEST_WORDS:
            yield block.text


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


def _fold(text: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join(letters.split())


def _digest(headline: str, passages: Sequence[str]) -> str:
    return digest_of("\n".join((headline, *passages)).encode("utf-8", "replace"))
