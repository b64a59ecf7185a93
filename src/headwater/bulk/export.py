"""The whole archive into files: each report asks what may go out, and what was reserved or taken down stays.

reports ──exported?──> ninjs, tables, pages as fetched
   └── reserved, embargoed, expired: counted, nothing else
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from headwater.bulk import rows_of
from headwater.bulk.tables import Tables, open_tables
from headwater.bulk.warc_file import write_description, write_page
from headwater.edition.ninjs import Issued, article_ninjs
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown, exported
from headwater.model.feed import ARCHIVE_SCHEME, Outline
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.rights import Extent
from headwater.read.opml import write_opml
from headwater.store import listings, queries, rows
from headwater.store.archive import captures_of, reuses_among, stories_after
from headwater.store.bytes import Bytes
from headwater.store.models import FeedRow
from headwater.store.people import person_keys

#: Reports read at a time.
_BATCH = 200
WARC, NINJS, OPML = "archive.warc.gz", "articles.ninjs.jsonl", "subscriptions.opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """What an export needs to know."""

    now: datetime
    #: Public address of the portal, without a slash at the end; may be empty.
    base: str
    #: Name and version of the program.
    software: str
    kept: Bytes
    #: Also the pages of which only a part may be shown: for the operator's own archive.
    every_page: bool = False
    #: Called with the number of reports looked at.
    report: Callable[[int], None] = lambda _: None


def export_directory(directory: Path, exporting: Exporting, *, title: str) -> Counter[str]:
    """Write everything into a directory that is there and empty; give what has become of the reports.

    The counts are "reports", "pages", "reserved" (their publisher reserves text and data mining), "withheld" (embargo,
    expiry) and "pages not kept" (retention took the bytes).
    """
    (directory / OPML).write_bytes(subscriptions(title=title, now=exporting.now))
    counts: Counter[str] = Counter()
    exported_keys: set[str] = set()
    with (
        (directory / NINJS).open("wb") as ninjs,
        (directory / WARC).open("wb") as warc,
        open_tables(directory) as tables,
    ):
        write_description(warc, software=exporting.software, now=exporting.now)
        for batch in _batches(exporting, counts):
            _write_ninjs(ninjs, batch)
            _write_reports(tables, batch)
            _write_pages(warc, batch, exporting=exporting, counts=counts)
            exported_keys.update(issued.held.key for issued in batch)
        _write_rest(tables, exported_keys)
    return counts


def export_pages(file: Path, exporting: Exporting) -> Counter[str]:
    """Write the pages as fetched into one web archive; give the counts as `export_directory`."""
    counts: Counter[str] = Counter()
    with file.open("wb") as warc:
        write_description(warc, software=exporting.software, now=exporting.now)
        for batch in _batches(exporting, counts):
            _write_pages(warc, batch, exporting=exporting, counts=counts)
    return counts


def export_ninjs(file: Path, exporting: Exporting) -> Counter[str]:
    """Write the reports as ninjs, a line each; give the counts as `export_directory`."""
    counts: Counter[str] = Counter()
    with file.open("wb") as ninjs:
        for batch in _batches(exporting, counts):
            _write_ninjs(ninjs, batch)
    return counts


def subscriptions(*, title: str, now: datetime) -> bytes:
    """Give the portal's feeds as an OPML list; archives that were read in are no subscriptions."""
    feeds = [rows.feed_from(row) for row in FeedRow.objects.exclude(url__startswith=ARCHIVE_SCHEME)]
    outlets = outlets_for({feed.outlet for feed in feeds})
    outlines = [
        Outline(
            url=feed.url,
            title=feed.title or outlets[feed.outlet].name,
            folders=(feed.section,) if feed.section else (),
            language=feed.language,
        )
        for feed in feeds
    ]
    return write_opml(outlines, title=title, now=now)


def _batches(exporting: Exporting, counts: Counter[str]) -> Iterator[Sequence[Issued]]:
    """Give the reports of which something may go out, newest first, and count the others."""
    after: listings.Place | None = None
    while True:
        page = listings.article_keys(limit=_BATCH, after=after)
        held = queries.held_with_traces(page.keys)
        answers = [(copy, exported(copy, now=exporting.now)) for copy in held]
        outlets = outlets_for({copy.article.outlet for copy in held})
        for copy, may in answers:
            counts["reports" if may else "reserved" if _is_reserved(copy) else "withheld"] += 1
        yield [_issued(copy, may, outlets[copy.article.outlet], exporting.base) for copy, may in answers if may]
        exporting.report(len(page.keys))
        after = page.next
        if after is None:
            return


def _issued(held: HeldArticle, may: Shown, outlet: Outlet, base: str) -> Issued:
    return Issued(held=held, may=may, outlet=outlet, base=base)


def _is_reserved(held: HeldArticle) -> bool:
    return held.tdm_reserved or held.rights.tdm_reserved


def _write_ninjs(file: IO[bytes], batch: Sequence[Issued]) -> None:
    for issued in batch:
        file.write(msgspec.json.encode(article_ninjs(issued)) + b"\n")


def _write_reports(tables: Tables, batch: Sequence[Issued]) -> None:
    persons = person_keys([issued.held.key for issued in batch])
    for issued in batch:
        tables.add("articles", rows_of.article(issued))
        for row in rows_of.statements(issued, persons=persons):
            tables.add("statements", row)
        for row in rows_of.credits_named(issued):
            tables.add("credits", row)


def _write_pages(warc: IO[bytes], batch: Sequence[Issued], *, exporting: Exporting, counts: Counter[str]) -> None:
    """Write the page of each report that may be shown whole, or of each, where the archive is the operator's own."""
    chosen = [each.held.key for each in batch if exporting.every_page or each.may.extent is Extent.FULL]
    for page in captures_of(chosen, kept=exporting.kept):
        if page is None:
            counts["pages not kept"] += 1
        else:
            write_page(warc, page)
            counts["pages"] += 1


def _write_rest(tables: Tables, exported_keys: set[str]) -> None:
    """Write what is about several reports; one that did not go out is in no row."""
    for reuse in reuses_among(exported_keys):
        tables.add("reuse", rows_of.reuse(reuse))
    outlets: set[str] = set()
    for batch in stories_after(_BATCH):
        faces = {held.key: held for held in queries.held_articles([story.face for story in batch if story.face])}
        for story in batch:
            if exported_keys.isdisjoint(story.articles):
                continue
            face = faces.get(story.face or "")
            tables.add("stories", rows_of.story(story, face=face if face and face.key in exported_keys else None))
            for row in rows_of.origins(story, keys=exported_keys):
                tables.add("origins", row)
    page = listings.outlet_keys(limit=_BATCH)
    while True:
        outlets.update(page.keys)
        if page.next is None:
            break
        page = listings.outlet_keys(limit=_BATCH, after=page.next)
    for _, outlet in sorted(outlets_for(outlets).items()):
        tables.add("outlets", rows_of.outlet(outlet))
