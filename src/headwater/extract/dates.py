"""When it was published and changed: what the page prints, and what it says to machines.

Where both speak and disagree by days, the printed date counts: it is what the outlet tells its readers, while the
other is often the day of an import or of a template; only the address may stand by it, for a second value out of the
same system is no second witness. A date nobody states is unknown; there is no guess.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from headwater.extract.address_dates import day_in_address
from headwater.extract.names import Say
from headwater.extract.passages import Mark, Walked, is_headline
from headwater.extract.structured import Structured, types_of, words_of
from headwater.extract.surroundings import Surroundings
from headwater.model.article import Evidence
from headwater.text.printed_dates import PrintedDate, read_stated
from headwater.text.printed_dates import find_dates as find_printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Both dates, aware, in UTC; None where the page does not say."""

    published: datetime | None = None
    modified: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    rule: str
    moment: datetime
    has_time: bool
    confidence: float
    seen: str
    #: The day and the month the other way round, where a date in numbers can be read so.
    turned: datetime | None = None
    #: True for print above the headline, where many sites show today's day.
    is_above: bool = False


_UPDATED = re.compile(
    r"updated?|last (?:edit|modif|review)\w*|modified|reviewed|revised|aktualisiert|geändert|stand:|mis à jour|"
    r"mise à jour|modifié|actualizad[oa]|atualizad[oa]|modificad[oa]|aggiornat[oa]|bijgewerkt|gewijzigd|laatst|"
    r"uppdaterad|opdateret|oppdatert|päivitetty|muokattu|zaktualizowano|aktualizacja|aktualizováno|aktualizované|"
    r"frissítve|módosítva|actualizat|обновл\w+|изменен\w*|оновлен\w*|ενημέρωση|ενημερώθηκε|güncelle\w+|تحديث|آخر تحديث|"
    r"diperbarui|cập nhật|更新|최종수정|수정|अपडेट|अद्यतन|עודכן|עדכון",
    re.IGNORECASE,
)
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "og:published_time",
    "published_time", "publish_date", "publish-date", "publication_date", "pubdate", "cxenseparse:recs:publishtime",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date.created",
    "dc.date", "dcterms.date", "citation_publication_date", "citation_date", "article_date_original", "date",
    "weibo:article:create_at", "article:created", "rnews:datepublished", "article.published", "originalpublicationdate",
    "created", "last-published",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "date_modified",
    "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "revised", "article:modified",
)  # fmt: skip
#: Names that a dozen content systems give the same thing: "published-date", "w-published-date", "publish_on".
_PUBLISHED_META = re.compile(
    r"(?:^|[-_.:])(?:publish(?:ed|ing)?|publication|pub)[-_.:]?(?:date|time|on|at)(?:[-_.:]time)?$"
)
#: What stands before a day that is not the report's: the one of an event, a book, an offer, a member's account.
_OTHER_DAY = re.compile(
    r"(?:termine?|wann|when|date[sn]? of|erscheinungsdatum|erscheint|register(?:ed)?|registriert|member since|joined|"
    r"mitglied seit|"
    r"effective|redeem|deadline|expir\w+|valid|gültig|bis|until|through|born|geboren|fecha de nacimiento|start|beginn|"
    r"anmeldeschluss|plazo|scadenza|date limite|release date|isbn)\b[^.]{0,25}$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*[-–—]\s*\d|\s(?:bis|to|until|au|al|hasta)\s")
_EARLIEST_YEAR = 1990
_LINE_CHARACTERS = 160
_AGREEING = timedelta(days=2)


def find_dates(walked: Walked, structured: Structured, *, around: Surroundings) -> Dates:
    """Give when the report was published and changed."""
    now, language, entry, url = around.now, around.language, around.entry, around.url
    latest = now + timedelta(days=1)
    stated = [
        found
        for found in _stated(walked, structured, language=language, now=now, lines=around.lines)
        if found.moment <= latest
    ]
    printed = [(label, found) for label, found in _printed(walked, around) if found.moment <= latest]
    stated, printed = _settled(stated, printed, url)
    modified = next(_stated_change(structured, language=language, now=now), None)
    days = [found for label, found in printed if label == "published"]
    published = _published(stated, days, url)
    if published is None and entry is not None and entry.published is not None:
        published = _Found(
            rule="entry", moment=entry.published, has_time=True, confidence=0.9, seen=str(entry.published)
        )
    changed = next((found for label, found in printed if label == "updated"), None)
    modified = modified or changed
    if published is None and (modified is None or changed is None):
        published = next(iter(_in_url(url)), None) or next(_printed_below(walked, around), None)
    if published is None and changed is not None:
        published = replace(changed, rule="only date printed", confidence=0.5)
    if published is None:
        published = _only_day(walked, around, latest)
    if modified is not None and (modified.moment > latest or (published and modified.moment < published.moment)):
        modified = None
    evidence = [_evidence("date_published", published), _evidence("date_modified", modified)]
    return Dates(
        published=published.moment.astimezone(UTC) if published else None,
        modified=modified.moment.astimezone(UTC) if modified else None,
        evidence=tuple(piece for piece in evidence if piece is not None),
    )


