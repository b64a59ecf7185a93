# ruff: noqa: ANN401, ARG005 -- expectations are of any type, and the questions asked of values share one signature
"""How well and how fast feeds are read: `python bench/feeds.py [expectations|recorded|hostile]`.

expectations  the share of the news-field `Expect:` expressions of feedparser's own test files that our values meet
recorded      differences to feedparser on feeds as publishers served them, and the speed of both in this process
hostile       seconds and memory for inputs made to hurt
"""

import ast
import collections
import gzip
import os
import random
import re
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from headwater.errors import ReadError
from headwater.model.feed import Entry, FeedDocument
from headwater.model.page import Page
from headwater.read.feed import read_feed
from headwater.read.loose import read_loosely
from headwater.read.raw import address, plain_title
from headwater.read.strict import read_strictly
from headwater.text.charsets import decode_xml
from headwater.text.markup import plain_line

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_HEADER = re.compile(rb"(?m)^\s*((?:Content-Type|Content-type|Content-Location|Content-Language|Header)):\s*(.+?)\s*$")
_EXPECT = re.compile(r"Description:\s*(.*?)\s*Expect:\s*(?:not bozo and\s*)?(.*?)\s*(?:-->|\Z)", re.DOTALL)


def main() -> None:
    """Run one of the questions, or all of them."""
    asked = sys.argv[1:] or ["expectations", "recorded", "hostile"]
    for question in asked:
        {"expectations": expectations, "recorded": recorded, "hostile": hostile}[question]()


