"""Translations: what is held of reports, what is to be made, and how much was asked for today."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q

from headwater.model.codec import decode, encode
from headwater.model.translation import TranslatedText, Translation, primary_language
from headwater.store.models import (
    ArticleRow,
    TranslatedPieceRow,
    TranslationRow,
    TranslationState,
    TranslationTallyRow,
)

#: Days for which the tally is kept.
_TALLY_DAYS = 7


def translations_of(articles: Collection[str], *, language: str) -> dict[str, Translation]:
    """Give what is held of reports in a primary language, by the key of the report; one question."""
    if not articles:
        return {}
    held = TranslationRow.objects.filter(article__in=list(articles), language=language).exclude(document="")
    return {key: decode(document, Translation) for key, document in held.values_list("article_id", "document")}


def reports_in(language: str, *, stories: Collection[str]) -> dict[str, str]:
    """Give the key of the first report of each story that is in a primary language, by the story's key."""
    own = Q(language=language) | Q(language__startswith=f"{language}-")
    found = ArticleRow.objects.filter(own, story__in=list(stories), hidden=False).order_by("-first_seen", "-key")
    return dict(found.values_list("story_id", "key"))


def take_due(now: datetime, *, language: str, sources: Collection[str], days: int, limit: int) -> list[TranslationRow]:
    """Give translations into a primary language that are to be made now: first what waits, then new reports.

    All are reports that readers see, first shown within so many days. New ones are in one of the languages `sources`
    and were never looked at: their rows are not saved yet. Only the one process that translates may ask.
    """
    since = now - timedelta(days=days)
    due = TranslationRow.objects.filter(language=language, due_at__lte=now)
    due = due.filter(article__hidden=False, article__shown_at__gte=since)
    waiting = list(due.select_related("article__feed").order_by("due_at", "id")[:limit])
    room = limit - len(waiting)
    if room <= 0 or not sources:
        return waiting
    spoken = Q()
    for source in sources:
        spoken |= Q(language=source) | Q(language__startswith=f"{source}-")
    new = ArticleRow.objects.filter(spoken, hidden=False, recorded=True, shown_at__gte=since)
    unseen = new.exclude(translations__language=language).select_related("feed").order_by("-shown_at", "key")[:room]
    return [*waiting, *(TranslationRow(article=article, language=language, due_at=now) for article in unseen)]


def known_texts(digests: Iterable[str], *, language: str, engine: str) -> dict[str, TranslatedText]:
    """Give the texts of these digests that are held in a language from an engine, of whichever report."""
    wanted = set(digests)
    pieces = TranslatedPieceRow.objects.filter(made_of__in=wanted, translation__language=language)
    once = dict(pieces.values_list("made_of", "translation_id"))
    held = TranslationRow.objects.filter(pk__in=set(once.values())).values_list("document", flat=True)
    found: dict[str, TranslatedText] = {}
    for document in held:
        translation = decode(document, Translation) if document else None
        if translation is not None and translation.engine == engine:
            found |= {text.made_of: text for text in translation.texts if text.made_of in wanted}
    return found


def keep(row: TranslationRow, translation: Translation) -> None:
    """Keep what was made of a report, in place of what was held before; inside the caller's transaction."""
    row.state, row.due_at = TranslationState.HELD, None
    row.attempts, row.reason, row.detail = 0, "", ""
    row.document = encode(translation).decode()
    row.save()
    TranslatedPieceRow.objects.filter(translation=row).delete()
    TranslatedPieceRow.objects.bulk_create(
        TranslatedPieceRow(translation=row, made_of=digest) for digest in dict.fromkeys(_digests(translation.texts))
    )


def put_off(row: TranslationRow, *, due_at: datetime | None, reason: str, detail: str) -> None:
    """Have a translation made later, or never where `due_at` is None; what is held already stays."""
    row.state = TranslationState.WAITING if due_at else TranslationState.DROPPED
    row.due_at, row.reason, row.detail = due_at, reason[:40], detail
    row.save()


def look_again(articles: Sequence[str], *, now: datetime) -> None:
    """Have reports that were edited looked at again, those that were looked at before."""
    TranslationRow.objects.filter(article__in=list(articles)).update(due_at=now, attempts=0)


def look_again_at_feed(feed: str, *, now: datetime) -> None:
    """Have the reports of a feed whose rights are others now looked at again, those that were looked at before."""
    TranslationRow.objects.filter(article__feed=feed).update(due_at=now, attempts=0)


def charge(characters: int, *, now: datetime, per_day: int) -> bool:
    """Count characters that an engine is about to be asked for; False, and nothing counted, where the day has no room.

    `per_day` 0 has room for any number. A report larger than a whole day's room is let through on a day that has
    not been used.
    """
    day = now.date()
    tally, _ = TranslationTallyRow.objects.get_or_create(day=day)
    if per_day and tally.characters and tally.characters + characters > per_day:
        return False
    TranslationTallyRow.objects.filter(day=day).update(characters=F("characters") + characters)
    TranslationTallyRow.objects.filter(day__lt=day - timedelta(days=_TALLY_DAYS)).delete()
    return True


def languages_of_reports(*, since: datetime) -> frozenset[str]:
    """Give the primary languages of the reports that readers were shown since a time."""
    tags = ArticleRow.objects.filter(hidden=False, shown_at__gte=since).order_by().values_list("language", flat=True)
    return frozenset(filter(None, map(primary_language, tags.distinct())))


def _digests(texts: Iterable[TranslatedText]) -> Iterable[str]:
    return (text.made_of for text in texts)
