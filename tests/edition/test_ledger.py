"""Who said what: one entry a speaker, one line a wording."""

from tests.edition.articles import held, may_of, outlets_of, says

from headwater.edition.ledger import MOST_UTTERANCES, SpeakerEntry, ledger_of, pieces_of
from headwater.model.listing import HeldArticle
from headwater.model.rights import Extent, Rights

CONSIDERING = "“Even for them we are considering an amnesty,”"
PREPARING = "“Even for them we are preparing an amnesty,”"


def ledger(*reports: HeldArticle) -> tuple[SpeakerEntry, ...]:
    return ledger_of(reports, may=may_of(*reports), outlets=outlets_of(*reports))


def words_of(entry: SpeakerEntry) -> list[list[str]]:
    return [[" ".join(piece.text for piece in w.pieces) for w in u.wordings] for u in entry.utterances]


def test_the_wording_most_outlets_print_comes_first_and_differences_are_marked() -> None:
    entries = ledger(
        held("a", PREPARING, statements=(says(PREPARING, by="Reza Talin"),)),
        held("b", CONSIDERING, statements=(says(CONSIDERING, by="Reza  TALIN"),)),
        held("c", CONSIDERING, statements=(says(CONSIDERING, by="Reza Talin"),)),
    )
    assert len(entries) == 1
    first, second = entries[0].utterances[0].wordings
    assert (first.outlets, second.outlets) == (("B", "C"), ("A",))
    assert [piece.text for piece in first.pieces if piece.differs] == ["considering"]
    assert [piece.text for piece in second.pieces if piece.differs] == ["preparing"]


def test_a_quotation_that_outlets_change_is_said_to_differ_and_a_cut_is_not() -> None:
    cut = "“we are considering an amnesty,”"
    changed, whole, shorter = (
        held(key, words, statements=(says(words, by="Reza Talin"),))
        for key, words in (("a", PREPARING), ("b", CONSIDERING), ("c", cut))
    )
    assert ledger(changed, whole)[0].utterances[0].differs
    (utterance,) = ledger(whole, shorter)[0].utterances
    assert (len(utterance.wordings), utterance.differs) == (2, False)


def test_one_person_in_two_scripts_is_one_speaker() -> None:
    reports = (
        held("a", CONSIDERING, statements=(says(CONSIDERING, by="Reza Talin"),)),
        held("b", PREPARING, statements=(says(PREPARING, by="Реза Талин"),), minutes=5),
    )
    persons = {("a", 0): "reza-talin", ("b", 0): "reza-talin"}
    (entry,) = ledger_of(reports, may=may_of(*reports), outlets=outlets_of(*reports), persons=persons)
    assert (entry.name, entry.person) == ("Reza Talin", "reza-talin")


def test_a_name_that_two_people_bear_leads_to_neither() -> None:
    reports = (
        held("a", CONSIDERING, statements=(says(CONSIDERING, by="Reza Talin"),)),
        held("b", "We wait", statements=(says("We wait", by="Reza Talin"),)),
    )
    persons = {("a", 0): "reza-talin.law", ("b", 0): "reza-talin.sport"}
    entries = ledger_of(reports, may=may_of(*reports), outlets=outlets_of(*reports), persons=persons)
    assert [entry.person for entry in entries] == [None]


def test_quotation_marks_are_the_pages_own() -> None:
    entries = ledger(held("a", CONSIDERING, statements=(says(CONSIDERING, by="Reza Talin"),)))
    assert words_of(entries[0]) == [["Even for them we are considering an amnesty"]]


def test_an_unnamed_source_has_no_name_and_stands_last() -> None:
    entries = ledger(
        held("a", "they need guarantees first", statements=(says("they need guarantees first", by=None),)),
        held("b", CONSIDERING, statements=(says(CONSIDERING, by="Reza Talin"),)),
    )
    assert [(entry.name, entry.role) for entry in entries] == [("Reza Talin", None), (None, "officials")]


def test_unsure_statements_are_left_out() -> None:
    assert ledger(held("a", CONSIDERING, statements=(says(CONSIDERING, by="Reza", confidence=0.3),))) == ()


def test_what_may_not_be_quoted_is_not_in_the_ledger() -> None:
    headline_only = Rights(extent=Extent.HEADLINE)
    report = held("a", CONSIDERING, statements=(says(CONSIDERING, by="Reza"),), rights=headline_only)
    assert ledger(report) == ()


def test_an_excerpt_quotes_a_long_statement_cut() -> None:
    long = "word " * 80
    report = held("a", long, statements=(says(long, by="Reza"),), rights=Rights(extent=Extent.EXCERPT))
    assert len(words_of(ledger(report)[0])[0][0]) <= 160


def test_what_finds_no_room_is_counted() -> None:
    texts = [f"statement about matter number {name} entirely" for name in "abcdefghi"]
    distinct = [
        text.replace("matter", f"{name * 4} {name * 5} {name * 6} {name * 7}")
        for text, name in zip(texts, "abcdefghi", strict=True)
    ]
    statements = tuple(says(text, by="Reza", block=number) for number, text in enumerate(distinct))
    entry = ledger(held("a", *distinct, statements=statements))[0]
    assert (len(entry.utterances), entry.left_out) == (MOST_UTTERANCES, 9 - MOST_UTTERANCES)


def test_wordings_that_are_equal_have_nothing_marked() -> None:
    assert not any(piece.differs for piece in pieces_of("we wait", against="We wait!"))