def _settled(
    stated: list[_Found], printed: list[tuple[str, _Found]], url: str
) -> tuple[list[_Found], list[tuple[str, _Found]]]:
    """Turn day and month of what can be read in two ways where another date of the page then says the same."""
    known = [found.moment for found in (*stated, *(found for _, found in printed), *_in_url(url)) if not found.turned]
    turned = [found if found.turned is None else _turned(found, known) for found in stated]
    return turned, [(label, _turned(found, known) if found.turned else found) for label, found in printed]


def _turned(found: _Found, known: list[datetime]) -> _Found:
    other = found.turned
    agrees = any(abs(moment - found.moment) <= _AGREEING for moment in known)
    if other is None or agrees or not any(abs(moment - other) <= _AGREEING for moment in known):
        return found
    return replace(found, moment=other)


def _published(stated: list[_Found], printed: list[_Found], url: str) -> _Found | None:
    first = stated[0] if stated else None
    if first is not None:
        sure = next((found for found in printed if found.confidence >= _SURE), None)
        if any(abs(found.moment - first.moment) <= _AGREEING for found in printed):
            return _as_printed(first, [found for found in printed if not found.is_above])
        if sure is None or any(abs(other.moment - first.moment) <= _AGREEING for other in _in_url(url)):
            return first
        return sure
    return next(iter(_in_url(url)), None) or (printed[0] if printed else None)


def _as_printed(stated: _Found, printed: list[_Found]) -> _Found:
    """Show the printed words where the moment is stated in UTC and the outlet's own day is the one before or after."""
    day = stated.moment.date()
    beside = [
        found for found in printed if found.confidence >= _SURE and abs(found.moment - stated.moment) <= _AGREEING
    ]
    if stated.moment.utcoffset() or not beside or any(found.moment.date() == day for found in beside):
        return stated
    return replace(stated, seen=f"{beside[0].seen} ({stated.seen})")


_SURE = 0.9


def _only_day(walked: Walked, around: Surroundings, latest: datetime) -> _Found | None:
    """Give the one day on which all elements named as dates agree, wherever they stand."""
    days: dict[date, _Found] = {}
    for mark in walked.marks:
        if mark.said & Say.OUTSIDE or not (mark.said & Say.DATE or mark.node.tag == "time"):
            continue
        text = mark.attributes.get("datetime") or " ".join(mark.node.text().split())[:_LINE_CHARACTERS]
        for found in find_printed(text, language=around.language, now=around.now):
            if found.moment <= latest and found.confidence >= _SURE:
                days[found.moment.date()] = _Found(
                    rule="only marked date", moment=found.moment, has_time=found.has_time, confidence=0.5, seen=text
                )
    return next(iter(days.values())) if len(days) == 1 else None


def _evidence(name: str, found: _Found | None) -> Evidence | None:
    if found is None:
        return None
    return Evidence(field=name, rule=found.rule, confidence=found.confidence, seen=found.seen[:200])


def _stated(
    walked: Walked, structured: Structured, *, language: str | None, now: datetime, lines: range
) -> Iterator[_Found]:
    """Give the publication dates said to machines, the most reliable first."""
    article = structured.article or {}
    pages = [thing for thing in structured.objects if thing is not article and "datePublished" in thing]
    texts = [
        ("meta", structured.meta(*_PUBLISHED_METAS[:6])),
        ("json-ld", words_of(article.get("datePublished"))),
        *(("json-ld page", words_of(page.get("datePublished"))) for page in pages if _is_report(page, structured)),
        ("meta", structured.meta(*_PUBLISHED_METAS[6:])),
        *(("meta", contents[0]) for name, contents in structured.metas.items() if _is_published(name)),
        *(("microdata", _value(mark)) for mark in walked.marks if _is_named(mark, "datepublished")),
        *(("time", mark.attributes.get("datetime")) for mark in walked.marks if _is_time(mark, walked, lines)),
        *(("json-ld other", words_of(page.get("datePublished"))) for page in pages if len(pages) == 1),
    ]
    return _read(texts, language, now)


def _stated_change(structured: Structured, *, language: str | None, now: datetime) -> Iterator[_Found]:
    article = structured.article or {}
    pages = [thing for thing in structured.objects if "WebPage" in types_of(thing)]
    texts = [
        ("json-ld", words_of(article.get("dateModified"))),
        ("meta", structured.meta(*_MODIFIED_METAS)),
        *(("json-ld page", words_of(page.get("dateModified"))) for page in pages),
    ]
    return _read(texts, language, now)


