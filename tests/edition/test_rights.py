"""The one decision about what may be shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.edition.rights import EXCERPT_CHARACTERS, QUOTE_CHARACTERS, Withheld, exported, shown
from headwater.model.article import Article, Block, BlockKind, Image
from headwater.model.listing import HeldArticle, KeptPicture
from headwater.model.rights import Extent, Rights

THEN = datetime(2026, 11, 23, 8, tzinfo=UTC)
PICTURE = Image(url="https://ledger.example/a.jpg")
REPORT = Article(
    url="https://ledger.example/1",
    outlet="ledger",
    headline="Ferries sail again",
    description="After two days of wind.",
    date_published=THEN,
    lead_image=PICTURE,
    body=(
        Block(kind=BlockKind.PARAGRAPH, text="The first ferry left at six."),
        Block(kind=BlockKind.IMAGE, image=PICTURE),
        Block(kind=BlockKind.PARAGRAPH, text="Nobody was left behind."),
    ),
)


@pytest.mark.parametrize(
    ("extent", "headline", "excerpt", "blocks", "quoted"),
    [
        (Extent.LINK, False, False, 0, 0),
        (Extent.HEADLINE, True, False, 0, 0),
        (Extent.EXCERPT, True, True, 0, QUOTE_CHARACTERS),
        (Extent.FULL, True, True, 3, 2000),
    ],
)
def test_each_extent_shows_so_much_and_no_more(
    *, extent: Extent, headline: bool, excerpt: bool, blocks: int, quoted: int
) -> None:
    may = shown(REPORT, rights=Rights(extent=extent), first_seen=THEN, now=THEN)
    assert (may.headline is not None, may.excerpt is not None) == (headline, excerpt)
    assert (len(may.body), may.quote_characters) == (blocks, quoted)


def test_pictures_need_their_own_right_and_leave_positions_alone() -> None:
    unused = KeptPicture(digest="ab" * 32, width=1280, height=800)
    without = shown(REPORT, rights=Rights(extent=Extent.FULL), first_seen=THEN, now=THEN, picture=unused)
    assert without.image is None
    assert [block.text for block in without.body] == [block.text for block in REPORT.body]
    assert all(block.image is None for block in without.body)
    rights = Rights(extent=Extent.FULL, images=True)
    kept = KeptPicture(digest="ab" * 32, width=1280, height=800)
    with_pictures = shown(REPORT, rights=rights, first_seen=THEN, now=THEN, picture=kept)
    assert with_pictures.image == Image(url=f"/picture/{'ab' * 32}.jpg", width=1280, height=800)
    assert all(block.image is None for block in with_pictures.body)
    assert shown(REPORT, rights=rights, first_seen=THEN, now=THEN).image is None


def test_an_embargo_ends_and_a_right_expires_at_the_second() -> None:
    rights = Rights(embargo_s=60, expires_after_s=120)
    at = [
        shown(REPORT, rights=rights, first_seen=THEN, now=THEN + timedelta(seconds=second))
        for second in (59, 60, 119, 120)
    ]
    assert [may.withheld for may in at] == [Withheld.EMBARGO, None, None, Withheld.EXPIRED]
    assert at[0].valid_until == THEN + timedelta(seconds=60)
    assert at[1].valid_until == THEN + timedelta(seconds=120)


def test_what_is_withheld_has_no_word_in_it() -> None:
    may = shown(REPORT, rights=Rights(extent=Extent.FULL, embargo_s=60), first_seen=THEN, now=THEN)
    assert (may.extent, may.headline, may.excerpt, may.body, may.image) == (None, None, None, (), None)


def test_a_report_without_a_date_counts_from_when_it_was_seen() -> None:
    undated = Article(url="https://ledger.example/2", outlet="ledger", headline="Undated")
    may = shown(undated, rights=Rights(embargo_s=60), first_seen=THEN, now=THEN + timedelta(seconds=61))
    assert may.headline == "Undated"


def test_a_full_copy_is_kept_out_of_search_engines_or_names_its_original() -> None:
    full = shown(REPORT, rights=Rights(extent=Extent.FULL), first_seen=THEN, now=THEN)
    agreed = shown(REPORT, rights=Rights(extent=Extent.FULL, canonical_to_source=True), first_seen=THEN, now=THEN)
    assert (full.robots, full.canonical) == ("noindex", None)
    assert (agreed.robots, agreed.canonical) == (None, REPORT.url)


@given(description=st.text(max_size=900), extent=st.sampled_from(Extent))
def test_an_excerpt_is_never_longer_than_an_excerpt(description: str, extent: Extent) -> None:
    report = Article(url="https://ledger.example/3", outlet="ledger", headline="H", description=description)
    may = shown(report, rights=Rights(extent=extent), first_seen=THEN, now=THEN)
    assert len(may.excerpt or "") <= EXCERPT_CHARACTERS


def test_what_is_reserved_for_text_and_data_mining_is_in_no_export() -> None:
    article = Article(url="https://ledger.example/1", outlet="ledger", headline="Ferries sail", description="Again.")
    held = HeldArticle(key="k", story=None, first_seen=THEN, shown_at=THEN, article=article)
    allowed = exported(held, now=THEN)
    assert allowed is not None
    assert allowed.excerpt == "Again."
    assert exported(replace(held, tdm_reserved=True), now=THEN) is None
    assert exported(replace(held, rights=Rights(tdm_reserved=True)), now=THEN) is None
    assert exported(replace(held, rights=Rights(embargo_s=60)), now=THEN) is None
