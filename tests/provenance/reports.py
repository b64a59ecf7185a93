"""Reports to test with: invented outlets, invented words."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from headwater.data.load import load_cues
from headwater.model.article import Article, Block, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory, OutletKind
from headwater.model.story import Report
from headwater.provenance.credits import find_credits
from headwater.provenance.reuse import find_reuse
from headwater.provenance.statements import find_statements

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

OUTLETS = (
    Outlet(
        key="meridian", name="Meridian", kind=OutletKind.AGENCY, domains=("meridian.example",), ambiguous_names=("MN",)
    ),
    Outlet(key="harbour", name="Harbour TV", kind=OutletKind.BROADCASTER, domains=("harbour.example",)),
    Outlet(key="ledger", name="Aegean Ledger", kind=OutletKind.NEWSPAPER, domains=("ledger.example",), part_of="isles"),
    Outlet(
        key="courier", name="Isle Courier", kind=OutletKind.NEWSPAPER, domains=("courier.example",), part_of="isles"
    ),
    Outlet(key="post", name="Northern Post", kind=OutletKind.NEWSPAPER, domains=("post.example",)),
    Outlet(key="office", name="Port Office", kind=OutletKind.OFFICIAL, domains=("office.example",)),
    Outlet(key="herald", name="Vale Herald", kind=OutletKind.NEWSPAPER, domains=("herald.example",)),
)
KNOWLEDGE = Knowledge(outlets=OutletDirectory(OUTLETS), cues=load_cues())


def article(outlet: str, *paragraphs: str, headline: str = "Ferries return", language: str = "en") -> Article:
    """Give an article of one outlet with the paragraphs named."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs)
    url = f"https://{outlet}.example/{len(headline)}-{sum(map(len, paragraphs))}"
    return Article(url=url, outlet=outlet, headline=headline, language=language, body=blocks)


def report(key: str, of: Article, *, minutes: int = 0) -> Report:
    """Give an article as a report with its own statements and credits."""
    return Report(
        key=key,
        article=of,
        first_seen=NOON + timedelta(minutes=minutes),
        statements=find_statements(of, knowledge=KNOWLEDGE),
        credits=find_credits(of, knowledge=KNOWLEDGE),
    )


def story(*reports: Report) -> list[Report]:
    """Give the reports with what each shares with those before it."""
    told: list[Report] = []
    for one in reports:
        reuses = find_reuse(one, told, knowledge=KNOWLEDGE)
        told.append(
            Report(
                key=one.key,
                article=one.article,
                first_seen=one.first_seen,
                statements=one.statements,
                credits=one.credits,
                reuses=reuses,
            )
        )
    return told


_TEXTS = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "provenance" / "texts.toml").read_text(encoding="utf-8")
)
FERRIES: tuple[str, ...] = tuple(_TEXTS["ferries"])
BRIDGES: tuple[str, ...] = tuple(_TEXTS["bridges"])
