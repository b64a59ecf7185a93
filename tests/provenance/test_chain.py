"""The situation every portal meets: an adviser, an agency, a broadcaster, a paper, and a translation of the paper."""

from tests.provenance.reports import KNOWLEDGE, article, report, story

from headwater.model.article import Article, quoted
from headwater.model.provenance import CreditKind, SpeakerKind
from headwater.provenance.origins import count_origins

AGENCY = article(
    "meridian",
    "The island would not join any blockade, Farid Tamm, an adviser to President Oren Vale, told Meridian.",
    "Tamm said the harbour would stay open to every ship that paid its dues and carried no arms.",
)
BROADCASTER = article(
    "harbour",
    "Farid Tamm, an adviser to President Oren Vale, has told the Meridian news agency "
    "that the harbour stays open to all ships.",
)
PAPER = article(
    "ledger",
    "The island keeps out of blockades, an adviser to President Oren Vale told Meridian, as broadcast by Harbour TV.",
    "Shops on the quay opened as on any Monday and the morning boat left on time with forty passengers on board.",
)
TRANSLATION = article(
    "kiosk",
    "Το νησί δεν θα συμμετάσχει σε κανέναν αποκλεισμό, δήλωσε ο Φαρίντ Ταμ, σύμβουλος του προέδρου Όρεν Βέιλ, "
    "στο Meridian, όπως μετέδωσε το Harbour TV.",
    "«Κανείς δεν θέλει δεύτερη κρίση», σημείωσε ο σύμβουλος του ηγέτη.",
    "Πηγή: Aegean Ledger",
    language="el",
)
REPORTS = story(
    report("a", AGENCY),
    report("b", BROADCASTER, minutes=10),
    report("c", PAPER, minutes=20),
    report("d", TRANSLATION, minutes=30),
)


def hops(key: str) -> list[tuple[CreditKind, str | None]]:
    (one,) = (one for one in REPORTS if one.key == key)
    return [(credit.kind, credit.outlet) for credit in one.credits]


def words(of: Article, block: int) -> list[str]:
    (one,) = (one for one in REPORTS if one.article is of)
    return [quoted(of, s.source) for s in one.statements if s.source and s.source.block == block]


def test_the_whole_chain_comes_out() -> None:
    assert hops("b") == [(CreditKind.TOLD, "meridian")]
    assert hops("c") == [(CreditKind.TOLD, "meridian"), (CreditKind.RELAYED, "harbour")]
    assert set(hops("d")) == {
        (CreditKind.TOLD, "meridian"),
        (CreditKind.RELAYED, "harbour"),
        (CreditKind.PUBLISHED, "ledger"),
    }


def test_four_outlets_are_one_origin() -> None:
    (origin,) = count_origins(REPORTS, knowledge=KNOWLEDGE)
    assert origin.outlet == "meridian"
    assert origin.articles == ("a", "b", "c", "d")
    assert origin.evidence


def test_the_adviser_speaks_and_never_the_leader() -> None:
    for one in REPORTS:
        assert one.statements
        for statement in one.statements:
            assert statement.speaker is not None
            assert "Vale" not in (statement.speaker.name or "")
            assert "Βέιλ" not in (statement.speaker.name or "")


def test_the_leaders_adviser_is_the_adviser_named_before() -> None:
    statement = REPORTS[3].statements[-1]
    assert words(TRANSLATION, 1) == ["ο σύμβουλος του ηγέτη"]
    assert statement.speaker is not None
    assert (statement.speaker.kind, statement.speaker.name) == (SpeakerKind.PERSON, "Φαρίντ Ταμ")


def test_an_adviser_without_a_name_stays_unnamed() -> None:
    statement = REPORTS[2].statements[0]
    assert statement.speaker is not None
    assert statement.speaker.kind is SpeakerKind.UNNAMED
    assert statement.speaker.name is None


def test_of_unknown_outlets_the_one_that_was_told_is_the_origin() -> None:
    printed = article(
        "kiosk",
        "Η συμφωνία δεν θα υπογραφεί, δήλωσε σύμβουλος του προέδρου Όρεν Βέιλ στο πρακτορείο Zephyr, "
        "όπως μετέδωσε ο τηλεοπτικός σταθμός Canal Norte.",
        "Πηγή: Εφημερίδα της Ακτής",
        language="el",
    )
    (origin,) = count_origins(story(report("e", printed)), knowledge=KNOWLEDGE)
    assert origin.name == "Zephyr"
