"""What hosts of the bad internet put into their feeds: bombs, broken bytes, worthless identifiers, hostile words."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from headwater.demo.plain_words import PlainReport, item_of, rss_around, rss_of
from headwater.demo.wire import Talk, alternates, answer, says

#: When the reports were published: shortly before whoever reads them.
READ_AT = datetime.now(UTC).replace(microsecond=0)
_PUBLISHED = READ_AT - timedelta(hours=3)
_BIDI = "\u202e\u2066\u200f\u200b\u2060"


def reports_of(host: str, *, count: int = 2, first: int = 0, scheme: str = "http") -> tuple[PlainReport, ...]:
    """Give the reports of a host, the newest first."""
    scheme = "https" if ".tls." in host else scheme
    return tuple(
        PlainReport(host=host, number=number, published=_PUBLISHED - timedelta(minutes=number), scheme=scheme)
        for number in range(first, first + count)
    )


def well(host: str, *, count: int = 2) -> Talk:
    """Give the talk of a host that is well and has so many reports."""
    body = rss_of(reports_of(host, count=count))
    return says(answer(body, ETag=f'"{len(body)}"'))


def _body(make: Callable[[str], bytes], *, kind: str = "application/rss+xml; charset=utf-8") -> Callable[[str], Talk]:
    return lambda host: says(answer(make(host), kind=kind))


def _laughs(host: str) -> bytes:
    levels = "".join(f'<!ENTITY l{level + 1} "{f"&l{level};" * 10}">' for level in range(9))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'.encode()
    return rss_around(_items(host).replace(b"<title>", b"<title>&l9;", 1), host=host, head=doctype)


def _outside(host: str) -> bytes:
    doctype = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return rss_around(_items(host).replace(b"<title>", b"<title>&x;", 1), host=host, head=doctype)


def _declared(host: str) -> bytes:
    doctype = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1/rss-0.91.dtd">'
    return rss_around(_items(host), host=host, head=doctype)


def _crowd(host: str) -> bytes:
    return rss_around(b"".join(_crowded(host, number) for number in range(100_000)), host=host)


def _crowded(host: str, number: int) -> bytes:
    return f"<item><title>n{number}</title><link>http://{host}/r/{number}</link></item>".encode()


def _items(host: str) -> bytes:
    return "".join(item_of(report, guid=report.url) for report in reports_of(host)).encode()


def _long_title(host: str) -> bytes:
    return _with_title(host, "x" * 20_000_000)


def _with_title(host: str, title: str) -> bytes:
    return rss_of(reports_of(host)).replace(b"<item><title>", f"<item><title>{title}".encode(), 1)


def _long_enclosure(host: str) -> bytes:
    enclosure = f'<enclosure url="http://{host}/a.mp3" length="20000000000" type="audio/mpeg"/></item>'.encode()
    return rss_of(reports_of(host)).replace(b"</item>", enclosure)


def _mixed(host: str) -> bytes:
    return _with_title(host, "Caf\u00e9 ").replace("Caf\u00e9".encode(), b"Caf\xe9 \xe2\x80\x9cx\x80 ")


def _utf16(host: str) -> bytes:
    return rss_of(reports_of(host)).decode().encode("utf-16-le")


def _warned(host: str) -> bytes:
    return b"<br />\n<b>Warning</b>: x in y\n" + rss_of(reports_of(host))


def _with_nulls(host: str) -> bytes:
    return rss_of(reports_of(host)).replace(b"<item>", b"<item>\x00\x00")


def _random_guids(host: str) -> Talk:
    reports = reports_of(host)
    each = (rss_of(reports, guids=[f"{turn}-{report.number}" for report in reports]) for turn in range(50))
    return alternates(*(answer(body) for body in each))


def _guids(guids: Sequence[str | None]) -> Callable[[str], Talk]:
    return lambda host: says(answer(rss_of(reports_of(host), guids=guids)))


def _dated(date: str) -> Callable[[str], Talk]:
    def make(host: str) -> bytes:
        items = "".join(item_of(report, guid=report.url, date=date) for report in reports_of(host))
        return rss_around(items.encode(), host=host)

    return _body(make)


def _hostile_item(host: str, title: str, link: str) -> str:
    return f"<item><title><![CDATA[{title}]]></title><link><![CDATA[{link}]]></link></item>".replace("{host}", host)


def _hostile(host: str) -> bytes:
    titles = (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        f"{_BIDI}gpj.exe",
        "\u0301" * 10_000,
        "{{7*7}}${7*7}%s",
    )
    links = (
        "javascript:alert(1)",
        "http://ada:secret@{host}/r/1",
        "data:text/html,<script>alert(1)</script>",
        "http://{host}/" + "x" * 60_000,
        "http://127.0.0.1/r",
    )
    items = "".join(_hostile_item(host, title, link) for title, link in zip(titles, links, strict=True))
    return rss_around(items.encode() + _items(host), host=host)


#: Number, name, what is said, the reason that has to be told, reports that have to be taken.
CONTENTS: tuple[tuple[int, str, Callable[[str], Talk], str | None, int | None], ...] = (
    (23, "a billion laughs", _body(_laughs), None, None),
    (23, "entity from a file", _body(_outside), None, None),
    (23, "DTD from elsewhere", _body(_declared), None, 2),
    (24, "100,000 entries", _body(_crowd), None, None),
    (25, "title of 20 MB", _body(_long_title), "larger than we take", None),
    (25, "enclosure of 20 GB", _body(_long_enclosure), None, 2),
    (26, "wrong charset", _body(lambda host: rss_of(reports_of(host)), kind="text/xml; charset=koi8-x"), None, 2),
    (26, "no charset and no type", _body(lambda host: rss_of(reports_of(host)), kind=""), None, 2),
    (26, "UTF-16 without a mark", _body(_utf16), None, None),
    (26, "mixed bytes", _body(_mixed), None, 2),
    (26, "NULs", _body(_with_nulls), None, 2),
    (27, "cut XML", _body(lambda host: rss_of(reports_of(host)).rpartition(b"</item>")[0]), None, None),
    (27, "junk behind", _body(lambda host: rss_of(reports_of(host)) + b"<!-- cached --><div>junk"), None, 2),
    (27, "warnings in front", _body(_warned), None, 2),
    (28, "another GUID each time", _random_guids, None, 2),
    (29, "one GUID for all", _guids(["same", "same"]), None, 2),
    (29, "no GUIDs", _guids([None, None]), None, 2),
    (30, "dates of 2099", _dated("Thu, 01 Jan 2099 00:00:00 GMT"), None, 2),
    (30, "dates of 1970", _dated("Thu, 01 Jan 1970 00:00:00 GMT"), None, 2),
    (30, "no dates", _dated(""), None, 2),
    (30, "dates in words", _dated("yesterday"), None, 2),
    (30, "dates of another time zone", _dated("Sat, 28 Nov 2099 12:00:00 +1400"), None, 2),
    (36, "hostile words", _body(_hostile), None, None),
)  # fmt: skip
