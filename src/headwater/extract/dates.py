"""When it was published and changed: what the page says to machines, checked against what it prints."""

from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.extract.passages import Walked
from headwater.extract.structured import Structured, words_of
from headwater.model.article import Evidence
from headwater.model.feed import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Both dates, aware, in UTC; None where the page does not say."""

    published: datetime | None = None
    modified: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


def find_dates(walked: Walked, structured: Structured, *, entry: Entry | None, now: datetime) -> Dates:
    """Give when the report was published and changed."""
    article = structured.article or {}
    evidence: list[Evidence] = []
    published = modified = None
    for rule, text in (
        ("json-ld", words_of(article.get("datePublished"))),
        ("meta", structured.meta("article:published_time", "datepublished", "date", "dc.date.issued", "pubdate")),
    ):
        published = _read(text)
        if published is not None:
            evidence.append(Evidence(field="date_published", rule=rule, confidence=0.9, seen=text))
            break
    if published is None and entry is not None:
        published = entry.published
    for rule, text in (
        ("json-ld", words_of(article.get("dateModified"))),
        ("meta", structured.meta("article:modified_time", "datemodified", "og:updated_time", "last-modified")),
    ):
        modified = _read(text)
        if modified is not None:
            evidence.append(Evidence(field="date_modified", rule=rule, confidence=0.9, seen=text))
            break
    return Dates(published=published, modified=modified, evidence=tuple(evidence))


def _read(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
