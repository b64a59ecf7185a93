"""The days a page prints: around the headline, under the body, and the one day all its marked dates agree on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from headwater.extract.names import Say
from headwater.extract.passages import Passage, Walked, is_headline
from headwater.extract.surroundings import Surroundings
from headwater.text.printed_dates import PrintedDate
from headwater.text.printed_dates import find_dates as find_printed


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDay:
    """A day with the place that gave it."""

    rule: str
    moment: datetime
    has_time: bool
    confidence: float
    seen: str
    #: The day and the month the other way round, where a date in numbers can be read so.
    turned: datetime | None = None
    #: True for print above the headline, where many sites show today's day.
    is_above: bool = False


#: Print that is as sure of its day as what machines are told.
SURE = 0.9
UPDATED = re.compile(
    r"updated?|last (?:edit|modif|review)\w*|modified|reviewed|revised|aktualisiert|geändert|stand:|mis à jour|"
    r"mise à jour|modifié|actualizad[oa]|atualizad[oa]|modificad[oa]|aggiornat[oa]|bijgewerkt|gewijzigd|laatst|"
    r"uppdaterad|opdateret|oppdatert|päivitetty|muokattu|zaktualizowano|aktualizacja|aktualizováno|aktualizované|"
    r"frissítve|módosítva|actualizat|обновл\w+|изменен\w*|оновлен\w*|ενημέρωση|ενημερώθηκε|güncelle\w+|تحديث|آخر تحديث|"
    r"diperbarui|cập nhật|更新|최종수정|수정|अपडेट|अद्यतन|עודכן|עדכון",
    re.IGNORECASE,
)
#: What stands before a day that is not the report's: the one of an event, a book, an offer, a member's account.
_OTHER_DAY = re.compile(
    r"(?:termine?|wann|when|date[sn]? of|erscheinungsdatum|erscheint|register(?:ed)?|registriert|member since|joined|"
    r"mitglied seit|"
    r"effective|redeem|deadline|expir\w+|valid|gültig|bis|until|through|born|geboren|fecha de nacimiento|start|beginn|"
    r"anmeldeschluss|plazo|scadenza|date limite|release date|isbn)\b[^.]{0,25}$",
    re.IGNORECASE,
)
#: The end of a span of days follows; the minutes that reading takes ("3 May 2026 - 11 minutes") are none.
_RANGE = re.compile(
    r"\s*[-–—]\s*\d{1,2}(?!\d?\s*-?\s*(?:min|мин|хв|λεπτ|dk|dak|phút|דק|دق|minuut|perc)|:\d\d)|\s(?:bis|to|until|au|al|hasta)\s"
)
_RANGE_BEFORE = re.compile(r"\b[0-3]?\d\.?\s?[-–—]\s?$")
_PUBLISHED = re.compile(
    r"\W*(?:(?:publish(?:ed|ing)?|publication) (?:date|on)|post(?:ed|\s*time)?|published|first published|"
    r"submitted by|gespeichert von|eingestellt von|soumis par|enviado por|inserito da|verzonden door|gönderen|"
    r"veröffentlicht|erschienen|publié|publicado|pubblicato|"
    r"gepubliceerd|geplaatst|publicerad|udgivet|julkaistu|opublikowano|опубликован\w*|публикувано|δημοσιεύ\w+|yayın\w*|"
    r"نشر|発表|公開|发布)",
    re.IGNORECASE,
)
#: A report that was reworked says when it came out first.
_FIRST_PUBLISHED = re.compile(
    r"\b(?:(?:originally|first) published|zuerst (?:veröffentlicht|erschienen)|erstmals (?:veröffentlicht|erschienen)|"
    r"publié (?:initialement|pour la première fois)|publicado originalmente|pubblicato (?:originariamente|"
    r"originalmente))(?: on| am| le| el| il| em)?:?\s*$",
    re.IGNORECASE,
)
_HINT = re.compile("ubli[sc]h?|rst erschienen|erstmals|zuerst")
_TODAY = re.compile(r"to-?days?\b|todays|current-?(?:date|time)|date-?today|heute|hoy\b|bugun", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"[01]?\d[-/.][01]?\d[-/.]")
_MONTHS = 12
_BESIDE = 2
#: A line with so long a link is a card of another report.
_TITLE_CHARACTERS = 25
_ROW_PASSAGES = 8
_LINE_CHARACTERS = 160
_LABEL_CHARACTERS = 25
#: A date deep in a sentence is part of the story; one at its beginning may be a dateline.
_SENTENCE_START = 20
_SENTENCE_REST = 25
_LABEL_LINE_CHARACTERS = 60
#: A paragraph may begin with its day: "(21. November 2026) …", "3.11.2026 - …".
_DATELINE_CHARACTERS = 45
_DATELINE_END = re.compile(r"\s*(?:[)\]:|/–—]|-\s|\.\s)")
_DATELINE_CONFIDENCE = 0.8


def printed_around(walked: Walked, around: Surroundings) -> Iterator[tuple[str, FoundDay]]:
    """Give the days printed around the headline, with what the words before them say: published, updated, other.

    Those under the headline come first: what stands above it is often the day on which the page was fetched.
    """
    above: list[tuple[str, FoundDay]] = []
    for kind, found in _in_order(walked, around):
        if found.is_above:
            above.append((kind, found))
        else:
            yield kind, found
    yield from above


def _in_order(walked: Walked, around: Surroundings) -> Iterator[tuple[str, FoundDay]]:
    label = ""
    headline = next((p for p in around.lines if is_headline(walked.passages[p])), around.lines.start)
    for position in _positions(walked, around):
        passage = walked.passages[position]
        text = passage.text
        if not text or passage.box.said & Say.OUTSIDE or _TODAY.search(passage.box.names):
            continue
        if len(text) > _LINE_CHARACTERS:
            yield from _at_beginning(text, around)
            continue
        start = 0
        for found in find_printed(text, language=around.date_language, now=around.now):
            if position != headline and _lies_in_sentence(text, found):
                continue
            before = text[start : found.start] or label
            kind = "updated" if UPDATED.search(before) else "published"
            is_end = start > 0 and _RANGE.match(text, start) is not None
            is_end = is_end or _RANGE_BEFORE.search(text[: found.start]) is not None
            if _OTHER_DAY.search(before) or is_end or _RANGE.match(text, found.end):
                kind = "other"
            start = found.end
            yield kind, replace(_found(found, text), is_above=position < headline - _BESIDE)
        label = text if len(text) < _LABEL_CHARACTERS else ""


def _positions(walked: Walked, around: Surroundings) -> range:
    """Give the positions around the headline, and as many more as rows of share links take of them."""
    stop, end = around.lines.stop, min(around.lines.stop + _ROW_PASSAGES, around.after.start)
    spare = sum(0 < len(walked.passages[p].text) == walked.passages[p].linked for p in around.lines)
    return range(around.lines.start, max(min(stop, around.after.start), min(stop + spare, end)))


def _lies_in_sentence(text: str, found: PrintedDate) -> bool:
    if found.start <= _SENTENCE_START or len(text) <= _LABEL_LINE_CHARACTERS:
        return False
    return text[-1] in ".!?:" or len(text) - found.end > _SENTENCE_REST


def _at_beginning(text: str, around: Surroundings) -> Iterator[tuple[str, FoundDay]]:
    """Give the day that a long paragraph begins with."""
    opening = text[:_DATELINE_CHARACTERS]
    for found in find_printed(opening, language=around.date_language, now=around.now)[:1]:
        if found.start <= len("(") and _DATELINE_END.match(text, found.end) and not _RANGE.match(text, found.end):
            yield "published", replace(_found(found, opening), confidence=_DATELINE_CONFIDENCE)


def _found(found: PrintedDate, text: str) -> FoundDay:
    """Give a printed date, with its other reading where day and month are two numbers up to twelve."""
    turned = None
    moment = found.moment
    if _TWO_NUMBERS.match(text, found.start) and moment.day <= _MONTHS and moment.day != moment.month:
        turned = moment.replace(day=moment.month, month=moment.day)
    return FoundDay(
        rule="printed",
        moment=moment,
        has_time=found.has_time,
        confidence=found.confidence,
        seen=text,
        turned=turned,
    )


def printed_below(walked: Walked, around: Surroundings) -> Iterator[FoundDay]:
    """Give the dates right under the body that a word or the name of the box calls the day of publication."""
    marked = {mark.position for mark in walked.marks if mark.said & Say.DATE and not mark.said & Say.OUTSIDE}
    label = ""
    for position in around.after:
        text = walked.passages[position].text
        named, label = label, text if len(text) < _LABEL_CHARACTERS else ""
        if not 0 < len(text) <= _LABEL_LINE_CHARACTERS:
            continue
        if not (position in marked or _PUBLISHED.match(text) or _PUBLISHED.fullmatch(named.rstrip(" :"))):
            continue
        days = find_printed(text, language=around.date_language, now=around.now)
        if len(days) == 1 and not UPDATED.search(text[: days[0].start] or named) and days[0].moment <= around.now:
            yield replace(_found(days[0], text), rule="printed below", confidence=0.6)


def first_published(walked: Walked, around: Surroundings) -> Iterator[FoundDay]:
    """Give the days of which the lines around the body say that the report came out first."""
    for position in (*around.lines, *around.after):
        text = walked.passages[position].text
        if 0 < len(text) <= _LINE_CHARACTERS * 2 and _HINT.search(text):
            for found in find_printed(text, language=around.date_language, now=around.now):
                if _FIRST_PUBLISHED.search(text[: found.start]):
                    yield replace(_found(found, text), rule="first published")


def stands_in_print(walked: Walked, day: date, *, around: Surroundings) -> bool:
    """Tell whether a short line anywhere on the page, lists of other reports apart, shows the day."""
    year = str(day.year)
    for passage in walked.passages:
        if year not in passage.text[:_LABEL_LINE_CHARACTERS] or not _is_short_line(passage):
            continue
        for found in find_printed(passage.text, language=around.date_language, now=around.now):
            if found.moment.date() == day and not UPDATED.search(passage.text[: found.start]):
                return True
    return False


def _is_short_line(passage: Passage) -> bool:
    return len(passage.text) <= _LABEL_LINE_CHARACTERS and not passage.box.said & Say.OUTSIDE and not passage.linked


def only_day(walked: Walked, around: Surroundings, *, latest: datetime) -> FoundDay | None:
    """Give the one day on which all elements named as dates agree, wherever they stand."""
    days: dict[date, FoundDay] = {}
    for mark in walked.marks:
        is_date = mark.said & Say.DATE or mark.node.tag == "time"
        if mark.said & Say.OUTSIDE or not is_date or _TODAY.search(mark.attributes.get("class") or ""):
            continue
        line = walked.passages[mark.position] if mark.position < len(walked.passages) else None
        if line is not None and line.linked >= _TITLE_CHARACTERS and line.linked * 2 > len(line.text):
            continue
        text = mark.attributes.get("datetime") or " ".join(mark.node.text().split())[:_LINE_CHARACTERS]
        text = text or mark.attributes.get("title") or ""
        for found in find_printed(text, language=around.date_language, now=around.now):
            if found.moment <= latest and found.confidence >= SURE:
                days[found.moment.date()] = FoundDay(
                    rule="only marked date", moment=found.moment, has_time=found.has_time, confidence=0.5, seen=text
                )
    return next(iter(days.values())) if len(days) == 1 else None
