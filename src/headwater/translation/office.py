"""One process that translates: reports that wait, a few at a time, within the day's room; nothing ever waits for it.

    due or new ──> what may be shown ──> texts not held yet ──> charged ──> engine ──> kept, site told (one transaction)

A kill between any two arrows leaves at most one report to be asked for again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction

from headwater.edition.rights import Shown, Withheld, shown
from headwater.model.translation import TranslatedText, Translation, digest_of_text, primary_language
from headwater.newsroom.intake import Drop, note_drops
from headwater.newsroom.publish import raise_publication
from headwater.store import translations
from headwater.store.models import ArticleRow, TranslationRow
from headwater.store.rows import article_from, feed_from, traced_from
from headwater.translation.engine import Blame, NoAnswer, Translator
from headwater.translation.pieces import Piece, pieces_of
from headwater.translation.translating import Languages, translate_pieces

#: An engine in trouble is left alone, twice as long each time.
_FIRST_REST, _LONGEST_REST = timedelta(seconds=30), timedelta(hours=1)
#: Texts that an engine stumbles over are tried again so often, after waits that double from here.
_MOST_ATTEMPTS, _FIRST_WAIT = 5, timedelta(minutes=5)
#: So many reports in a row that it stumbled over say that it is the engine.
_STUMBLES = 3
#: How long the list of its languages is believed; a new model may be put beside the old ones at any time.
_LANGUAGES_FOR = timedelta(hours=1)
_LANGUAGES_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the operator wants translated."""

    #: Primary language to translate into.
    into: str
    #: Primary languages to translate from; empty: all that the engine has.
    languages: frozenset[str] = frozenset()
    #: The whole text where it may be shown, not only headline and excerpt.
    whole: bool = False
    #: Reports that were first shown within so many days.
    days: int = 3
    #: Reports of one round.
    at_once: int = 10
    #: Characters of one day; 0: any number.
    per_day: int = 0


