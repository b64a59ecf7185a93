"""When it was published and changed: what the page prints, and what it says to machines.

Where both speak and disagree by days, the printed date counts: it is what the outlet tells its readers, while the
other is often the day of an import or of a template. The stated day stands where the address or another
line of the page says it too; a second value out of the same system is no second witness. A date
nobody states is unknown; there is no guess.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from headwater.extract.address_dates import day_in_address, month_in_address
from headwater.extract.passages import Mark, Walked, is_headline
from headwater.extract.printed_days import (
    SURE,
    UPDATED,
    FoundDay,
    first_published,
    only_day,
    printed_around,
    printed_below,
    stands_in_print,
)
from headwater.extract.scripts import days_in_scripts
from headwater.extract.structured import Structured, types_of, words_of
from headwater.extract.surroundings import Surroundings
from headwater.model.article import Evidence
from headwater.text.printed_dates import read_stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Both dates, aware, in UTC; None where the page does not say."""

    published: datetime | None = None
    modified: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


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
_EARLIEST_YEAR = 1990
_LABEL_CHARACTERS = 25
_AGREEING = timedelta(days=2)


def find_dates(walked: Walked, structured: Structured, *, around: Surroundings) -> Dates:
    """Give when the report was published and changed."""
    latest = around.now + timedelta(days=1)
    stated = [found for found in _stated(walked, structured, around=around) if found.moment <= latest]
    printed = [(label, found) for label, found in printed_around(walked, around) if found.moment <= latest]
    stated, printed = _settled(stated, printed, around.url)
    modified = next(_stated_change(structured, around=around), None)
    days = [found for label, found in printed if label == "published"]
    published = next(first_published(walked, around), None) or _published(stated, days, walked=walked, around=around)
    changed = next((found for label, found in printed if label == "updated"), None)
    modified = modified or changed
    published = published or _last_resort(walked, around, changed=changed, modified=modified)
    if modified is not None and (modified.moment > latest or (published and modified.moment < published.moment)):
        modified = None
    evidence = [_evidence("date_published", published), _evidence("date_modified", modified)]
    return Dates(
        published=published.moment.astimezone(UTC) if published else None,
        modified=modified.moment.astimezone(UTC) if modified else None,
        evidence=tuple(piece for piece in evidence if piece is not None),
    )


def _last_resort(
    walked: Walked, around: Surroundings, *, changed: FoundDay | None, modified: FoundDay | None
) -> FoundDay | None:
    """Give the day of what speaks less clearly: the entry, the address, lines below, scripts, the only day there is."""
    latest = around.now + timedelta(days=1)
    entry = around.entry
    if entry is not None and entry.published is not None:
        return FoundDay(rule="entry", moment=entry.published, has_time=True, confidence=0.9, seen=str(entry.published))
    if modified is None or changed is None:
        found = next(iter(_in_url(around.url)), None) or next(printed_below(walked, around), None)
        if found is not None:
            return found
    in_scripts = days_in_scripts(walked.boxes[0].node, now=around.now)
    if in_scripts is not None and in_scripts.moment <= latest:
        moment, has_time, seen = in_scripts.moment, in_scripts.has_time, in_scripts.seen
        return FoundDay(rule="scripts", moment=moment, has_time=has_time, confidence=0.5, seen=seen)
    if changed is not None:
        return replace(changed, rule="only date printed", confidence=0.5)
    return only_day(walked, around, latest=latest)


def _settled(
    stated: list[FoundDay], printed: list[tuple[str, FoundDay]], url: str
) -> tuple[list[FoundDay], list[tuple[str, FoundDay]]]:
    """Turn day and month of what can be read in two ways where another date of the page then says the same."""
    known = [found.moment for found in (*stated, *(found for _, found in printed), *_in_url(url)) if not found.turned]
    turned = [found if found.turned is None else _turned(found, known) for found in stated]
    return turned, [(label, _turned(found, known) if found.turned else found) for label, found in printed]


def _turned(found: FoundDay, known: list[datetime]) -> FoundDay:
    other = found.turned
    agrees = any(abs(moment - found.moment) <= _AGREEING for moment in known)
    if other is None or agrees or not any(abs(moment - other) <= _AGREEING for moment in known):
        return found
    return replace(found, moment=other)


def _published(
    stated: list[FoundDay], printed: list[FoundDay], *, walked: Walked, around: Surroundings
) -> FoundDay | None:
    first = stated[0] if stated else None
    if first is None:
        surest = next((found for found in printed if found.confidence >= SURE), None)
        return next(iter(_in_url(around.url)), None) or surest or (printed[0] if printed else None)
    if any(abs(found.moment - first.moment) <= _AGREEING for found in printed):
        return _as_printed(first, [found for found in printed if not found.is_above])
    sure = next((found for found in printed if found.confidence >= SURE), None)
    if sure is None or _is_in_address(first, around.url) or stands_in_print(walked, first.moment.date(), around=around):
        return first
    return sure


