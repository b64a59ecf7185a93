import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.provenance.reports import BRIDGES, FERRIES, KNOWLEDGE, NOON, article, report, story

from headwater.model.provenance import Origin, OriginKind
from headwater.model.rights import Overrule, OverruleKind
from headwater.model.story import Report
from headwater.provenance.origins import count_origins

OTHER_WORDS = (
    (
        "After months at the quay both boats of the western line are to sail again in April, says a notice on a wall "
        "that travellers photographed this morning while they waited for the mail plane."
    ),
)


def origins(*reports: Report, overrules: Sequence[Overrule] = ()) -> tuple[Origin, ...]:
    return count_origins(story(*reports), knowledge=KNOWLEDGE, overrules=overrules)


def sets(found: tuple[Origin, ...]) -> set[frozenset[str]]:
    return {frozenset(origin.articles) for origin in found}


def test_two_outlets_with_their_own_words_are_two_origins() -> None:
    found = origins(report("p", article("post", *FERRIES)), report("h", article("herald", *OTHER_WORDS), minutes=1))
    assert [origin.name for origin in found] == ["Northern Post", "Vale Herald"]


def test_copies_of_an_agency_are_one_origin_named_after_it() -> None:
    found = origins(
        report("m", article("meridian", *FERRIES)),
        report("l", article("ledger", *FERRIES, "Source: Meridian"), minutes=5),
        report("p", article("post", *FERRIES[:2]), minutes=9),
    )
    assert [(origin.outlet, origin.articles) for origin in found] == [("meridian", ("m", "l", "p"))]
    assert {reason.rule for reason in found[0].evidence} >= {"credit-credit-line", "shared-text"}


def test_copies_without_a_known_parent_are_one() -> None:
    found = origins(report("h", article("herald", *FERRIES)), report("p", article("post", *FERRIES), minutes=9))
    assert sets(found) == {frozenset({"h", "p"})}


def test_two_articles_in_their_own_words_that_credit_one_agency_are_one() -> None:
    found = origins(
        report("h", article("herald", *FERRIES, "Source: Meridian")),
        report("p", article("post", *OTHER_WORDS, "Source: Meridian"), minutes=9),
    )
    assert [(origin.kind, origin.outlet) for origin in found] == [(OriginKind.OUTLET, "meridian")]


def test_outlets_of_one_owner_are_one() -> None:
    found = origins(report("l", article("ledger", *FERRIES)), report("c", article("courier", *OTHER_WORDS)))
    assert sets(found) == {frozenset({"l", "c"})}
    assert found[0].evidence[0].rule == "owner"


def test_agencies_without_a_name_are_never_one_more_origin() -> None:
    named = report("p", article("post", *FERRIES))
    unnamed = report("h", article("herald", *OTHER_WORDS, "With agencies"), minutes=3)
    assert len(origins(named, unnamed)) == 1
    (alone,) = origins(unnamed)
    assert (alone.kind, alone.name) == (OriginKind.UNKNOWN, "an agency that is not named")


def test_a_paragraph_taken_over_does_not_join_two_long_reports() -> None:
    long = (*BRIDGES, *OTHER_WORDS, *BRIDGES[::-1])
    found = origins(report("p", article("post", *FERRIES)), report("h", article("herald", *long, FERRIES[0])))
    assert len(found) == 2


def test_an_agency_that_was_reworded_and_wrote_again_is_one_origin() -> None:
    words = " ".join(FERRIES).split()
    words = ["boat" if number % 9 == 8 else word for number, word in enumerate(words)]
    found = origins(
        report("m", article("meridian", *FERRIES)),
        report("p", article("post", " ".join(words)), minutes=20),
        report("m2", article("meridian", *BRIDGES), minutes=300),
    )
    assert [(origin.outlet, origin.articles) for origin in found] == [("meridian", ("m", "p", "m2"))]


def test_a_credit_inside_a_paragraph_taken_over_is_not_the_reports() -> None:
    said = "“We will not sail before the engine is tested,” Ida Vale, the harbour master, told Harbour TV on the quay at noon."
    found = origins(
        report("h", article("harbour", FERRIES[0], said)),
        report("p", article("post", BRIDGES[0], said, BRIDGES[1]), minutes=60),
    )
    assert sets(found) == {frozenset({"h"}), frozenset({"p"})}


def test_an_editor_joins_and_separates() -> None:
    one, other = report("p", article("post", *FERRIES)), report("h", article("herald", *OTHER_WORDS))
    same = Overrule(
        kind=OverruleKind.SAME_ORIGIN, subjects=("p", "h"), reason="one press visit", editor="Ida", decided_at=NOON
    )
    assert len(origins(one, other, overrules=[same])) == 1
    copy = report("h", article("herald", *FERRIES), minutes=4)
    apart = Overrule(
        kind=OverruleKind.SEPARATE_ORIGINS, subjects=("p", "h"), reason="both were there", editor="Ida", decided_at=NOON
    )
    assert len(origins(one, copy, overrules=[apart])) == 2


@settings(deadline=None)
@given(st.permutations(range(5)))
def test_the_answer_does_not_depend_on_the_order(order: list[int]) -> None:
    reports = story(
        report("m", article("meridian", *FERRIES)),
        report("l", article("ledger", *FERRIES, "Source: Meridian"), minutes=5),
        report("p", article("post", *OTHER_WORDS), minutes=6),
        report("h", article("herald", *BRIDGES, "With agencies"), minutes=7),
        report("c", article("courier", *BRIDGES), minutes=8),
    )
    found = count_origins([reports[number] for number in order], knowledge=KNOWLEDGE)
    assert found == count_origins(reports, knowledge=KNOWLEDGE)
    keys = list(itertools.chain.from_iterable(origin.articles for origin in found))
    assert sorted(keys) == ["c", "h", "l", "m", "p"]


def test_a_text_merged_from_two_sources_leaves_two_and_adds_none() -> None:
    found = origins(
        report("p", article("post", *FERRIES)),
        report("h", article("herald", *BRIDGES), minutes=5),
        report("k", article("kiosk", FERRIES[0], BRIDGES[0], FERRIES[1], BRIDGES[1]), minutes=90),
    )
    assert len(found) == 2


def test_an_outlet_that_copied_once_still_counts_for_what_it_found_out_itself() -> None:
    found = origins(
        report("m", article("meridian", *FERRIES)),
        report("p", article("post", *FERRIES, "Source: Meridian"), minutes=5),
        report("p2", article("post", *BRIDGES), minutes=300),
    )
    assert [origin.articles for origin in found] == [("m", "p"), ("p2",)]
    assert [origin.outlet for origin in found] == ["meridian", "post"]


def test_what_two_relays_had_from_one_agency_is_one() -> None:
    found = origins(
        report("h", article("harbour", "Ida Vale told Meridian that the ferry would sail on Monday.")),
        report("p", article("post", "The boat leaves on Monday, Ida Vale told Meridian, as broadcast by Harbour TV.")),
    )
    assert [(origin.outlet, len(origin.articles)) for origin in found] == [("meridian", 2)]