def feeds_folder() -> Path:
    """Give the folder of shared feeds, wherever the checkout stands."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("HEADWATER_BENCH_DATA", str(beside))) / "feeds"


def page_of(body: bytes, *, url: str = "http://127.0.0.1:8097/", headers: dict[str, str] | None = None) -> Page:
    """Give bytes as the page a server answered with."""
    kind = (headers or {}).get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", kind)
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type=kind.split(";")[0].strip() or None,
        charset=charset[1] if charset else None,
        body=body,
        fetched_at=NOW,
        language=(headers or {}).get("content-language"),
    )


def expectations() -> None:
    """Print the share of expressible news-field expectations that our values meet, and each one that they miss."""
    met = collections.Counter[str]()
    asked = collections.Counter[str]()
    for path in sorted((feeds_folder() / "feedparser").rglob("*.xml")):
        group = path.relative_to(feeds_folder() / "feedparser").parts[-2]
        body = path.read_bytes()
        document = _document(body)
        if group == "sanitize":
            asked["survived sanitize"] += 1
            met["survived sanitize"] += 1
            continue
        for wanted in _comparisons(body):
            verdict = _verdict(document, wanted)
            if verdict is None:
                continue
            asked[group] += 1
            met[group] += verdict
            if not verdict:
                print("missed", path.relative_to(feeds_folder()), ast.unparse(wanted))
    for group in asked:
        print(f"{group:20} {met[group]:5} of {asked[group]:5}")
    del asked["survived sanitize"], met["survived sanitize"]
    print(
        f"news fields met: {sum(met.values())} of {sum(asked.values())} = {sum(met.values()) / sum(asked.values()):.2%}"
    )


def _document(body: bytes) -> FeedDocument | None:
    text = body.decode("utf-8", "replace") if b"\0" not in body[:200] else body.replace(b"\0", b"").decode("latin-1")
    headers = {
        name.casefold(): value.strip()
        for name, value in re.findall(
            r"(?mi)^(?:Header:)?\s*(Content-(?:Type|Location|Language)):\s*(.+?)\s*$", text[:2000]
        )
    }
    try:
        page = page_of(
            body, url=urljoin("http://127.0.0.1:8097/x", headers.get("content-location", "")), headers=headers
        )
        return read_feed(page, now=NOW)
    except ReadError:
        return None


def _comparisons(body: bytes) -> list[ast.Compare]:
    text = body.replace(b"\0", b"").decode("utf-8", "replace")
    found = _EXPECT.search(text)
    if not found:
        return []
    try:
        tree = ast.parse(found[2].strip(), mode="eval").body
    except SyntaxError:
        return []
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [part for part in parts if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq)]


def _verdict(document: FeedDocument | None, wanted: ast.Compare) -> bool | None:
    try:
        value = ast.literal_eval(wanted.comparators[0])
    except ValueError:
        return None
    path = _path(wanted.left)
    if not path or path[0] not in {"entries", "feed", "channel", "items"}:
        return None
    is_entry = path[0] in {"entries", "items"}
    keys = tuple(path[2:] if is_entry else path[1:])
    ask = (_ENTRY if is_entry else _FEED).get(tuple("n" if isinstance(key, int) else key for key in keys))
    if ask is None:
        return None
    if document is None or (is_entry and len(document.entries) <= int(path[1])):
        return False
    number = next((key for key in keys if isinstance(key, int)), 0)
    return bool(ask(document.entries[int(path[1])] if is_entry else document, value, number))


def _path(node: ast.expr) -> list[Any]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), node.slice.value]
    return []


def _same_text(ours: str | None, wanted: Any) -> bool:
    wanted = str(wanted)
    return bool({ours or "", plain_line(ours or "")} & {wanted, plain_line(wanted), plain_title(wanted) or ""})


def _same_address(ours: str | None, wanted: Any) -> bool:
    absolute = address(str(wanted), "http://127.0.0.1:8097/")
    return ours in {wanted, absolute}


def _same_moment(ours: datetime | None, wanted: Any) -> bool:
    return ours is not None and tuple(ours.utctimetuple())[:6] == tuple(wanted)[:6] if wanted else ours is None


def _nth(values: tuple[Any, ...], number: int) -> Any:
    return values[number] if number < len(values) else None


def _is_author(entry: Entry, wanted: Any, _number: int) -> bool:
    return any(author in wanted for author in entry.authors) or (not entry.authors and not wanted)


def _summary(entry: Entry, wanted: Any, _number: int) -> bool:
    return _same_text(entry.summary, wanted) or (entry.summary is None and _same_text(entry.content, wanted))


def _content(entry: Entry, wanted: Any, _number: int) -> bool:
    return _same_text(entry.content, wanted) or _same_text(entry.summary, wanted)


def _dated(entry: Entry, wanted: Any, _number: int) -> bool:
    return entry.published_as_printed == str(wanted).strip()


_Ask = Callable[[Any, Any, int], object]
_ENTRY: dict[tuple[str, ...], _Ask] = {
    ("title",): lambda e, w, n: _same_text(e.title, w),
    ("title_detail", "value"): lambda e, w, n: _same_text(e.title, w),
    ("link",): lambda e, w, n: _same_address(e.link, w),
    ("id",): lambda e, w, n: e.id == w,
    ("guid",): lambda e, w, n: e.id == w,
    ("author",): _is_author,
    ("author_detail", "name"): _is_author,
    ("authors", "n", "name"): lambda e, w, n: w in e.authors,
    ("published",): _dated,
    ("published_parsed",): lambda e, w, n: _same_moment(e.published, w),
    ("updated_parsed",): lambda e, w, n: _same_moment(e.updated, w),
    ("date_parsed",): lambda e, w, n: _same_moment(e.updated or e.published, w),
    ("modified_parsed",): lambda e, w, n: _same_moment(e.updated, w),
    ("created_parsed",): lambda e, w, n: _same_moment(e.published, w),
    ("issued_parsed",): lambda e, w, n: _same_moment(e.published, w),
    ("summary",): _summary,
    ("summary_detail", "value"): _summary,
    ("description",): _summary,
    ("description_detail", "value"): _summary,
    ("content", "n", "value"): _content,
    ("tags", "n", "term"): lambda e, w, n: w in e.categories or plain_line(str(w)) in e.categories,
    ("category",): lambda e, w, n: w in e.categories,
    ("enclosures", "n", "href"): lambda e, w, n: (x := _nth(e.enclosures, n)) and _same_address(x.url, w),
    ("enclosures", "n", "url"): lambda e, w, n: (x := _nth(e.enclosures, n)) and _same_address(x.url, w),
    ("enclosures", "n", "type"): lambda e, w, n: (x := _nth(e.enclosures, n)) and x.type == w,
    ("enclosures", "n", "length"): lambda e, w, n: (x := _nth(e.enclosures, n)) and str(x.length) == w,
    ("media_content", "n", "url"): lambda e, w, n: any(_same_address(x.url, w) for x in e.enclosures),
    ("media_thumbnail", "n", "url"): lambda e, w, n: _same_address(e.image, w),
    ("image", "href"): lambda e, w, n: _same_address(e.image, w),
    ("language",): lambda e, w, n: e.language == str(w).replace("_", "-"),
    ("title_detail", "language"): lambda e, w, n: e.language == w,
    ("content", "n", "language"): lambda e, w, n: e.language == w,
    ("summary_detail", "language"): lambda e, w, n: e.language == w,
    ("source", "title"): lambda e, w, n: e.source and _same_text(e.source.title, w),
    ("source", "href"): lambda e, w, n: e.source and _same_address(e.source.url, w),
    ("rights",): lambda e, w, n: _same_text(e.rights, w),
}
_FEED: dict[tuple[str, ...], _Ask] = {
    ("title",): lambda d, w, n: _same_text(d.title, w),
    ("title_detail", "value"): lambda d, w, n: _same_text(d.title, w),
    ("link",): lambda d, w, n: _same_address(d.link, w),
    ("language",): lambda d, w, n: d.language == str(w).replace("_", "-"),
    ("subtitle",): lambda d, w, n: _same_text(d.description, w),
    ("description",): lambda d, w, n: _same_text(d.description, w),
    ("tagline",): lambda d, w, n: _same_text(d.description, w),
    ("image", "href"): lambda d, w, n: _same_address(d.image, w),
    ("logo",): lambda d, w, n: _same_address(d.image, w),
}


def recorded() -> None:
    """Print each difference to feedparser on the recorded feeds, how many took the fast path, and the speed of both."""
    differences = collections.Counter[str]()
    seconds: dict[str, float] = collections.defaultdict(float)
    fast = 0
    bodies = [gzip.decompress(path.read_bytes()) for path in sorted((feeds_folder() / "recorded").glob("*.gz"))]
    for number, body in enumerate(bodies):
        theirs = _timed(seconds, "feedparser", partial(feedparser.parse, BytesIO(body)))
        ours = _timed(seconds, "headwater", partial(_read, body))
        if ours is None or not theirs.entries:
            print(
                f"feed {number}: entries {len(ours.entries) if ours else 'refused'}, feedparser {len(theirs.entries)}"
            )
            continue
        text = decode_xml(body).text
        strict = read_strictly(text.encode(), url=_URL)
        loose = read_loosely(text, url=_URL)
        fast += strict is not None
        differences["entries"] += len(ours.entries) != len(theirs.entries)
        for mine, other in zip(ours.entries, loose.entries, strict=False):
            for name in _ENTRY_FIELDS:
                if getattr(mine, name) != getattr(other, name):
                    differences[name] += 1
                    print(
                        f"feed {number} {name}: {getattr(mine, name)!r:.80} | feedparser {getattr(other, name)!r:.80}"
                    )
    size = sum(map(len, bodies)) / 1e6
    print(f"{len(bodies)} feeds, {size:.1f} MB; by the fast path: {fast}; differences: {dict(differences)}")
    for name, spent in seconds.items():
        print(f"{name:12} {len(bodies) / spent:7.1f} feeds/s a core")
    print(f"ratio {seconds['feedparser'] / seconds['headwater']:.1f}")


_URL = "https://feeds.ledger.example/"
_ENTRY_FIELDS = tuple(Entry.__dataclass_fields__)


def _read(body: bytes) -> FeedDocument | None:
    try:
        return read_feed(page_of(body, url=_URL), now=NOW)
    except ReadError:
        return None


def _timed(seconds: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = work()
    seconds[name] += time.process_time() - start
    return result


def hostile() -> None:
    """Print seconds for each megabyte and the peak of memory for inputs made to hurt; each takes its own process."""
    for name, body in hostile_inputs():
        pid = os.fork()
        if pid == 0:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start = time.process_time()
            document = _read(body)
            spent = time.process_time() - start
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            allowed = 150 + 12 * len(body) / 1e6
            size = len(body) / 1e6
            verdict = "ok" if spent <= max(1.0, size) and grown <= allowed else "TOO MUCH"
            entries = "refused" if document is None else f"{len(document.entries)} entries"
            print(f"{name:28} {size:6.2f} MB {spent:6.2f} s {grown:7.1f} MB more  {entries:14} {verdict}", flush=True)
            os._exit(0)
        os.waitpid(pid, 0)


def hostile_inputs() -> Iterator[tuple[str, bytes]]:
    """Give the inputs made to hurt, each with its name."""
    item = b"<item><title>A</title><link>https://l.example/%d</link></item>"
    rss = b"<rss version='2.0'><channel><title>T</title>%s</channel></rss>"
    yield "100,000 entries", rss % b"".join(item % number for number in range(100_000))
    yield (
        "100,000 entries, broken",
        (rss % b"".join(item % number for number in range(100_000))).replace(b"</rss>", b"<&"),
    )
    yield "100,000 attributes", rss % b"<item %s/>" % b" ".join(b"a%d='1'" % number for number in range(100_000))
    yield "50,000 namespaces", rss % b"<item %s/>" % b" ".join(b"xmlns:a%d='u%d'" % (n, n) for n in range(50_000))
    yield "long author", rss % b"<item><author>%s</author></item>" % (b"a" * 1_000_000)
    yield "long author, broken", rss % b"<item><author>%s<</author></item>" % (b"a." * 500_000)
    yield (
        "entity bomb",
        b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 112))
        + b"]>"
        + rss % b"<item><title>&o;</title></item>",
    )
    yield (
        "external entity",
        b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hosts'>]>" + rss % b"<item><title>&a;</title></item>",
    )
    yield "nested elements", b"<rss><channel>" + b"<item>" * 200_000
    yield "nested markup", rss % b"<item><description>%s</description></item>" % (b"&lt;div>" * 100_000)
    yield "open angle brackets", b"<rss><channel><item><title>" + b"<" * 500_000
    yield "open quotes", b"<rss><channel><item><title>" + b'<a href="' * 100_000
    yield "ampersands", rss % b"<item><title>%s</title></item>" % (b"&" * 1_000_000)
    yield "references", rss % b"<item><title>%s</title></item>" % (b"&#9999999999;" * 100_000)
    yield "comments", b"<rss>" + b"<!--" * 250_000
    yield "CDATA", b"<rss><channel><item><title>" + b"<![CDATA[" * 100_000
    yield "one title of 9 MB", rss % b"<item><title>%s</title></item>" % (b"x" * 9_000_000)
    yield "deep JSON", b'{"items":' + b"[" * 1_000_000
    yield (
        "100,000 JSON items",
        b'{"version":"https://jsonfeed.org/version/1","items":[' + b'{"id":"1"},' * 100_000 + b"{}]}",
    )
    yield "sitemap of 50,000", b"<urlset>" + b"<url><loc>https://l.example/a</loc></url>" * 50_000 + b"</urlset>"
    yield "list page, 20,000 links", b"<html>" + b"<div><a href='/a'>A headline that is long</a>" * 20_000
    yield "list page, deep", b"<html>" + b"<div>" * 100_000 + b"<a href='/a'>A headline that is long</a>"
    yield "NULs", b"\0" * 3_000_000
    yield "random bytes", random.Random(1).randbytes(1_000_000)


if __name__ == "__main__":
    main()
