"""What is left over at the ends and between the parts of a body: said twice, or standing for nothing."""

from collections.abc import Sequence

from headwater.extract.closing import without_calls
from headwater.extract.credit_line import reads_as_credit
from headwater.extract.passages import Passage, Shape, is_headline

#: Shorter texts may well be said twice: "Yes.", a refrain, a cell of a table.
_REPEATABLE_CHARACTERS = 40


def trim(passages: Sequence[Passage], weights: Sequence[float]) -> list[Passage]:
    """Give the passages without repetitions, without what precedes the first prose and follows the last."""
    pairs = _once(list(zip(passages, weights, strict=True)))
    pairs = _from_first_prose(without_calls(pairs))
    pairs = _to_last_prose(pairs)
    return [passage for passage, _ in _without_empty_headings(pairs)]


def _once(pairs: list[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    """Drop what was said before: pages hold one body for wide and one for narrow screens."""
    seen: set[str] = set()
    kept: list[tuple[Passage, float]] = []
    for passage, weight in pairs:
        text = passage.text
        if len(text) >= _REPEATABLE_CHARACTERS:
            if text in seen:
                continue
            seen.add(text)
        kept.append((passage, weight))
    return kept


def _from_first_prose(pairs: list[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    """Drop labels, names and dates over the body; a heading right over the first prose stays."""
    first = next((index for index, (_, weight) in enumerate(pairs) if weight > 0), None)
    if first is None:
        return pairs
    while first > 0 and pairs[first - 1][0].shape is Shape.HEADING and not is_headline(pairs[first - 1][0]):
        first -= 1
    return pairs[first:]


def _to_last_prose(pairs: list[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    """Drop headings and short lines under the body; lists and tables may end it."""
    end = len(pairs)
    while end > 0:
        passage, weight = pairs[end - 1]
        if weight > 0 or passage.shape in {Shape.ENTRY, Shape.CELL, Shape.PREFORMATTED}:
            break
        end -= 1
    while end < len(pairs) and end > 0 and _signs_off(pairs[end - 1][0], pairs[end][0]):
        end += 1
    credit = next((pair for pair in pairs[end : end + _CREDIT_LINES] if _is_credit(pair[0])), None)
    return [*pairs[:end], credit] if credit is not None else pairs[:end]


_CREDIT_LINES = 3


def _is_credit(line: Passage) -> bool:
    """Tell whether a line under the last paragraph says where the report came from, however it is set."""
    return line.shape is Shape.PARAGRAPH and line.linked < len(line.text) and reads_as_credit(line.text)


def _signs_off(last: Passage, line: Passage) -> bool:
    """Tell whether a short line is set like the paragraph before it: "Be there!", a greeting, a name."""
    return (
        line.shape is Shape.PARAGRAPH
        and line.box.tag == "p"
        and not line.linked
        and (line.box.parent is last.box.parent or line.box.parent is last.box)
        and line.box.names == last.box.names
    )


def _without_empty_headings(pairs: list[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    """Drop headings that are followed by one of the same or a higher level at once: cards of other reports."""
    kept: list[tuple[Passage, float]] = []
    for index, pair in enumerate(pairs):
        following = pairs[index + 1][0] if index + 1 < len(pairs) else None
        if (
            pair[0].shape is Shape.HEADING
            and not pair[1]
            and following is not None
            and following.shape is Shape.HEADING
            and following.box.tag <= pair[0].box.tag
        ):
            continue
        kept.append(pair)
    return kept
