"""How words were taken over: whole, cut, shuffled, reworded, merged with others, or one passage quoted."""

from itertools import pairwise

from headwater.model.article import Article
from headwater.model.provenance import ReuseKind
from headwater.provenance.align import Comparison

#: From this share on, a text is nothing but the other text.
_WHOLE = 0.9
#: From this share on, a text is mainly the other text.
_MAINLY = 0.5
#: Below this share, only a passage was taken.
_PASSAGE = 0.25


def decide_kind(newer: Article, older: Article, *, comparison: Comparison) -> ReuseKind:
    """Give how the shared words lie in the two articles.

    The words of the answers are those of `ReuseKind`; the thresholds are shares of each text's own words.
    """
    smaller = max(comparison.coverage, comparison.coverage_of_older)
    if smaller < _PASSAGE:
        return ReuseKind.QUOTED
    if _is_shuffled(comparison):
        return ReuseKind.SHUFFLED
    if _similarity(comparison) < _WHOLE and smaller >= _PASSAGE:
        return ReuseKind.REWORDED
    if smaller < _MAINLY:
        return ReuseKind.MERGED
    if min(comparison.coverage, comparison.coverage_of_older) < _WHOLE:
        return ReuseKind.CUT if smaller >= _WHOLE else ReuseKind.MERGED
    if newer.headline.casefold() != older.headline.casefold():
        return ReuseKind.RETITLED
    return ReuseKind.VERBATIM


def _is_shuffled(comparison: Comparison) -> bool:
    blocks = [passage.older.block for passage in comparison.passages]
    backwards = sum(after < before for before, after in pairwise(blocks))
    return backwards > len(blocks) // 4


def _similarity(comparison: Comparison) -> float:
    lengths = [passage.newer.end - passage.newer.start for passage in comparison.passages]
    weighted = sum(passage.similarity * length for passage, length in zip(comparison.passages, lengths, strict=True))
    return weighted / max(1, sum(lengths))