def _is_in_address(found: FoundDay, url: str) -> bool:
    month = month_in_address(url)
    if month is not None and month == (found.moment.year, found.moment.month):
        return True
    return any(abs(other.moment - found.moment) <= _AGREEING for other in _in_url(url))


def _as_printed(stated: FoundDay, printed: list[FoundDay]) -> FoundDay:
    """Show the printed words where the moment is stated in UTC and the outlet's own day is the one before or after."""
    day = stated.moment.date()
    beside = [found for found in printed if found.confidence >= SURE and abs(found.moment - stated.moment) <= _AGREEING]
    if stated.moment.utcoffset() or not beside or any(found.moment.date() == day for found in beside):
        return stated
    return replace(stated, seen=f"{beside[0].seen} ({stated.seen})")


def _evidence(name: str, found: FoundDay | None) -> Evidence | None:
    if found is None:
        return None
    return Evidence(field=name, rule=found.rule, confidence=found.confidence, seen=found.seen[:200])


def _stated(walked: Walked, structured: Structured, *, around: Surroundings) -> Iterator[FoundDay]:
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
        *(("time", mark.attributes.get("datetime")) for mark in _times(walked, around)),
        *(("json-ld other", words_of(page.get("datePublished"))) for page in pages if len(pages) == 1),
    ]
    return _read(texts, around)


def _stated_change(structured: Structured, *, around: Surroundings) -> Iterator[FoundDay]:
    article = structured.article or {}
    pages = [thing for thing in structured.objects if "WebPage" in types_of(thing)]
    texts = [
        ("json-ld", words_of(article.get("dateModified"))),
        ("meta", structured.meta(*_MODIFIED_METAS)),
        *(("json-ld page", words_of(page.get("dateModified"))) for page in pages),
    ]
    return _read(texts, around)


def _read(texts: list[tuple[str, str | None]], around: Surroundings) -> Iterator[FoundDay]:
    for rule, text in texts:
        found = read_stated(text, language=around.date_language, now=around.now) if text else None
        if found is not None and text is not None and found.moment.year >= _EARLIEST_YEAR:
            confidence = 0.9 * found.confidence
            yield FoundDay(rule=rule, moment=found.moment, has_time=found.has_time, confidence=confidence, seen=text)


def _value(mark: Mark) -> str | None:
    attributes = mark.attributes
    # hAtom writes the moment into an abbreviation's title: <abbr class="published" title="2026-11-03T…">10:52</abbr>.
    titled = attributes.get("title") if mark.node.tag == "abbr" else None
    return attributes.get("content") or attributes.get("datetime") or titled or mark.node.text()[:100]


def _is_named(mark: Mark, name: str) -> bool:
    return name in (mark.attributes.get("itemprop") or "").lower()


def _is_published(name: str) -> bool:
    return name not in _PUBLISHED_METAS and _PUBLISHED_META.search(name) is not None


def _is_report(page: Mapping[str, Any], structured: Structured) -> bool:
    """Tell whether the day of a WebPage is a report's: pages about a firm or a course have one too."""
    is_article = structured.article is not None or (structured.meta("og:type") or "").lower() == "article"
    return is_article and "WebPage" in types_of(page)


def _times(walked: Walked, around: Surroundings) -> list[Mark]:
    """Give the time elements between headline and body's end, those under the headline first."""
    times = [mark for mark in walked.marks if mark.node.tag == "time" and mark.attributes.get("datetime")]
    before_end = range(around.lines.start, min(around.lines.stop, around.after.start))
    near = [mark for mark in times if mark.position in before_end and _is_first_day(mark, walked)]
    headline = next((p for p in around.lines if is_headline(walked.passages[p])), around.lines.start)
    return [
        *(mark for mark in near if mark.position >= headline),
        *(mark for mark in near if mark.position < headline),
    ]


def _names_of(mark: Mark) -> str:
    return f"{mark.attributes.get('class') or ''} {mark.attributes.get('itemprop') or ''}".lower()


def _is_first_day(mark: Mark, walked: Walked) -> bool:
    names = _names_of(mark)
    words = " ".join(mark.node.text().split())
    line = walked.passages[mark.position].text if mark.position < len(walked.passages) else ""
    before = line.partition(words)[0] if words and words in line else ""
    is_change = UPDATED.search(before[-_LABEL_CHARACTERS:]) is not None
    return "updat" not in names and "modif" not in names and not is_change


def _in_url(url: str) -> Iterator[FoundDay]:
    named = day_in_address(url)
    if named is not None:
        yield FoundDay(rule="address", moment=named[0], has_time=False, confidence=0.8, seen=named[1])
