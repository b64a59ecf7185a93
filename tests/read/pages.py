"""Pages as a server would answer with them."""

from datetime import UTC, datetime

from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://ledger.example/feed"


def page(body: bytes | str, *, url: str = URL, charset: str | None = None) -> Page:
    encoded = body.encode() if isinstance(body, str) else body
    return Page(url=url, final_url=url, status=200, content_type=None, charset=charset, body=encoded, fetched_at=NOW)
