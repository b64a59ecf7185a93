import random
from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.provenance.reports import BRIDGES, FERRIES, KNOWLEDGE, NOON, article, report

from headwater.errors import CodecError
from headwater.model.article import quoted
from headwater.model.provenance import Direction, Reuse, ReuseKind
from headwater.model.story import Report
from headwater.provenance.reuse import ReuseIndex, find_reuse
from headwater.provenance.segments import Segments

MERIDIAN = report("m", article("meridian", *FERRIES))


def only_reuse(newer: Report, older: Report) -> Reuse:
    (found,) = find_reuse(newer, [older], knowledge=KNOWLEDGE)
    return found


def test_a_copy_with_a_credit_line_comes_from_the_credited_agency() -> None:
    copy = report("l", article("ledger", *FERRIES, "Source: Meridian"), minutes=30)
    reuse = only_reuse(copy, MERIDIAN)
    assert (reuse.newer, reuse.older) == ("l", "m")
    assert reuse.direction is Direction.NEWER_FROM_OLDER
    assert reuse.coverage > 0.95
    assert "it credits Meridian" in [reason.words for reason in reuse.reasons]


def test_an_original_seen_late_turns_the_direction_round() -> None:
    copy = report("l", article("ledger", *FERRIES, "Source: Meridian"))
    original = report("m", article("meridian", *FERRIES), minutes=5)
    assert only_reuse(original, copy).direction is Direction.OLDER_FROM_NEWER


def test_two_copies_of_an_agency_text_that_we_never_saw_are_both_from_unseen() -> None:
    one = report("l", article("ledger", *FERRIES, "Source: Meridian"))
    other = report("p", article("post", *FERRIES, "Source: Meridian"), minutes=5)
    assert only_reuse(other, one).direction is Direction.BOTH_FROM_UNSEEN


def test_two_equal_texts_without_any_credit_stay_undecided() -> None:
    one, other = report("l", article("ledger", *FERRIES)), report("p", article("post", *FERRIES), minutes=5)
    assert only_reuse(other, one).direction is Direction.UNDECIDED


def test_a_quotation_that_two_outlets_print_is_not_reuse() -> None:
    quote = "“We will not send the old boat back to the islands before its engine is tested in a storm,” said Ida Vale."
    one, other = report("l", article("ledger", FERRIES[0], quote)), report("p", article("post", BRIDGES[0], quote))
    assert find_reuse(other, [one], knowledge=KNOWLEDGE) == ()


PARAGRAPH = (
    "“We will not send the old boat back before its engine is tested in a storm,” said Ida Vale, the harbour master of "
    "Kalder. “I have seen what the sound does to an engine that nobody listened to.”"
)


def test_one_paragraph_taken_as_it_is_with_what_stands_around_the_words_of_its_speaker_is_quoted() -> None:
    one = report("l", article("ledger", *FERRIES, PARAGRAPH))
    other = report("p", article("post", BRIDGES[0], PARAGRAPH, BRIDGES[1]), minutes=60)
    assert only_reuse(other, one).kind is ReuseKind.QUOTED


def test_an_official_notice_that_stood_elsewhere_first_was_sent_out() -> None:
    paper = report("l", article("ledger", *FERRIES))
    own_page = report("o", article("office", *FERRIES), minutes=30)
    (found,) = find_reuse(own_page, [paper], knowledge=KNOWLEDGE)
    assert found.direction is Direction.BOTH_FROM_UNSEEN
    assert found.reasons[0].words == "the words of Port Office stood here before they stood on its own page"


def test_unrelated_texts_share_nothing() -> None:
    one, other = report("l", article("ledger", *FERRIES)), report("p", article("post", *BRIDGES))
    assert find_reuse(other, [one], knowledge=KNOWLEDGE) == ()


@pytest.mark.parametrize(
    ("paragraphs", "headline", "kind"),
    [
        (FERRIES, "Ferries return", ReuseKind.VERBATIM),
        (FERRIES, "Boats are back", ReuseKind.RETITLED),
        (FERRIES[:1], "Ferries return", ReuseKind.CUT),
        (FERRIES[::-1], "Ferries return", ReuseKind.SHUFFLED),
        ((*BRIDGES, FERRIES[0]), "Bridges rust", ReuseKind.MERGED),
    ],
)
def test_the_kind_of_a_copy_is_told(paragraphs: tuple[str, ...], headline: str, kind: ReuseKind) -> None:
    copy = report("l", article("ledger", *paragraphs, headline=headline), minutes=60)
    assert only_reuse(copy, MERIDIAN).kind is kind


def test_a_reworded_copy_is_told_as_such() -> None:
    words = " ".join(FERRIES).split()
    words = ["boat" if number % 9 == 8 else word for number, word in enumerate(words)]
    reuse = only_reuse(report("l", article("ledger", " ".join(words)), minutes=60), MERIDIAN)
    assert reuse.kind is ReuseKind.REWORDED


