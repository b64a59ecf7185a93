"""The bad internet: 36 ways in which hosts misbehave, in their variants, with what a portal has to make of each.

Numbers are those of `docs/reference/fetching.md`. Each is one host with one feed; what it leaves alone (robots.txt, the
pages of its reports) is served well.
"""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime

import brotli  # type: ignore[import-untyped]  # it ships no types

from headwater.demo import bad_feeds
from headwater.demo.bad_feeds import reports_of, well
from headwater.demo.plain_words import rss_of
from headwater.demo.wire import Asked, Talk, alternates, answer, depends, drips, resets, says, stalls

#: What the feed's row must say where nothing can be taken; reports are taken nevertheless where it is None.
Reason = str | None

_HTML = "text/html; charset=utf-8"
_MEGABYTES = 40
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_WALL = (
    b"<!doctype html><title>%s</title><h1>%s</h1><form method=post action=/in><input name=user><input type=password>"
    b"<button>Go on</button></form><p>Please accept or sign in to go on reading."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadHost:
    """One way to misbehave."""

    #: The behaviour's number, 1 to 36.
    number: int
    name: str
    #: What is said to whoever asks for the feed of a host; made anew for each host.
    feed: Callable[[str], Talk]
    #: A pattern in the reason that the operator is told, None where the reports have to be taken.
    reason: Reason
    #: What the host says of robots.txt and its pages, where that is what is bad about it.
    robots: Talk | None = None
    pages: Talk | None = None
    #: How its name is resolved: "", "refused", "missing", "slow", "flipping", "ipv6".
    name_is: str = ""
    #: The certificate it shows: "", "good", "expired", "stranger", "selfmade", "old"; empty is http.
    certificate: str = ""
    #: Reports that it announces and a portal has to end up with; None: any number, as long as nothing breaks.
    reports: int | None = 2


def host_name(bad: BadHost, place: int) -> str:
    """Give the name of the host that misbehaves so, at its place in a list of sources."""
    return f"bad{place}.tls.example" if bad.certificate else f"bad{place}.example"


def _always(talk: Talk) -> Callable[[str], Talk]:
    return lambda _: talk


def _status(status: int, **headers: str) -> bytes:
    return answer(b"<title>no</title>", status=status, kind=_HTML, **headers)


def _to(location: str, *, status: int = 302) -> Callable[[str], Talk]:
    return lambda host: says(answer(b"", status=status, kind="", Location=location.format(host=host)))


def _chain(host: str) -> Talk:  # noqa: ARG001 - it stays on its host
    def step(asked: Asked) -> bytes:
        here = int(asked.path.rpartition("-")[2]) if "-" in asked.path else 0
        return answer(b"", status=302, kind="", Location=f"/rss-{here + 1}")

    return depends(step)


def _moved(host: str) -> Talk:
    def step(asked: Asked) -> bytes:
        if asked.path == "/rss":
            return answer(b"", status=301, kind="", Location="/rss-new")
        return answer(rss_of(reports_of(host)))

    return depends(step)


def _gone_for_a_while(host: str) -> Talk:
    return says(_status(410), answer(rss_of(reports_of(host))))


def _coded(coding: str, body: bytes) -> Callable[[str], Talk]:
    return _always(says(answer(body, Content_Encoding=coding)))


def _doubly(host: str) -> Talk:
    coded = gzip.compress(gzip.compress(rss_of(reports_of(host))))
    return says(answer(coded, Content_Encoding="gzip, gzip"))


def _lying(host: str) -> Talk:
    return says(answer(rss_of(reports_of(host)), Content_Encoding="gzip"))


def _gzip_bomb() -> bytes:
    return gzip.compress(bytes(1_000_000)) * _MEGABYTES


def _brotli_bomb() -> bytes:
    coded: bytes = brotli.compress(bytes(_MEGABYTES * 1_000_000), quality=1)
    return coded


def _zstd_bomb() -> bytes:
    # Frames of zeros, each of 128 KiB in one repeated byte (RFC 8878 3.1.1.2.2), so that nothing need be compressed.
    frame = b"\x28\xb5\x2f\xfd\x00\x58" + (128 * 1024 << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"\x00"
    return frame * (_MEGABYTES * 8)


def _tagged(tags: Sequence[str]) -> Callable[[str], Talk]:
    def talk(host: str) -> Talk:
        body = rss_of(reports_of(host))
        return alternates(*(answer(body, ETag=tag) for tag in tags))

    return talk


def _unchanged_for_ever(host: str) -> Talk:
    first = answer(rss_of(reports_of(host)), ETag='"a"')
    return depends(lambda asked: first if "if-none-match" not in asked.headers else _status_304())


def _status_304(body: bytes = b"") -> bytes:
    return b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n' + body


def _unchanged_with_body(host: str) -> Talk:
    body = rss_of(reports_of(host))
    first = answer(body, ETag='"a"')
    return depends(lambda asked: first if "if-none-match" not in asked.headers else _status_304(body))


def _flapping(host: str) -> Talk:
    old, new = reports_of(host, count=1), reports_of(host)
    return alternates(answer(rss_of(new)), answer(rss_of(old)))


def _by_language(host: str) -> Talk:
    def choose(asked: Asked) -> bytes:
        other = "accept-language" in asked.headers
        return answer(rss_of(reports_of(host, first=9 if other else 0)), Vary="Accept-Language")

    return depends(choose)


def _short_length(host: str) -> Talk:
    body = rss_of(reports_of(host))
    return says(answer(body, Content_Length=str(body.rindex(b"<item>") + 5), Connection=""))


def _long_length(host: str) -> Talk:
    body = rss_of(reports_of(host))
    return says(answer(body, Content_Length=str(len(body) + 500)))


def _with_headers(lines: bytes) -> Callable[[str], Talk]:
    def talk(host: str) -> Talk:
        whole = answer(rss_of(reports_of(host)))
        return says(whole.replace(b"\r\n", b"\r\n" + lines, 1))

    return talk


def _cut(host: str) -> Talk:
    return resets(answer(rss_of(reports_of(host)))[:400])


def _stalled(host: str) -> Talk:
    return stalls(answer(rss_of(reports_of(host)))[:400])


def _wall(words: bytes) -> Callable[[str], Talk]:
    return _always(says(answer(_WALL % (words, words), kind=_HTML)))


def _retry_date() -> str:
    return format_datetime(bad_feeds.READ_AT + timedelta(days=400), usegmt=True)


def _wire() -> tuple[BadHost, ...]:
    return (
        BadHost(number=1, name="refuses connections", feed=well, name_is="refused", reason="cannot be reached"),
        BadHost(number=2, name="never answers", feed=_always(stalls()), reason="kept silent"),
        BadHost(
            number=3,
            name="headers at a byte a second",
            feed=_always(drips(b"HTTP/1.1 200 OK\r\nX: ", b"x", pause_s=1)),
            reason="did not finish",
        ),
        BadHost(
            number=4,
            name="body at ten bytes a second",
            feed=_always(drips(_HEAD + b"\r\n<rss>", b" " * 10, pause_s=1)),
            reason="did not finish",
        ),
        BadHost(number=5, name="stalls in the middle", feed=_stalled, reason="kept silent"),
        BadHost(number=6, name="resets in the middle", feed=_cut, reason="broke off|closed the connection"),
        BadHost(number=7, name="length too long", feed=_long_length, reason="broke off"),
        BadHost(number=7, name="length too short", feed=_short_length, reason=None, reports=None),
        BadHost(
            number=8,
            name="chunks of garbage",
            feed=_always(says(_CHUNKED + b"zz\r\nzz\r\n")),
            reason="chunk",
        ),
        BadHost(
            number=8,
            name="chunks without end",
            feed=_always(drips(_CHUNKED, b"10000\r\n%s\r\n" % bytes(65536), pause_s=0)),
            reason="larger than we take",
        ),
        BadHost(
            number=8,
            name="trailers without end",
            feed=_always(drips(_CHUNKED + b"1\r\nx\r\n0\r\n", b"X: %s\r\n" % (b"x" * 900), pause_s=0)),
            reason="HTTP|chunks|did not finish|broke off|larger",
        ),
    )


def _said() -> tuple[BadHost, ...]:
    times = ("120", "99999999999999999999", "-5", "Mon, 01 Jan 2001 00:00:00 GMT")
    return (
        BadHost(number=9, name="empty body", feed=_always(says(answer(b""))), reason="empty document"),
        BadHost(number=10, name="login wall", feed=_wall(b"Sign in"), reason="cannot be read as a feed"),
        BadHost(number=10, name="cookie wall", feed=_wall(b"We value your privacy"), reason="cannot be read as a feed"),
        BadHost(
            number=11,
            name="not found, said with 200",
            feed=_always(says(answer(b"<!doctype html><title>404</title><h1>Page not found</h1>", kind=_HTML))),
            reason="cannot be read as a feed",
        ),
        BadHost(
            number=12,
            name="500, 502 and 503 in turn",
            feed=_always(alternates(_status(500), _status(502), _status(503))),
            reason="trouble of its own|not available",
        ),
        BadHost(
            number=13,
            name="503 with a date",
            feed=_always(says(_status(503, Retry_After=_retry_date()))),
            reason="not available",
        ),
        *(
            BadHost(
                number=14,
                name=f"429 with Retry-After: {time}",
                feed=_always(says(_status(429, Retry_After=time))),
                reason="ask too often",
            )
            for time in times
        ),
        BadHost(number=15, name="gone", feed=_always(says(_status(410))), reason="gone for good"),
        BadHost(number=15, name="gone for a day", feed=_gone_for_a_while, reason="gone for good"),
        BadHost(number=16, name="moved", feed=_moved, reason=None),
        BadHost(number=17, name="redirects to itself", feed=_to("/rss"), reason="circle"),
        BadHost(number=18, name="200 redirects", feed=_chain, reason="redirect number 6"),
        BadHost(number=19, name="redirects to a file", feed=_to("file:///etc/passwd"), reason="no web address"),
        BadHost(number=19, name="redirects to this machine", feed=_to("http://127.0.0.1/"), reason="is not asked"),
        BadHost(number=19, name="redirects to metadata", feed=_to("http://169.254.169.254/"), reason="is not asked"),
        BadHost(number=20, name="no such name", feed=well, name_is="missing", reason="leads to no address"),
        BadHost(number=20, name="name found slowly", feed=well, name_is="slow", reason=None),
        BadHost(number=20, name="name leads inside", feed=well, name_is="flipping", reason="is not asked"),
        BadHost(number=20, name="IPv6 alone", feed=well, name_is="ipv6", reason=None),
        BadHost(number=21, name="certificate expired", feed=well, certificate="expired", reason="has expired"),
        BadHost(number=21, name="certificate of another", feed=well, certificate="stranger", reason="another name"),
        BadHost(number=21, name="certificate self-signed", feed=well, certificate="selfmade", reason="signed itself"),
        BadHost(number=21, name="encryption of 2006", feed=well, certificate="old", reason="TLS 1.2"),
        BadHost(number=22, name="gzip bomb", feed=_coded("gzip", _gzip_bomb()), reason="larger than we take"),
        BadHost(number=22, name="brotli bomb", feed=_coded("br", _brotli_bomb()), reason="larger than we take"),
        BadHost(number=22, name="zstd bomb", feed=_coded("zstd", _zstd_bomb()), reason="larger than we take"),
        BadHost(number=22, name="coded twice", feed=_doubly, reason="cannot be decoded"),
        BadHost(number=22, name="says gzip, sends text", feed=_lying, reason=None),
    )


def _contents() -> tuple[BadHost, ...]:
    return tuple(
        BadHost(number=number, name=name, feed=feed, reason=reason, reports=reports)
        for number, name, feed, reason, reports in bad_feeds.CONTENTS
    )


def _habits() -> tuple[BadHost, ...]:
    robots = {
        "trouble": says(_status(503)),
        "a gigabyte": drips(b"HTTP/1.1 200 OK\r\n\r\n", b"# %s\n" % (b"x" * 65536), pause_s=0),
        "a page": says(answer(b"<!doctype html><h1>Welcome</h1>", kind=_HTML)),
        "a day between requests": says(answer(b"User-agent: *\nCrawl-delay: 86400\n", kind="text/plain")),
        "nothing allowed": says(answer(b"User-agent: *\nDisallow: /\n", kind="text/plain")),
    }
    reasons = {"trouble": "robots.txt", "nothing allowed": "robots.txt"}
    return (
        BadHost(number=31, name="another ETag each time", feed=_tagged(['"1"', '"2"', '"3"']), reason=None),
        BadHost(number=31, name="weak, bare and odd ETags", feed=_tagged(['W/"1"', "bare", '""', "W/"]), reason=None),
        BadHost(number=31, name="304 with a body", feed=_unchanged_with_body, reason=None),
        BadHost(number=31, name="304 at once", feed=_always(says(_status_304())), reason="not modified"),
        BadHost(number=31, name="304 for ever", feed=_unchanged_for_ever, reason=None),
        BadHost(number=32, name="yesterday's copy in turn", feed=_flapping, reason=None),
        BadHost(number=33, name="another feed by language", feed=_by_language, reason=None),
        BadHost(
            number=34,
            name="cookies of 100 KB",
            feed=_with_headers(b"Set-Cookie: a=%s\r\n" % (b"x" * 100_000)),
            reason="does not speak proper HTTP",
        ),
        BadHost(
            number=34,
            name="10,000 headers",
            feed=_with_headers(b"".join(b"X-%d: x\r\n" % number for number in range(10_000))),
            reason="does not speak proper HTTP",
        ),
        BadHost(
            number=34,
            name="interim answers for ever",
            feed=_always(drips(b"", b"HTTP/1.1 103 Early\r\n\r\n", pause_s=0.05)),
            reason="did not finish|proper HTTP",
        ),
        BadHost(
            number=34,
            name="line ends in Location",
            feed=_to("/rss%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>"),
            reason="nothing at this address|circle",
        ),
        *(
            BadHost(number=35, name=f"robots.txt: {name}", feed=well, robots=talk, reason=reasons.get(name))
            for name, talk in robots.items()
        ),
    )


def bad_hosts() -> tuple[BadHost, ...]:
    """Give every behaviour in all its variants, by number."""
    found = (*_wire(), *_said(), *_contents(), *_habits())
    return tuple(sorted(found, key=lambda bad: bad.number))
