"""When it was published and changed: what the page prints, and what it says to machines.

Where both speak and disagree by days, the printed date counts: it is what the outlet tells its readers, while the
other is often the day of an import or of a template. A date nobody states is unknown; there is no guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from headwater.extract.names import Say
from headwater.extract.passages import Mark, Walked
from headwater.extract.structured import Structured, types_of, words_of
from headwater.extract.surroundings import Surroundings
from headwater.model.article import Evidence
from headwater.text.printed_dates import find_dates as find_printed
from headwater.text.printed_dates import read_stated


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
_IN_URL = re.compile(
    r"[/_-](?P<y>20\d\d|19[89]\d)[/_-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(?P<d>[0-2]\d|3[01]|"
    r"[1-9](?=/))(?:[/_.-]|$)"
)
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
    published = _published(stated, [found for label, found in printed if label != "updated"], url)
    if published is None and entry is not None and entry.published is not None:
        published = _Found(
            rule="entry", moment=entry.published, has_time=True, confidence=0.9, seen=str(entry.published)
        )
    modified = next(_stated_change(structured, language=language, now=now), None) or next(
        (found for label, found in printed if label == "updated"), None
    )
    if published is None and modified is None:
        published = next(iter(_in_url(url)), None)
    if published is None and modified is not None and modified.rule == "printed":
        published = replace(modified, rule="only date printed", confidence=0.5)
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


def _published(stated: list[_Found], printed: list[_Found], url: str) -> _Found | None:
    first = stated[0] if stated else None
    if first is not None:
        sure = next((found for found in printed if found.confidence >= _SURE), None)
        if sure is None or any(abs(found.moment - first.moment) <= _AGREEING for found in printed):
            return first
        witnesses = [*stated[1:], *_in_url(url)]
        if any(abs(other.moment - first.moment) <= _AGREEING for other in witnesses):
            return first
        return sure
    return next(iter(_in_url(url)), None) or (printed[0] if printed else None)


_SURE = 0.9


def _only_day(walked: Walked, around: Surroundings, latest: datetime) -> _Found | None:
    """Give the one day on which all elements named as dates agree, wherever they stand; else all short lines."""
    marks = (mark for mark in walked.marks if mark.said & Say.DATE or mark.node.tag == "time")
    named = [
        mark.attributes.get("datetime") or " ".join(mark.node.text().split())[:_LINE_CHARACTERS]
        for mark in marks
        if not mark.said & Say.OUTSIDE
    ]
    short = [
        passage.text
        for passage in walked.passages
        if 0 < len(passage.text) <= _LABEL_LINE_CHARACTERS and not passage.box.said & Say.OUTSIDE
    ]
    for rule, texts in (("only marked date", named), ("only short date", short)):
        days = {
            found.moment.date(): _Found(
                rule=rule, moment=found.moment, has_time=found.has_time, confidence=0.5, seen=text
            )
            for text in texts
            for found in find_printed(text, language=around.language, now=around.now)
            if found.moment <= latest and found.confidence >= _SURE
        }
        if days:
            return next(iter(days.values())) if len(days) == 1 else None
    return None


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
        *(("json-ld page", words_of(page.get("datePublished"))) for page in pages if "WebPage" in types_of(page)),
        ("meta", structured.meta(*_PUBLISHED_METAS[6:])),
        *(("microdata", _value(mark)) for mark in walked.marks if _is_named(mark, "datepublished")),
        *(("time", mark.attributes.get("datetime")) for mark in walked.marks if _is_time(mark, lines)),
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


def _is_time(mark: Mark, lines: range) -> bool:
    if mark.node.tag != "time" or mark.position not in lines or not mark.attributes.get("datetime"):
        return False
    names = f"{mark.attributes.get('class') or ''} {mark.attributes.get('itemprop') or ''}".lower()
    return "updat" not in names and "modif" not in names


def _printed(walked: Walked, around: Surroundings) -> Iterator[tuple[str, _Found]]:
    """Give the dates printed around the headline, with what the words before them say."""
    label = ""
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
            start = found.end
            yield (
                kind,
                _Found(
                    rule="printed", moment=found.moment, has_time=found.has_time, confidence=found.confidence, seen=text
                ),
            )
        label = text if len(text) < _LABEL_CHARACTERS else ""


_LABEL_CHARACTERS = 25
#: A date deep in a sentence is part of the story; one at its beginning may be a dateline.
_SENTENCE_START = 20
_LABEL_LINE_CHARACTERS = 60


def _in_url(url: str) -> Iterator[_Found]:
    match = _IN_URL.search(url)
    if match:
        try:
            moment = datetime(int(match["y"]), int(match["m"]), int(match["d"]), tzinfo=UTC)
        except ValueError:
            return
        yield _Found(rule="address", moment=moment, has_time=False, confidence=0.8, seen=match.group())
