"""How words were taken over: whole, cut, shuffled, reworded, merged with others, or one passage quoted."""

from itertools import pairwise

from headwater.model.article import Article
from headwater.model.provenance import Passage, ReuseKind
from headwater.provenance.align import Comparison

#: Below this share of both texts, only a passage was taken; and where one paragraph alone was, up to a third of a text.
_PASSAGE, _ONE_PARAGRAPH = 0.25, 0.35
#: Paragraphs of which less is the same word for word were reworded.
_FAITHFUL = 0.96
#: From this share of a text in paragraphs that take part on, it has nothing else to tell.
_WHOLE = 0.6
#: A text was cut where more than this share of the original is missing at its end.
_CUT = 0.1
#: Characters of a passage that shows an order; a shorter one may have been moved with its sentence.
_TELLING_LENGTH = 30


def decide_kind(newer: Article, older: Article, *, comparison: Comparison) -> ReuseKind:
    """Give how the shared words lie in the two articles.

    Paragraphs are what counts: in which order they stand, whether their words were changed, which are missing at the
    end. A standfirst, a credit line or a photograph's caption more or less changes nothing.
    """
    most = max(comparison.coverage, comparison.coverage_of_older)
    blocks = {passage.newer.block for passage in comparison.passages}
    if most < _PASSAGE or (len(blocks) == 1 and most < _ONE_PARAGRAPH):
        return ReuseKind.QUOTED
    if comparison.touched < _WHOLE and comparison.coverage_of_older < _WHOLE:
        return ReuseKind.MERGED
    if comparison.faithful < _FAITHFUL:
        return ReuseKind.REWORDED
    if _is_shuffled(comparison.passages):
        return ReuseKind.SHUFFLED
    if comparison.touched < _WHOLE:
        return ReuseKind.MERGED
    if comparison.dropped > _CUT:
        return ReuseKind.CUT
    if newer.headline.casefold() != older.headline.casefold():
        return ReuseKind.RETITLED
    return ReuseKind.VERBATIM


def _is_shuffled(passages: tuple[Passage, ...]) -> bool:
    telling = [passage for passage in passages if passage.newer.end - passage.newer.start >= _TELLING_LENGTH]
    return any(after.older.block < before.older.block for before, after in pairwise(telling))
