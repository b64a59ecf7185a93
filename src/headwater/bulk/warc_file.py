"""Pages as fetched into a web archive (WARC 1.1, ISO 28500), each record compressed on its own."""

import gzip
import io
import uuid
from datetime import UTC, datetime
from http import HTTPStatus
from typing import IO

from fastwarc.warc import WarcRecord, WarcRecordType

from headwater.model.page import Page

_CRLF = "\r\n"


def write_description(stream: IO[bytes], *, software: str, now: datetime) -> None:
    """Write the record that says who made the archive (warcinfo, WARC 1.1 section 6.2)."""
    fields = {"software": software, "format": "WARC File Format 1.1"}
    content = "".join(f"{name}: {value}{_CRLF}" for name, value in fields.items()).encode()
    _write(stream, WarcRecordType.warcinfo, content, when=now, headers={"Content-Type": "application/warc-fields"})


def write_page(stream: IO[bytes], page: Page) -> None:
    """Write a page as a response record; the head of the answer is made of what was kept of it."""
    kind = page.content_type or "text/html"
    if page.charset:
        kind += f"; charset={page.charset}"
    status = HTTPStatus(page.status).phrase if page.status in set(HTTPStatus) else "Unknown"
    head = [f"HTTP/1.1 {page.status} {status}", f"Content-Type: {_one_line(kind)}", f"Content-Length: {len(page.body)}"]
    head += [f"ETag: {_one_line(page.etag)}"] if page.etag else []
    head += [f"Last-Modified: {_one_line(page.last_modified)}"] if page.last_modified else []
    content = (_CRLF.join(head) + _CRLF * 2).encode("utf-8", "replace") + page.body
    headers = {"WARC-Target-URI": page.url, "Content-Type": "application/http;msgtype=response"}
    _write(stream, WarcRecordType.response, content, when=page.fetched_at, headers=headers)


def _write(stream: IO[bytes], kind: WarcRecordType, content: bytes, *, when: datetime, headers: dict[str, str]) -> None:
    record = WarcRecord()
    record.init_headers(record_type=kind, record_urn=str(uuid.uuid4()).encode())
    record.headers["WARC-Date"] = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name, value in headers.items():
        record.headers[name] = value
    record.set_bytes_content(content)
    plain = io.BytesIO()
    record.write(plain, checksum_data=True)
    stream.write(gzip.compress(plain.getvalue(), mtime=0))


def _one_line(text: str) -> str:
    return " ".join(text.split())
