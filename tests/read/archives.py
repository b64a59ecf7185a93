"""Web archives made on the spot."""

from collections.abc import Mapping


def warc_of(
    pages: Mapping[str, bytes],
    *,
    captured: str = "2026-11-23T09:00:00Z",
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
) -> bytes:
    """Give a WARC 1.1 file with an answer for each address."""
    records = []
    for number, (url, body) in enumerate(pages.items()):
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        answer = head.encode() + body
        record = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: {captured}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(record.encode() + answer + b"\r\n\r\n")
    return b"".join(records)