def test_passages_point_at_equal_words() -> None:
    copy = report("l", article("ledger", BRIDGES[0], FERRIES[1].upper(), BRIDGES[1]), minutes=60)
    (passage,) = only_reuse(copy, MERIDIAN).passages
    assert quoted(copy.article, passage.newer).casefold() == quoted(MERIDIAN.article, passage.older).casefold()
    assert passage.similarity == 1.0


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_shares_lie_between_nought_and_one_and_spans_inside_their_texts(seed: int) -> None:
    rng = random.Random(seed)
    mixed = tuple(
        " ".join(rng.sample(text.split(), k=len(text.split()))) if rng.random() < 0.3 else text for text in FERRIES
    )
    copy = report("l", article("ledger", *rng.sample(mixed + BRIDGES, k=3)))
    for reuse in find_reuse(copy, [MERIDIAN], knowledge=KNOWLEDGE):
        assert 0 <= reuse.coverage <= 1
        assert 0 <= reuse.coverage_of_older <= 1
        for passage in reuse.passages:
            assert 0 <= passage.similarity <= 1
            assert quoted(copy.article if reuse.newer == "l" else MERIDIAN.article, passage.newer)


def test_the_index_finds_a_copied_paragraph_and_no_stranger() -> None:
    index = ReuseIndex()
    index.add(MERIDIAN)
    index.add(report("p", article("post", *BRIDGES)))
    assert index.candidates(report("l", article("ledger", FERRIES[2]))) == ("m",)


def test_the_index_leaves_an_outlets_own_boilerplate_out() -> None:
    index = ReuseIndex()
    foot = (
        "Subscribe to the letter of the Aegean Ledger and read every morning what the islands talk about before noon."
    )
    for number in range(6):
        words = " ".join(f"word{number}x{place}" for place in range(60))
        index.add(report(f"l{number}", article("ledger", words, foot)))
    assert index.candidates(report("new", article("ledger", FERRIES[0], foot))) == ()


def test_the_index_outlives_a_restart() -> None:
    index = ReuseIndex()
    index.add(MERIDIAN)
    again = ReuseIndex.decode(index.encode())
    assert again.encode() == index.encode()
    assert again.candidates(report("l", article("ledger", *FERRIES))) == ("m",)


def test_a_broken_snapshot_is_refused() -> None:
    with pytest.raises(CodecError, match="rebuild"):
        ReuseIndex.decode(b"not a snapshot")


def test_the_index_forgets_what_is_too_old() -> None:
    index = ReuseIndex()
    index.add(MERIDIAN)
    index.add(report("p", article("post", *BRIDGES), minutes=60))
    index.forget_before(NOON + timedelta(minutes=30))
    assert len(index) == 1
    assert index.candidates(report("l", article("ledger", *FERRIES))) == ()
    assert index.candidates(report("l", article("ledger", *BRIDGES))) == ("p",)


def test_many_articles_end_in_few_arrays_and_are_all_found() -> None:
    index = ReuseIndex()
    rng = random.Random(3)
    texts = [" ".join(f"w{rng.randrange(50_000)}" for _ in range(500)) for _ in range(1500)]
    for number, text in enumerate(texts):
        index.add(report(f"r{number}", article(f"o{number}", text)))
    for number in (0, 700, 1499):
        assert index.candidates(report("new", article("ledger", texts[number]))) == (f"r{number}",)


def test_a_long_array_finds_the_same_as_a_short_one() -> None:
    rng = np.random.default_rng(5)
    short = Segments()
    shingles = np.sort(rng.integers(0, 1 << 63, 400, dtype=np.uint64)) * np.uint64(2)
    short.add(7, shingles[:300])
    for document in range(20, 320):
        short.add(document, shingles[300:310])  # a set phrase
    noise = rng.integers(0, 1 << 62, 1 << 21, dtype=np.uint64) | np.uint64(1 << 23)
    waiting = msgspec.msgpack.decode(short.encode(), type=tuple[list[bytes], bytes])[1]
    long = np.sort(np.concatenate((noise, np.frombuffer(waiting, np.uint64))))
    found, _ = Segments.decode(msgspec.msgpack.encode(([long.tobytes()], b""))).find(shingles)
    assert sorted(found) == sorted(short.find(shingles)[0]) == [7] * 300


FORM = (
    "The office expects wind of force {wind} from the north in the sound, waves of {waves} metres and fog until noon. "
    "The harbour master asks small boats to stay at their moorings until the flag on the tower has been taken down again."
)


def test_two_fillings_of_one_form_are_no_copies() -> None:
    monday = report("m", article("meridian", FORM.format(wind=4, waves="1.5")))
    tuesday = report("t", article("ledger", FORM.format(wind=6, waves="2.5")), minutes=1440)
    partly = report("w", article("ledger", FORM.format(wind="4 to 6", waves="2.9")), minutes=2880)
    assert find_reuse(partly, [monday], knowledge=KNOWLEDGE) == ()
    copy = report("c", article("ledger", FORM.format(wind=4, waves="1.5")), minutes=10)
    assert find_reuse(tuesday, [monday], knowledge=KNOWLEDGE) == ()
    assert len(find_reuse(copy, [monday], knowledge=KNOWLEDGE)) == 1


def test_a_notice_that_an_outlet_prints_under_everything_is_no_copy() -> None:
    notice = (
        "Write to us where you have seen something on the quay, and one of our people will call you back by telephone "
        "before the evening edition closes at six, as they have done for forty years."
    )
    first = report("a", article("post", *FERRIES, notice))
    second = report("b", article("post", *BRIDGES, notice), minutes=60)
    assert find_reuse(second, [first], knowledge=KNOWLEDGE) == ()