def _read(texts: list[tuple[str, str | None]], language: str | None, now: datetime) -> Iterator[_Found]:
    for rule, text in texts:
        found = read_stated(text, language=language, now=now) if text else None
        if found is not None and text is not None and found.moment.year >= _EARLIEST_YEAR:
            confidence = 0.9 * found.confidence
            yield _Found(rule=rule, moment=found.moment, has_time=found.has_time, confidence=confidence, seen=text)


def _value(mark: Mark) -> str | None:
    attributes = mark.attributes
    return attributes.get("content") or attributes.get("datetime") or mark.node.text()[:100]


def _is_named(mark: Mark, name: str) -> bool:
    return name in (mark.attributes.get("itemprop") or "").lower()


def _is_published(name: str) -> bool:
    return name not in _PUBLISHED_METAS and _PUBLISHED_META.search(name) is not None


def _is_report(page: Mapping[str, Any], structured: Structured) -> bool:
    """Tell whether the day of a WebPage is a report's: pages about a firm or a course have one too."""
    is_article = structured.article is not None or (structured.meta("og:type") or "").lower() == "article"
    return is_article and "WebPage" in types_of(page)


def _is_time(mark: Mark, walked: Walked, lines: range) -> bool:
    stated = mark.attributes.get("datetime")
    if mark.node.tag != "time" or mark.position not in lines or not stated:
        return False
    names = f"{mark.attributes.get('class') or ''} {mark.attributes.get('itemprop') or ''}".lower()
    words = " ".join(mark.node.text().split())
    line = walked.passages[mark.position].text if mark.position < len(walked.passages) else ""
    before = line.partition(words)[0] if words and words in line else ""
    is_change = _UPDATED.search(before[-_LABEL_CHARACTERS:]) is not None
    return "updat" not in names and "modif" not in names and not is_change


def _printed(walked: Walked, around: Surroundings) -> Iterator[tuple[str, _Found]]:
    """Give the dates printed around the headline, with what the words before them say: published, updated, other."""
    label = ""
    headline = next((p for p in around.lines if is_headline(walked.passages[p])), around.lines.start)
    for position in around.lines:
        passage = walked.passages[position]
        text = passage.text
        if not text or len(text) > _LINE_CHARACTERS or passage.box.said & Say.OUTSIDE:
            continue
        start = 0
        for found in find_printed(text, language=around.language, now=around.now):
            if found.start > _SENTENCE_START and len(text) > _LABEL_LINE_CHARACTERS and text[-1] in ".!?":
                continue
            before = text[start : found.start] or label
            kind = "updated" if _UPDATED.search(before) else "published"
            is_end = start > 0 and _RANGE.match(text, start) is not None
            if _OTHER_DAY.search(before) or is_end or _RANGE.match(text, found.end):
                kind = "other"
            start = found.end
            yield kind, replace(_found(found, text), is_above=position < headline - _BESIDE)
        label = text if len(text) < _LABEL_CHARACTERS else ""


def _found(found: PrintedDate, text: str) -> _Found:
    """Give a printed date, with its other reading where day and month are two numbers up to twelve."""
    turned = None
    moment = found.moment
    if _TWO_NUMBERS.match(text, found.start) and moment.day <= _MONTHS and moment.day != moment.month:
        turned = moment.replace(day=moment.month, month=moment.day)
    return _Found(
        rule="printed",
        moment=moment,
        has_time=found.has_time,
        confidence=found.confidence,
        seen=text,
        turned=turned,
    )


def _printed_below(walked: Walked, around: Surroundings) -> Iterator[_Found]:
    """Give the dates right under the body that a word or the name of the box calls the day of publication."""
    marked = {mark.position for mark in walked.marks if mark.said & Say.DATE and not mark.said & Say.OUTSIDE}
    for position in around.after:
        text = walked.passages[position].text
        if not 0 < len(text) <= _LABEL_LINE_CHARACTERS or not (position in marked or _PUBLISHED.match(text)):
            continue
        days = find_printed(text, language=around.language, now=around.now)
        if len(days) == 1 and not _UPDATED.search(text[: days[0].start]) and days[0].moment <= around.now:
            yield replace(_found(days[0], text), rule="printed below", confidence=0.6)


_PUBLISHED = re.compile(
    r"\W*(?:post(?:ed|\s*time)?|published|first published|veröffentlicht|erschienen|publié|publicado|pubblicato|"
    r"gepubliceerd|geplaatst|publicerad|udgivet|julkaistu|opublikowano|опубликован\w*|публикувано|δημοσιεύ\w+|yayın\w*|"
    r"نشر|発表|公開|发布)",
    re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"[01]?\d[-/.][01]?\d[-/.]")
_MONTHS = 12
_BESIDE = 2
_LABEL_CHARACTERS = 25
#: A date deep in a sentence is part of the story; one at its beginning may be a dateline.
_SENTENCE_START = 20
_LABEL_LINE_CHARACTERS = 60


def _in_url(url: str) -> Iterator[_Found]:
    named = day_in_address(url)
    if named is not None:
        yield _Found(rule="address", moment=named[0], has_time=False, confidence=0.8, seen=named[1])
