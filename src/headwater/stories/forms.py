"""Forms that are filled again: forecasts, prices, scores, notices. They share most of their words and no event."""

from collections.abc import Collection, Container, Iterable

from headwater.stories.open_story import OpenStory, Reading
from headwater.stories.vectors import Samples, Vector

#: A copy has this share of its names and numbers from its original, where it has enough of them to tell.
_COPIED_TERMS = 0.75
_TELLING_TERMS = 3
#: Share of the numbers of the smaller story that the larger one gives too, below which they contradict each other.
_AGREEING = 0.25
#: Words that two headlines of one form share in one order, and their share of each.
_FRAME_WORDS, _FRAME_SHARE = 3, 1 / 3
#: The title of a form is shorter and stands first, or last; then nothing that it was filled with may be known to the
#: other. What stands last is a smaller share of a list of names.
_TITLE_WORDS, _TITLE_SHARE = 2, 1 / 4
#: Share of its own words that the other text knows, up to which they are what the form was filled with: of a frame, of
#: a title, and of both where the numbers of the two texts disagree.
_FILLED, _FILLED_TITLE, _FILLED_OTHERWISE = 0.49, 0.0, (0.67, 0.49)


def fills_a_form(reading: Reading, story: OpenStory) -> bool:
    """Whether a report that shares many words with a story brings its own names and numbers: it is no copy."""
    # A copy, even a reworded one, brings hardly a name or a number that its original lacks.
    pairs = ((reading.features.names, story.names), (reading.features.numbers, story.numbers))
    brought = [term in known for terms, known in pairs for term in terms]
    return len(brought) >= _TELLING_TERMS and sum(brought) < len(brought) * _COPIED_TERMS


def has_headline_of_form(reading: Reading, story: OpenStory) -> bool:
    """Whether a report's headline is one of the story's, filled again: one frame, and words that the other lacks.

    Numbers alone fill no form: a toll that rises is of one event.
    """
    return reading.features.language in story.languages and _is_refilled(
        reading.headline,
        story.headlines,
        known=reading.features.counts,
        known_there=story.sums,
        numbers=reading.features.numbers,
        numbers_there=story.numbers,
        names=reading.features.names,
    )


def contradict(story: OpenStory, other: OpenStory) -> bool:
    """Whether two stories are forms filled twice: both give numbers of which hardly one agrees, or one frame."""
    if _disagree(story.numbers, other.numbers):
        return True
    # Of headlines alone too little is known for a word to be unknown.
    if not (story.bodies and other.bodies) or story.languages.keys().isdisjoint(other.languages):
        return False
    return any(
        _is_refilled(
            headline,
            other.headlines,
            known=story.sums,
            known_there=other.sums,
            numbers=story.numbers,
            numbers_there=other.numbers,
            names=story.names,
        )
        for headline in story.headlines.last(2).vectors()
    )


def _is_refilled(  # noqa: PLR0913 - two sides with what each knows
    headline: Vector,
    headlines: Samples,
    *,
    known: Container[int],
    known_there: Container[int],
    numbers: Collection[int],
    numbers_there: Collection[int],
    names: Container[int],
) -> bool:
    likest = _likest(headline, headlines)
    ours = [term for term in headline if term not in numbers]
    theirs = [term for term in likest if term not in numbers_there]
    frame = [term for term in ours if term in likest]
    if len(frame) < _TITLE_WORDS or frame != [term for term in theirs if term in headline]:
        return False
    is_frame = len(frame) >= max(_FRAME_WORDS, _FRAME_SHARE * len(ours), _FRAME_SHARE * len(theirs))
    if not is_frame and not _is_title(frame, ours, theirs, names=names):
        return False
    filled = [term for term in ours if term not in likest], [term for term in theirs if term not in headline]
    most_known = _FILLED if is_frame else _FILLED_TITLE
    if _disagree(numbers, numbers_there):
        most_known = _FILLED_OTHERWISE[0 if is_frame else 1]
    return _are_unknown(filled[0], known_there, most=most_known) and _are_unknown(filled[1], known, most=most_known)


def _is_title(frame: list[int], ours: list[int], theirs: list[int], *, names: Container[int]) -> bool:
    if frame == ours[: len(frame)] == theirs[: len(frame)]:
        return len(frame) >= _FRAME_SHARE * max(len(ours), len(theirs))
    # Places stand last in many headlines of one event.
    last = frame == ours[-len(frame) :] == theirs[-len(frame) :] and not any(term in names for term in frame)
    return last and len(frame) >= _TITLE_SHARE * max(len(ours), len(theirs))


def _disagree(numbers: Collection[int], others: Collection[int]) -> bool:
    """Whether both give three numbers or more, of which hardly one agrees."""
    few, many = sorted((numbers, others), key=len)
    return len(few) >= _TELLING_TERMS and sum(1 for number in few if number in many) < len(few) * _AGREEING


def _likest(headline: Vector, headlines: Samples) -> Vector:
    if not len(headlines):
        return {}
    products = headlines.dots(headline)
    return headlines.vector(products.index(max(products)))


def _are_unknown(terms: Collection[int], known: Container[int], *, most: float) -> bool:
    return bool(terms) and _count(terms, known) <= len(terms) * most


def _count(terms: Iterable[int], known: Container[int]) -> int:
    return sum(1 for term in terms if term in known)
