"""Embeddings speak a little for one event across languages: never alone, never against, and not at all when absent."""

import math
from dataclasses import replace

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import report

from headwater.data.load import load_knowledge
from headwater.model.story import Embedding, Placement, Report
from headwater.stories.group import OpenStories, candidates, place
from headwater.stories.meaning import ALIKE, MOST, UNLIKE, Meaning, cosine, in_favour, packed

KNOWLEDGE = load_knowledge()
ALL = [0.1, 0.9, -0.4]
STRIKE = report(
    "a1",
    "Harbour crews walk out in Port Selby",
    "Crews of the harbour company walked out on Tuesday. Ana Brezec, who speaks for 300 of them, said that no boat "
    "would sail before Monday.",
)
OPERA = report("z9", "Opera season opens in Karlstad", "The opera house of Karlstad opened with a new work on Friday.")
GERMAN = report(
    "b1",
    "Fährleute streiken bis Montag",
    "Die Boote bleiben im Hafen, sagte Ana Brezec am Dienstag.",
    language="de",
    outlet="kurier",
    hours=3,
)
NOTHING_SHARED = report(
    "b2",
    "Fährleute streiken bis Montag",
    "Die Schiffe bleiben bis dahin fest vertäut.",
    language="de",
    outlet="kurier",
    hours=3,
)


def meant(one: Report, values: list[float] | None, *, model: str = "m") -> Report:
    if values is None:
        return one
    vector = packed(values)
    assert vector is not None
    return replace(one, embedding=Embedding(model=model, vector=vector))


def opened(*reports: Report) -> OpenStories:
    stories = OpenStories(background=KNOWLEDGE.background, gazetteer=KNOWLEDGE.gazetteer)
    for one in reports:
        stories.apply(one, story=one.key)
    return stories


def placed(one: Report, *others: Report) -> Placement:
    return place(one, opened(*others), knowledge=KNOWLEDGE)


def at_cosine(value: float) -> list[float]:
    return [value, math.sqrt(1.0 - value * value)]


def meaning(values: list[float], *, language: str = "en", model: str = "m") -> Meaning:
    return Meaning(article="a", language=language, model=model, vector=packed(values) or b"")


def test_two_languages_with_weak_shared_evidence_join_by_equal_vectors_and_not_without() -> None:
    assert placed(GERMAN, STRIKE, OPERA).story is None
    joined = placed(meant(GERMAN, ALL), meant(STRIKE, ALL), OPERA)
    assert joined.story == "a1"
    assert [reason.weight for reason in joined.reasons if reason.rule == "meaning"] == [MOST]


def test_vectors_of_which_one_is_absent_or_of_another_model_or_length_say_nothing() -> None:
    without = placed(GERMAN, STRIKE, OPERA)
    assert placed(meant(GERMAN, ALL), STRIKE, OPERA) == without
    assert placed(GERMAN, meant(STRIKE, ALL), OPERA) == without
    assert placed(meant(GERMAN, ALL), meant(STRIKE, ALL, model="n"), OPERA) == without
    assert placed(meant(GERMAN, ALL), meant(STRIKE, [*ALL, 0.1]), OPERA) == without


def test_equal_vectors_alone_join_nothing() -> None:
    assert placed(meant(NOTHING_SHARED, ALL), meant(STRIKE, ALL), OPERA).story is None


def test_opposite_vectors_forbid_nothing() -> None:
    body = "Ana Brezec sprach für 300 Beschäftigte in Port Selby. Die Schiffe bleiben im Hafen."
    full = report("b3", "Fährleute streiken bis Montag", body, language="de", outlet="kurier", hours=3)
    opposite = [-value for value in ALL]
    assert placed(meant(full, opposite), meant(STRIKE, ALL), OPERA) == placed(full, STRIKE, OPERA)
    assert placed(full, STRIKE, OPERA).story == "a1"


def test_reports_in_one_language_are_placed_as_without_vectors() -> None:
    second = report("b4", "Harbour strike in Port Selby", "Ana Brezec said crews stay ashore.", outlet="b", hours=2)
    assert placed(meant(second, ALL), meant(STRIKE, ALL), OPERA) == placed(second, STRIKE, OPERA)


def test_two_stories_of_two_languages_become_one_no_easier_than_by_the_bound() -> None:
    without, with_vectors = opened(STRIKE), opened(meant(STRIKE, ALL))
    (plain,) = candidates(without.read(GERMAN), without)
    (meant_so,) = candidates(with_vectors.read(meant(GERMAN, ALL)), with_vectors)
    added = math.log(meant_so.likelihood / (1 - meant_so.likelihood)) - math.log(
        plain.likelihood / (1 - plain.likelihood)
    )
    assert abs(added - MOST) < 1e-9
    assert plain.evidence == meant_so.evidence


def test_the_term_is_nothing_then_a_line_then_its_bound() -> None:
    base = [meaning([1.0, 0.0])]
    assert in_favour(base, [meaning(at_cosine(UNLIKE - 0.02), language="de")]) == 0.0
    halfway = in_favour(base, [meaning(at_cosine((UNLIKE + ALIKE) / 2), language="de")])
    assert abs(halfway - MOST / 2) < 0.05
    assert in_favour(base, [meaning(at_cosine(ALIKE + 0.02), language="de")]) == MOST
    assert in_favour(base, [meaning([1.0, 0.0])]) == 0.0


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.floats(1e-3, 1e3))
def test_a_packed_vector_keeps_its_direction_whatever_its_length(values: list[float], factor: float) -> None:
    one, other = packed(values), packed([value * factor for value in values])
    if one is not None and other is not None:
        assert cosine(one, other) > 0.999
        assert len(one) == len(values)


def test_what_has_no_direction_is_not_packed() -> None:
    assert packed([]) is packed([0.0, 0.0]) is packed([math.inf, 1.0]) is None
    assert packed([1.0] * 1_025) is None


def test_a_snapshot_of_before_there_were_embeddings_is_read() -> None:
    stories = opened(STRIKE, OPERA)
    plain = msgspec.msgpack.Decoder(strict=False).decode(stories.encode())
    for story in plain["stories"]:
        assert story.pop("meanings") == []
    again = OpenStories.decode(msgspec.msgpack.encode(plain), gazetteer=KNOWLEDGE.gazetteer)
    assert again.encode() == stories.encode()


def test_a_story_keeps_its_latest_vectors_through_a_snapshot_and_lets_go_of_a_moved_report() -> None:
    stories = opened(meant(STRIKE, ALL), OPERA)
    stories.apply(meant(GERMAN, ALL), story="a1")
    again = OpenStories.decode(stories.encode(), gazetteer=KNOWLEDGE.gazetteer)
    assert again.encode() == stories.encode()
    again.apply(meant(GERMAN, ALL), story="z9")
    left, moved = again.get("a1"), again.get("z9")
    assert left is not None
    assert moved is not None
    assert [each.article for each in left.meanings] == ["a1"]
    assert [each.article for each in moved.meanings] == ["b1"]
    again.merge("z9", into="a1")
    assert [each.article for each in left.meanings] == ["a1", "b1"]
