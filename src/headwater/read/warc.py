"""Web archives as a stream of pages (WARC 1.1, ISO 28500; WACZ 1.1.1)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from fastwarc.warc import ArchiveIterator, WarcRecordType

from headwater.errors import ReadError
from headwater.model.page import Page
from headwater.text.dates import parse_date
from headwater.text.urls import normalise

#: Bytes of one answer that are kept; the limit for pages that are fetched.
_MAX_BODY = 10_000_000


def read_warc(stream: IO[bytes], *, name: str) -> Iterator[Page]:
    """Give the answers of a WARC file, plain or gzipped, as pages, in its order; other records are passed over.

    Raises:
        ReadError: where the file breaks off; the pages before that have been given.

    """
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            page = _page(record)
            if page is not None:
                yield page
    except (OSError, ValueError, EOFError) as error:
        message = "the web archive is damaged: what came before was read"
        raise ReadError(message, about=name) from error


def read_wacz(stream: IO[bytes], *, name: str) -> Iterator[Page]:
    """Give the answers of all WARC files inside a WACZ package.

    Raises:
        ReadError: where the package is no ZIP file, or an archive in it is damaged.

    """
    try:
        with ZipFile(stream) as package:
            archives = [member for member in package.namelist() if member.startswith("archive/") and ".warc" in member]
            for member in archives:
                with package.open(member) as archive:
                    yield from read_warc(archive, name=f"{name}#{member}")
    except BadZipFile as error:
        message = "the file is no WACZ package: it cannot be opened as a ZIP file"
        raise ReadError(message, about=name) from error


def _page(record: Any) -> Page | None:  # noqa: ANN401 -- fastwarc ships no types
    url = normalise(record.headers.get("WARC-Target-URI", "").strip("<>"))
    answer = record.http_headers
    if url is None or answer is None:
        return None
    promised = record.content_length
    body = record.reader.read(_MAX_BODY + 1)
    if len(body) > _MAX_BODY:
        return None
    if len(body) < promised:
        raise EOFError
    kind = answer.get("Content-Type", "") or ""
    return Page(
        url=url,
        final_url=url,
        status=answer.status_code or 0,
        content_type=kind.split(";")[0].strip().lower() or None,
        charset=record.http_charset,
        body=body,
        fetched_at=parse_date(record.headers.get("WARC-Date", "")) or datetime(1970, 1, 1, tzinfo=UTC),
        etag=answer.get("ETag"),
        last_modified=answer.get("Last-Modified"),
        language=answer.get("Content-Language"),
    )
