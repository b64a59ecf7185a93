"""Flags: said where a text shows it, and nothing where it only seems so."""

from dataclasses import replace

import pytest
from tests.provenance.reports import FERRIES, KNOWLEDGE, article, report, story

from headwater.model.article import Article, ArticleLabel, Block, BlockKind, Link
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory, OutletKind
from headwater.model.provenance import Flag, FlagKind, ReuseKind
from headwater.model.story import Report
from headwater.provenance.flags import find_flags
from headwater.provenance.origins import count_origins

#: A walk through a harbour in which nobody says anything, about 150 words.
SILENT = (
    (
        "The morning boat left the western quay at seven with forty passengers, nine crates of bread and one bicycle. The sea "
        "was flat, the wind came from the south, and the light on the mole went out as the boat passed it."
    ),
    (
        "On the island the bakery opened an hour later than usual. The school bell rang twice, because the clock in the tower "
        "had stopped during the night, and the children ran up the steps with their bags open."
    ),
    (
        "In the afternoon the second boat brought the post, two engines for the pumping station and a piano for the hall. Six "
        "men took it up the hill in half an hour. The hall has been empty since the roof was mended in spring."
    ),
    "The evening boat was full. It reached the mainland at nine, ten minutes late, and the last bus to the station waited.",
)


def flags(*reports: Report, knowledge: Knowledge = KNOWLEDGE) -> dict[FlagKind, Flag]:
    origins = count_origins(reports, knowledge=knowledge)
    return {flag.kind: flag for flag in find_flags(reports, origins=origins, knowledge=knowledge)}


def alone(*paragraphs: str, outlet: str = "post", language: str = "en") -> dict[FlagKind, Flag]:
    return flags(report("a", article(outlet, *paragraphs, language=language)))


def test_an_agency_and_two_outlets_that_credit_it_are_one_source() -> None:
    told = story(
        report("a", article("meridian", *FERRIES)),
        report("b", article("post", *FERRIES, "Source: Meridian"), minutes=20),
        report("c", article("herald", *FERRIES[:2], "(Meridian)"), minutes=40),
    )
    flag = flags(*told)[FlagKind.SINGLE_ORIGIN]
    assert flag.articles == ("a", "b", "c")
    assert {reason.article for reason in flag.evidence} == {"b", "c"}


def test_an_outlet_that_asked_somebody_itself_is_no_mere_copy() -> None:
    own = "“The crews were never asked,” said Lena Brack, a stoker on the older boat."
    told = story(
        report("a", article("meridian", *FERRIES)),
        report("b", article("post", *FERRIES, own, "Source: Meridian"), minutes=20),
    )
    assert FlagKind.SINGLE_ORIGIN not in flags(*told)


def test_a_story_of_one_report_is_not_called_copied() -> None:
    assert FlagKind.SINGLE_ORIGIN not in alone(*FERRIES)
    assert FlagKind.ONE_OWNER not in alone(*FERRIES)


def test_two_outlets_of_one_house_have_one_owner_and_two_houses_have_not() -> None:
    ledger, courier = report("a", article("ledger", *FERRIES)), report("b", article("courier", *SILENT), minutes=9)
    assert "isles" in flags(ledger, courier)[FlagKind.ONE_OWNER].evidence[0].words
    post = report("c", article("post", *SILENT), minutes=12)
    assert FlagKind.ONE_OWNER not in flags(ledger, courier, post)


def test_only_officials_speak() -> None:
    found = alone("The talks failed, officials said on Monday.", "A source said that they would go on in May.")
    assert [reason.span is not None for reason in found[FlagKind.UNNAMED_ONLY].evidence] == [True, True]


@pytest.mark.parametrize(
    "further",
    [
        "Ida Vale said that they would go on in May.",
        "“They will go on in May.” Nobody on the quay believed it.",
        "Officials of the Kalder Port Authority said that they would go on in May.",
        "The minister's adviser said that they would go on in May.",
        "The police said that they would go on in May.",
    ],
)
def test_one_voice_that_may_have_a_name_keeps_the_flag_away(further: str) -> None:
    assert FlagKind.UNNAMED_ONLY not in alone("The talks failed, officials said on Monday.", further)


def test_a_long_text_without_any_voice_names_no_source() -> None:
    assert alone(*SILENT)[FlagKind.NO_SOURCE].articles == ("a",)


@pytest.mark.parametrize(
    "further",
    [
        "The piano comes from a school on the mainland, according to the harbour office.",
        "Nobody had played it in years, the harbour office reported.",
        "A list calls it “the last piano of Kalder”.",
        "(Meridian)",
    ],
)
def test_one_word_that_may_name_a_source_keeps_the_flag_away(further: str) -> None:
    assert FlagKind.NO_SOURCE not in alone(*SILENT, further)


def test_a_short_text_or_one_in_a_language_that_we_cannot_read_is_not_flagged() -> None:
    assert FlagKind.NO_SOURCE not in alone(*SILENT[:1])
    assert FlagKind.NO_SOURCE not in alone(*SILENT, language="fo")


def test_a_link_that_leads_out_may_be_the_source() -> None:
    linked = Block(
        kind=BlockKind.PARAGRAPH, text="The list", links=(Link(href="https://port.example/", start=0, end=8),)
    )
    of = article("post", *SILENT)
    assert FlagKind.NO_SOURCE not in flags(report("a", replace(of, body=(*of.body, linked))))


@pytest.mark.parametrize("label", [ArticleLabel.OPINION, ArticleLabel.LIVE_BLOG])
def test_nobody_expects_sources_of_an_opinion(label: ArticleLabel) -> None:
    assert FlagKind.NO_SOURCE not in flags(report("a", replace(article("post", *SILENT), labels=(label,))))


def test_what_was_read_to_the_paywall_only_is_not_flagged() -> None:
    assert FlagKind.NO_SOURCE not in flags(report("a", replace(article("post", *SILENT), is_accessible_for_free=False)))


def released(outlet: str) -> Article:
    return replace(article(outlet, *FERRIES), labels=(ArticleLabel.PRESS_RELEASE,))


def test_a_copy_of_a_press_release_rests_on_it() -> None:
    told = story(
        report("a", released("post")),
        report("b", article("herald", *FERRIES, "Source: Northern Post"), minutes=30),
        report("c", article("ledger", *SILENT), minutes=40),
    )
    assert told[1].reuses[0].kind is not ReuseKind.QUOTED
    flag = flags(*told)[FlagKind.PRESS_RELEASE]
    assert flag.articles == ("a", "b")
    assert "Northern Post" in flag.evidence[1].words


def test_what_an_official_body_publishes_itself_is_a_release() -> None:
    port = Outlet(key="port", name="Port Office", kind=OutletKind.OFFICIAL, domains=("port.example",))
    knowledge = replace(KNOWLEDGE, outlets=OutletDirectory([*KNOWLEDGE.outlets, port]))
    assert flags(report("a", article("port", *FERRIES)), knowledge=knowledge)[FlagKind.PRESS_RELEASE]
    assert FlagKind.PRESS_RELEASE not in alone(*FERRIES)
