from dataclasses import replace
from typing import Any

from tests.provenance.reports import BRIDGES, FERRIES, NOON, article

from headwater.model.article import Article, Block, BlockKind, Link
from headwater.model.provenance import RevisionKind, Speaker, SpeakerKind, Statement, StatementKind, Traced
from headwater.provenance.revisions import compare, pairs_of

BEFORE = article("post", *FERRIES)


def test_the_same_text_is_no_revision() -> None:
    assert compare(BEFORE, BEFORE, article="p", captured_at=NOON) is None


def test_bylines_times_marks_and_order_are_noise() -> None:
    after = article("post", "By Ida Vale", "Updated 12:30", *(text.replace(" ", "  ") for text in FERRIES[::-1]))
    assert compare(BEFORE, after, article="p", captured_at=NOON) is None


def test_passages_added_and_removed_are_told() -> None:
    revision = compare(BEFORE, article("post", *FERRIES[1:], BRIDGES[0]), article="p", captured_at=NOON)
    assert revision is not None
    assert (revision.removed, revision.added) == (FERRIES[:1], BRIDGES[:1])
    assert revision.headline_before is None
    assert revision.before != revision.after


def test_a_changed_number_stands_on_both_sides() -> None:
    after = article("post", FERRIES[0].replace("Two", "Three"), *FERRIES[1:])
    revision = compare(BEFORE, after, article="p", captured_at=NOON)
    assert revision is not None
    assert revision.removed == FERRIES[:1]
    assert revision.added[0].startswith("Three ferries")


def test_a_new_headline_is_told() -> None:
    after = article("post", *FERRIES, headline="Boats are back")
    revision = compare(BEFORE, after, article="p", captured_at=NOON)
    assert revision is not None
    assert (revision.headline_before, revision.headline_after) == ("Ferries return", "Boats are back")


def text_of(*paragraphs: str, **fields: Any) -> Article:
    return replace(article("post", *paragraphs), **fields)


LONG = (
    "The harbour of Sorra opened on Tuesday after nine years of work, and the first ship to enter was a dredger.",
    "“Nobody on the quay had expected me to arrive by rowing boat,” said the mayor, Anna Kell, and 42 people laughed.",
)


def test_a_changed_number_is_named_with_what_took_its_place() -> None:
    revision = compare(text_of(*LONG), text_of(LONG[0], LONG[1].replace("42", "58")), article="p", captured_at=NOON)
    assert revision is not None
    assert [(each.before, each.after) for each in revision.numbers] == [("42", "58")]
    assert len(pairs_of(revision)) == 1
    assert not (revision.quotes_changed)
    assert not (revision.quotes_removed)


def test_a_changed_quotation_is_told_apart_from_one_that_came_or_went() -> None:
    changed = compare(
        text_of(*LONG), text_of(LONG[0], LONG[1].replace("rowing boat", "tram")), article="p", captured_at=NOON
    )
    assert changed is not None
    assert len(changed.quotes_changed) == 1
    gone = compare(
        text_of(*LONG),
        text_of(LONG[0], "Nobody laughed at all, as it turned out later."),
        article="p",
        captured_at=NOON,
    )
    assert gone is not None
    assert len(gone.quotes_removed) == 1


def test_a_source_that_is_named_no_more_is_told_but_a_surname_still_names() -> None:
    kell = Speaker(kind=SpeakerKind.PERSON, name="Anna Kell")
    traced = Traced(statements=(Statement(kind=StatementKind.DIRECT, content=(), speaker=kell),))
    for after, expected in ((LONG[0] + " It rained.", ("Anna Kell",)), (LONG[0] + " Kell was silent.", ())):
        revision = compare(
            text_of(*LONG), text_of(after), article="p", captured_at=NOON, traced_before=traced, traced_after=Traced()
        )
        assert revision is not None
        assert revision.sources_removed == expected


def test_a_new_byline_is_told_and_one_that_is_printed_at_last_is_not() -> None:
    revision = compare(
        text_of(*LONG, byline="By Ida Vale"), text_of(*LONG, byline="By Tom Rey"), article="p", captured_at=NOON
    )
    assert revision is not None
    assert (revision.byline_before, revision.byline_after) == ("By Ida Vale", "By Tom Rey")
    assert compare(text_of(*LONG), text_of(*LONG, byline="By Tom Rey"), article="p", captured_at=NOON) is None


def test_a_box_of_links_is_noise() -> None:
    words = "Read also: five other reports that stand here today and not tomorrow"
    box = Block(kind=BlockKind.PARAGRAPH, text=words, links=(Link(href="https://a.example/", start=0, end=len(words)),))
    before = text_of(*LONG)
    assert compare(before, replace(before, body=(*before.body, box)), article="p", captured_at=NOON) is None


def test_a_notice_in_place_of_the_text_is_a_retraction_also_under_the_old_standfirst() -> None:
    notice = "The Post takes this report back and asks its readers to forgive it."
    standfirst = "The mayor came by boat, and others came by other means."
    before = text_of(standfirst, *LONG, description=standfirst)
    for after in (text_of(notice), text_of(standfirst, notice)):
        revision = compare(before, after, article="p", captured_at=NOON)
        assert revision is not None
        assert revision.kind is RevisionKind.RETRACTION
        assert not (revision.numbers)
        assert not (revision.quotes_removed)
    shortened = compare(before, text_of(standfirst, LONG[0]), article="p", captured_at=NOON)
    assert shortened is not None
    assert shortened.kind is RevisionKind.EDIT
