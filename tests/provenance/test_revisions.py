from tests.provenance.reports import BRIDGES, FERRIES, NOON, article

from headwater.provenance.revisions import compare

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
