"""Reports are translated once, as far as they may be shown, and what becomes of a report becomes of its translation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.portal.press import DEEP, NOW, Press, full_paper, set_rights
from tests.translation.engine_server import Engine, in_greek

from headwater.edition.cards import may_show
from headwater.edition.rights import Shown
from headwater.edition.translations import with_translations
from headwater.model.article import Article
from headwater.model.codec import encode
from headwater.model.rights import Extent, Rights
from headwater.newsroom.takedown import Demand, take_down_articles
from headwater.project.config import Settings, TranslationSettings
from headwater.store import queries
from headwater.store.bytes import Bytes
from headwater.store.models import (
    ArticleRow,
    DroppedRow,
    TranslatedPieceRow,
    TranslationRow,
    TranslationState,
    TranslationTallyRow,
)
from headwater.store.rows import article_from
from headwater.store.translations import look_again
from headwater.translation.engine import Ask, NoAnswer
from headwater.translation.libretranslate import LibreTranslate
from headwater.translation.line import Line
from headwater.translation.office import Office, Plan
from headwater.translation.translating import batches_of

pytestmark = pytest.mark.django_db
HEADLINE = "Karsova offers amnesty to fighters who hand in"


@dataclass(slots=True)
class Desk:
    """An office with its engine, and a clock that is moved."""

    engine: Engine
    line: Line
    now: datetime = NOW
    said: list[str] = field(default_factory=list)

    def office(self, **plan: object) -> Office:
        chosen = Plan(**({"into": "el", "days": 30, "at_once": 100} | plan))  # type: ignore[arg-type]
        return Office(
            translator=LibreTranslate(self.line), plan=chosen, clock=lambda: self.now, report=self.said.append
        )


@pytest.fixture
def paper(settings: object) -> Press:
    chosen = TranslationSettings(engine="libretranslate", address="http://127.0.0.1:1", into="el", what="full")
    settings.PORTAL = Settings(translation=chosen)  # type: ignore[attr-defined]
    settings.BYTES_DIRECTORY = None  # type: ignore[attr-defined]
    return full_paper()


@pytest.fixture
def desk(engine: Engine, paper: Press) -> Iterator[Desk]:
    with Line(engine.address, name="LibreTranslate", timeout_s=2.0) as line:
        yield Desk(engine=engine, line=line)


def row_of(headline: str) -> ArticleRow:
    return ArticleRow.objects.get(headline__startswith=headline)


def shown_of(headline: str, *, now: datetime = NOW) -> Shown:
    (held,) = with_translations(queries.held_articles([row_of(headline).key]))
    return may_show(held, now=now)


def test_everything_is_translated_once_and_never_again(desk: Desk) -> None:
    office = desk.office(whole=True)
    assert office.round() > 10
    may = shown_of(HEADLINE)
    assert may.translated is not None
    assert may.headline is not None
    assert may.translated.headline == in_greek(may.headline)
    assert [block.text for block in may.translated.body] != [block.text for block in may.body]
    asked = desk.engine.texts
    assert len(asked) == len(set(asked)), "a text that several reports carry was asked for more than once"
    assert desk.office(whole=True).round() == 0
    assert desk.engine.texts == asked
    assert set(TranslationRow.objects.values_list("state", flat=True)) <= {"held", "dropped"}


def test_a_translation_never_shows_more_than_its_original_may(desk: Desk) -> None:
    desk.office(whole=True).round()
    whole = shown_of(HEADLINE)
    assert whole.translated is not None
    assert any(in_greek(DEEP) in block.text for block in whole.translated.body)
    for extent, seen in ((Extent.EXCERPT, (True, True)), (Extent.HEADLINE, (True, False))):
        set_rights("ledger", Rights(extent=extent))
        words = shown_of(HEADLINE).translated
        assert words is not None
        assert (words.headline is not None, words.excerpt is not None) == seen
        assert words.body == ()
    set_rights("ledger", Rights(extent=Extent.LINK))
    assert shown_of(HEADLINE).translated is None
    set_rights("ledger", Rights(extent=Extent.FULL, expires_after_s=60))
    assert shown_of(HEADLINE).translated is None


def test_the_engine_is_told_only_what_readers_may_see(desk: Desk) -> None:
    set_rights("ledger", Rights(extent=Extent.EXCERPT))
    set_rights("longname", Rights(extent=Extent.LINK))
    row = row_of(HEADLINE)
    row.tdm_reserved = True
    row.save()
    desk.office(whole=True).round()
    reports = {row: article_from(row) for row in ArticleRow.objects.all()}
    linked = [article.headline for article in reports.values() if article.outlet == "longname"]
    assert linked
    assert not {*linked, row.headline} & {*desk.engine.texts}
    assert not any(DEEP in text for text in desk.engine.texts)
    assert TranslationRow.objects.get(article=row).reason == "reserved"


def test_a_report_under_embargo_waits_for_its_end(desk: Desk) -> None:
    row = row_of(HEADLINE)
    published = article_from(row).date_published or row.first_seen
    set_rights("ledger", Rights(extent=Extent.FULL, embargo_s=int((NOW - published).total_seconds()) + 3600))
    desk.office().round()
    held = TranslationRow.objects.get(article=row)
    assert (held.state, held.reason) == (TranslationState.WAITING, "not-shown")
    assert row.headline not in desk.engine.texts
    desk.now += timedelta(hours=2)
    desk.office().round()
    assert shown_of(HEADLINE, now=desk.now).translated is not None


def test_an_edit_takes_the_translation_away_until_it_is_made_anew(desk: Desk) -> None:
    desk.office(whole=True).round()
    row, before = row_of(HEADLINE), len(desk.engine.texts)
    article = article_from(row)
    last = article.body[-1]
    edited = tuple(block for block in article.body if block is not last)
    changed = Article(
        **{
            name: getattr(article, name)
            for name in ("url", "outlet", "description", "date_published", "language", "lead_image")
        },
        headline="Karsova takes its amnesty back",
        body=edited,
    )
    ArticleRow.objects.filter(pk=row.pk).update(document=encode(changed).decode(), headline=changed.headline)
    assert shown_of("Karsova takes").translated is None
    look_again([row.key], now=desk.now)
    assert desk.office(whole=True).round() == 1
    assert desk.engine.texts[before:] == ["Karsova takes its amnesty back"]
    words = shown_of("Karsova takes").translated
    assert words is not None
    assert words.headline == in_greek("Karsova takes its amnesty back")


def test_a_takedown_takes_its_translations_along(desk: Desk, tmp_path: Path) -> None:
    desk.office().round()
    key = row_of(HEADLINE).key
    words = in_greek("hand in")
    assert TranslationRow.objects.filter(article=key, document__contains=words).exists()
    pieces = TranslatedPieceRow.objects.count()
    take_down_articles([key], Demand(reason="asked", editor="mara", kept=Bytes(tmp_path)), now=NOW)
    assert not TranslationRow.objects.filter(article=key).exists()
    assert TranslatedPieceRow.objects.count() < pieces


def test_what_is_taken_down_while_the_engine_thinks_stays_away(desk: Desk, tmp_path: Path) -> None:
    key = row_of(HEADLINE).key
    demand = Demand(reason="asked", editor="mara", kept=Bytes(tmp_path))

    class Slow(LibreTranslate):
        def translate(self, ask: Ask) -> tuple[str, ...] | NoAnswer:
            if ArticleRow.objects.filter(pk=key, headline__in=ask.texts).exists():
                take_down_articles([key], demand, now=NOW)
            return super().translate(ask)

    office = desk.office()
    office.translator = Slow(desk.line)
    office.round()
    assert not ArticleRow.objects.filter(pk=key).exists()
    assert not TranslationRow.objects.filter(article=key).exists()


def test_the_day_has_room_for_so_many_characters(desk: Desk) -> None:
    office = desk.office(per_day=700)
    while office.round():
        pass
    spent = TranslationTallyRow.objects.get().characters
    assert 0 < spent <= 700
    assert sum(map(len, desk.engine.texts)) <= 700 + 200  # tags are not counted, words are
    assert desk.said == ["700 characters were translated today; it goes on tomorrow (UTC)"]
    assert office.round() == 0
    desk.now += timedelta(hours=12)
    assert office.round() > 0


def test_an_engine_in_trouble_is_left_alone_and_the_paper_goes_on(desk: Desk) -> None:
    desk.engine.faults = [(429, {"Retry-After": "120"}, b"")]
    office = desk.office()
    assert office.round() == 0
    assert shown_of(HEADLINE).headline
    assert desk.said == ["LibreTranslate says that it is asked too often; it is asked less often now (status 429)"]
    assert DroppedRow.objects.get(step="translate").reason == "too-often"
    asked = len(desk.engine.asked)
    desk.now += timedelta(seconds=119)
    assert office.round() == 0
    assert len(desk.engine.asked) == asked
    desk.engine.faults = []
    desk.now += timedelta(seconds=2)
    assert office.round() > 10
    assert desk.said[-1] == "LibreTranslate translates again"


def test_a_report_that_an_engine_stumbles_over_is_given_up_and_the_others_are_not(desk: Desk) -> None:
    poison = row_of(HEADLINE)

    def stumble(text: str) -> str:
        return "" if text == poison.headline or "amnesty to fighters" in text else in_greek(text)

    desk.engine.translate = stumble
    office = desk.office()
    for _ in range(10):
        office.round()
        desk.now += timedelta(hours=3)
    assert TranslationRow.objects.get(article=poison).state == TranslationState.DROPPED
    assert DroppedRow.objects.filter(url=poison.url, reason="empty-text").exists()
    assert TranslationRow.objects.filter(state=TranslationState.HELD).count() > 10


def test_an_engine_without_the_language_is_asked_for_none(desk: Desk) -> None:
    assert desk.office(into="tr").round() == 0
    assert desk.said == ["LibreTranslate has no language into tr"]
    assert desk.engine.texts == []
    assert desk.office(languages=frozenset({"fr", "it"})).round() == 0
    assert desk.said[-1] == "LibreTranslate has no it into el"


def test_one_more_text_than_fits_goes_into_the_next_request(desk: Desk) -> None:
    desk.office().round()
    posted = [asked.plain["q"] for asked in desk.engine.asked if asked.plain]
    assert max(map(len, posted)) <= LibreTranslate.most_texts
    assert list(batches_of([], translator=LibreTranslate(desk.line))) == []
