"""In front of Django: a kept page that is the newest goes out at once, without a request object and seven middlewares.

    reader ──> Door ── at hand? ──> bytes
                └──── else ──> Django: middlewares, page cache, view

Whether a page may be shown is still decided by the page cache alone (`PageCache.at_hand`: its number, its
`valid_until`); what the door adds is memory of the header lines that the same page went out with before.
Whatever is not plain goes to Django: other methods, a question whether something changed, a page that is late, the
moment to ask for the number.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

from headwater.portal.kept import Kept
from headwater.portal.page_cache import CACHE, PageCache, etag_of
from headwater.portal.reads import COUNTER, PAGE, ReadCounter

Environ = dict[str, Any]
Lines = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Door:
    """A WSGI application (PEP 3333) around Django's."""

    def __init__(self, application: Application) -> None:
        """Learn from the first answers which cache and which counter of readers stand behind it."""
        self._application = application
        self._cache: PageCache | None = None
        self._counter: ReadCounter | None = None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Give the answer."""
        kept = self._at_hand(environ)
        encoding = kept.encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if kept else ""
        lines = kept.sent_with.get(encoding) if kept else None
        if kept is None or lines is None:
            return self._from_django(environ, start_response)
        if self._counter is not None and PAGE.fullmatch(environ["PATH_INFO"]):
            self._counter.count(WSGIRequest(environ))
        start_response("200 OK", list(lines))
        return [kept.body(encoding)]

    def _at_hand(self, environ: Environ) -> Kept | None:
        path, host = environ.get("PATH_INFO", ""), environ.get("HTTP_HOST", "")
        is_plain = environ["REQUEST_METHOD"] == "GET" and "HTTP_IF_NONE_MATCH" not in environ
        if self._cache is None or not is_plain or not host or environ.get("SCRIPT_NAME") or not path.isascii():
            return None
        return self._cache.at_hand(path, query=environ.get("QUERY_STRING", ""), host=host)

    def _from_django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        sent: list[tuple[str, Lines]] = []

        def noting(status: str, lines: Lines, *rest: Any) -> Any:  # noqa: ANN401 - as PEP 3333 has it
            sent.append((status, lines))
            return start_response(status, lines, *rest)

        answer = self._application(environ, noting)
        self._cache, self._counter = environ.get(CACHE, self._cache), environ.get(COUNTER, self._counter)
        if sent and sent[-1][0].startswith("200"):
            self._remember(environ, sent[-1][1])
        return answer

    def _remember(self, environ: Environ, lines: Lines) -> None:
        kept = self._at_hand(environ)
        if kept is None:
            return
        encoding = kept.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        names = {name.casefold(): value for name, value in lines}
        # Another thread may have made the page anew meanwhile; a cookie is for one reader.
        if names.get("etag") == etag_of(kept, encoding) and "set-cookie" not in names:
            kept.sent_with[encoding] = list(lines)