@dataclass(slots=True, kw_only=True)
class Office:
    """The one that translates. There is one for a portal; the caller sees to that."""

    translator: Translator
    plan: Plan
    clock: Callable[[], datetime]
    #: Told in a sentence when trouble begins, and when it is over.
    report: Callable[[str], None]
    #: What has happened since the start, by name: "translated", "put off: wrong-number".
    tally: Counter[str] = field(default_factory=Counter)
    #: Until when the engine is left alone, and why.
    rests_until: datetime | None = None
    trouble: str = ""
    _rests: int = 0
    _stumbles: int = 0
    _sources: frozenset[str] = frozenset()
    _sources_at: datetime | None = None

    def round(self) -> int:
        """Translate a few reports; give how many were taken up, 0 where nothing waits or the engine rests."""
        now = self.clock()
        if self.rests_until is not None and now < self.rests_until:
            return 0
        self.rests_until = None
        if not self._knows_languages(now):
            return 0
        spoken = translations.languages_of_reports(since=now - timedelta(days=self.plan.days))
        due = translations.take_due(
            now,
            language=self.plan.into,
            sources=self._sources & spoken,
            days=self.plan.days,
            limit=self.plan.at_once,
        )
        for taken, row in enumerate(due):
            if not self._take(row, now=self.clock()):
                return taken
        return len(due)

    def _knows_languages(self, now: datetime) -> bool:
        if self._sources_at is not None and timedelta() <= now - self._sources_at < _LANGUAGES_FOR:
            return True
        found = self.translator.sources(self.plan.into)
        if isinstance(found, NoAnswer):
            self._rest(found, now=now)
            return False
        self._sources = (found & self.plan.languages if self.plan.languages else found) - {self.plan.into}
        self._sources_at = now
        lacking = self.plan.languages - found
        if lacking or not found:
            languages = ", ".join(sorted(lacking)) or "language"
            self.report(f"{self.translator.name} has no {languages} into {self.plan.into}")
        return True

    def _take(self, row: TranslationRow, *, now: datetime) -> bool:
        """Translate one report or put it off; False where the rest of the round has to wait."""
        may = _may_show(row.article, now=now)
        feed = feed_from(row.article.feed)
        if row.article.tdm_reserved or feed.rights.tdm_reserved:
            return self._put_off(row, NoAnswer(reason="reserved", detail="the publisher reserves text and data mining"))
        pieces = pieces_of(may, traced=traced_from(row.article), whole=self.plan.whole)
        if not pieces:
            due_at = may.valid_until if may.withheld is Withheld.EMBARGO else None
            return self._put_off(row, NoAnswer(reason="not-shown", detail="no word of it may be shown"), due_at=due_at)
        digests = [digest_of_text(piece.text) for piece in pieces]
        known = translations.known_texts(digests, language=self.plan.into, engine=self.translator.name)
        missing = [piece for piece, digest in zip(pieces, digests, strict=True) if digest not in known]
        made = self._asked(missing, row=row, now=now)
        if made is None:
            return False
        if isinstance(made, NoAnswer):
            return self._stumble(row, made, now=now)
        known |= {text.made_of: text for text in made}
        self._keep(row, tuple(known[digest] for digest in digests), now=now)
        return True

    def _asked(
        self, missing: list[Piece], *, row: TranslationRow, now: datetime
    ) -> tuple[TranslatedText, ...] | NoAnswer | None:
        """Give the texts that were not held yet; None where the day has no room for them or the engine must rest."""
        if not missing:
            return ()
        characters = sum(len(piece.text) for piece in missing)
        if not translations.charge(characters, now=now, per_day=self.plan.per_day):
            detail = f"{self.plan.per_day} characters were translated today; it goes on tomorrow (UTC)"
            tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
            self._rest(NoAnswer(reason="day-is-full", detail=detail), now=now, until=tomorrow)
            return None
        languages = Languages(source=primary_language(row.article.language), target=self.plan.into)
        made = translate_pieces(missing, languages=languages, translator=self.translator)
        if isinstance(made, NoAnswer) and made.blame is Blame.ENGINE:
            self._rest(made, now=now)
            return None
        if not isinstance(made, NoAnswer):
            self._is_well()
            self.tally["characters"] += characters
        return made

    def _keep(self, row: TranslationRow, texts: tuple[TranslatedText, ...], *, now: datetime) -> None:
        translation = Translation(
            engine=self.translator.name,
            source=row.article.language,
            language=self.plan.into,
            made_at=now,
            texts=tuple({text.made_of: text for text in texts}.values()),
        )
        with transaction.atomic():
            standing = ArticleRow.objects.select_for_update().filter(pk=row.article_id)
            document = standing.values_list("document", flat=True).first()
            if document is None:  # taken down meanwhile
                return
            translations.keep(row, translation)
            if document != row.article.document:  # edited meanwhile
                translations.look_again([row.article_id], now=now)
            raise_publication(now)
        self.tally["translated"] += 1

    def _stumble(self, row: TranslationRow, why: NoAnswer, *, now: datetime) -> bool:
        """Put a report off that the engine did not translate; False where it begins to look like the engine's fault."""
        if why.blame is Blame.LANGUAGES:
            return self._put_off(row, why, due_at=now + _LANGUAGES_AGAIN)
        row.attempts += 1
        self._stumbles += 1
        is_last = row.attempts >= _MOST_ATTEMPTS
        self._put_off(row, why, due_at=None if is_last else now + _FIRST_WAIT * 2 ** (row.attempts - 1))
        if is_last:
            note_drops([Drop(step="translate", url=row.article.url, reason=why.reason, detail=why.detail)], now=now)
        if self._stumbles >= _STUMBLES:
            self._rest(why, now=now)
            return False
        return True

    def _put_off(self, row: TranslationRow, why: NoAnswer, *, due_at: datetime | None = None) -> bool:
        with transaction.atomic():
            if ArticleRow.objects.select_for_update().filter(pk=row.article_id).exists():
                translations.put_off(row, due_at=due_at, reason=why.reason, detail=why.detail)
        self.tally[f"put off: {why.reason}"] += 1
        return True

    def _rest(self, why: NoAnswer, *, now: datetime, until: datetime | None = None) -> None:
        wait = min(_FIRST_REST * 2 ** min(self._rests, 10), _LONGEST_REST)
        self.rests_until = until or now + max(wait, timedelta(seconds=why.retry_after_s or 0))
        self._rests += 1
        if why.detail != self.trouble:
            self.report(why.detail)
            note_drops(
                [Drop(step="translate", url=self.translator.name, reason=why.reason, detail=why.detail)], now=now
            )
        self.trouble = why.detail

    def _is_well(self) -> None:
        if self.trouble:
            self.report(f"{self.translator.name} translates again")
        self.trouble, self._rests, self._stumbles = "", 0, 0


def _may_show(row: ArticleRow, *, now: datetime) -> Shown:
    return shown(article_from(row), rights=feed_from(row.feed).rights, first_seen=row.first_seen, now=now)
