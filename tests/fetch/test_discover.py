"""From an address that somebody typed in to the feeds behind it."""

from datetime import UTC, datetime

import pytest
from tests.fetch.scripted import Names, Reply, answer, client_of, run, serving

from headwater.fetch.discover import discover, sample_pages
from headwater.model.discovery import Discovery, FoundBy
from headwater.model.feed import FeedFormat
from headwater.model.page import Page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

ITEMS = "".join(
    f"<item><title>Report {number}</title><link>http://ledger.example/{number}</link>"
    f"<pubDate>Sun, 01 Mar 2026 {number:02}:00:00 GMT</pubDate></item>"
    for number in range(11, 3, -1)
)
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Ledger</title><language>en-GB</language>
<link>http://ledger.example/</link>{ITEMS}</channel></rss>"""


def feed_answer(**headers: str) -> bytes:
    return answer(200, RSS.encode(), Content_Type="application/rss+xml", **headers)


def html(text: str) -> bytes:
    return answer(body=f"<!doctype html><html><head>{text}".encode(), Content_Type="text/html")


def found(replies: dict[str, Reply], url: str = "http://ledger.example/") -> tuple[Discovery, list[str]]:
    async def scene() -> tuple[Discovery, list[str]]:
        async with serving(replies) as server, client_of(server) as client:
            return await discover(url, client=client, now=NOW), server.paths()

    return run(scene())


def test_a_feed_is_found_as_it_is_with_all_that_helps_to_choose() -> None:
    discovery, _ = found({"/rss": feed_answer()}, "http://ledger.example/rss")
    [candidate] = discovery.candidates
    assert discovery.advice is None
    assert candidate.url == "http://ledger.example/rss"
    assert candidate.found_by is FoundBy.ITSELF
    assert candidate.format is FeedFormat.RSS
    assert candidate.title == "Harbour Ledger"
    assert candidate.language == "en-GB"
    assert [entry.title for entry in candidate.entries] == [f"Report {number}" for number in (11, 10, 9, 8, 7)]
    assert candidate.entry_count == 8
    assert candidate.every_s == 3600
    assert candidate.robots.allowed
    assert candidate.reservation is None


def test_robots_and_reservations_are_told_with_the_feed() -> None:
    discovery, _ = found(
        {
            "/rss": feed_answer(TDM_Reservation="1"),
            "/robots.txt": answer(body=b"User-agent: *\nDisallow: /rss"),
        },
        "http://ledger.example/rss",
    )
    [candidate] = discovery.candidates
    assert not candidate.robots.allowed
    assert candidate.reservation is not None
    assert candidate.reservation.reserved


def test_feeds_that_a_page_announces_are_found_and_dead_ones_are_left_out() -> None:
    links = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{path}">' for path in ("/dead", "/a", "/b", "/page")
    )
    discovery, asked = found({"/": html(links), "/a": feed_answer(), "/b": feed_answer(), "/page": html("no feed")})
    assert [candidate.url for candidate in discovery.candidates] == [
        "http://ledger.example/a",
        "http://ledger.example/b",
    ]
    assert {candidate.found_by for candidate in discovery.candidates} == {FoundBy.ANNOUNCED}
    assert "/feed" not in asked


def test_two_addresses_of_one_feed_are_one_candidate() -> None:
    links = (
        '<link rel=alternate type="application/rss+xml" href=/a><link rel=alternate type="application/rss+xml" href=/b>'
    )
    moved = answer(301, Location="/a")
    assert len(found({"/": html(links), "/a": feed_answer(), "/b": moved})[0].candidates) == 1


def test_links_in_the_text_are_tried_where_nothing_is_announced() -> None:
    [candidate] = found({"/": html('<a href="/desk/rss">RSS</a>'), "/desk/rss": feed_answer()})[0].candidates
    assert candidate.found_by is FoundBy.LINKED


@pytest.mark.parametrize("place", ["/feed", "/rss.xml", "/index.xml", "/atom.xml"])
def test_the_usual_places_are_tried_where_nothing_is_linked(place: str) -> None:
    [candidate] = found({"/": html(""), place: feed_answer()})[0].candidates
    assert (candidate.url, candidate.found_by) == (f"http://ledger.example{place}", FoundBy.USUAL_PLACE)


def test_where_there_is_no_feed_the_advice_says_what_to_do() -> None:
    discovery, asked = found({"/": html("nothing")})
    assert discovery.candidates == ()
    assert discovery.advice is not None
    assert "ask its owner" in discovery.advice
    assert len(asked) < 25


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (answer(404), "nothing at this address"),
        (answer(403), "does not let us read"),
        (answer(410), "gone for good"),
        (answer(302, Location="/"), "circle"),
        (answer(body=b"x", Content_Type="video/mp4"), "video/mp4"),
    ],
)
def test_an_address_that_does_not_answer_well_is_explained(reply: bytes, words: str) -> None:
    discovery, _ = found({"/": reply})
    assert discovery.candidates == ()
    assert words in (discovery.advice or "")


@pytest.mark.parametrize("typed", ["", "  ", "ledger", "ftp://ledger.example/", "javascript:1", "http://", "\x00"])
def test_what_is_no_address_is_said_to_be_none(typed: str) -> None:
    discovery, asked = found({}, typed)
    assert "not a web address" in (discovery.advice or "")
    assert asked == []


def test_an_address_without_a_scheme_is_tried_with_and_without_encryption() -> None:
    discovery, _ = found({"/rss": feed_answer()}, " ledger.example/rss ")
    assert discovery.url == "http://ledger.example/rss"
    assert len(discovery.candidates) == 1


def test_a_name_that_leads_nowhere_is_asked_once() -> None:
    async def scene() -> tuple[Discovery, list[str]]:
        names = Names({})
        async with serving({}) as server, client_of(server, resolver=names) as client:
            return await discover("ledger.example", client=client, now=NOW), names.looked_up

    discovery, looked_up = run(scene())
    assert "leads to no address" in (discovery.advice or "")
    assert looked_up == ["ledger.example"]


def test_an_account_is_followed_by_the_feed_that_its_platform_gives() -> None:
    discovery, _ = found(
        {"/@ledger": html("an account"), "/@ledger.rss": feed_answer()}, "http://ledger.example/@ledger"
    )
    [candidate] = discovery.candidates
    assert (candidate.url, candidate.found_by) == ("http://ledger.example/@ledger.rss", FoundBy.PLATFORM)


def test_a_handle_is_understood_as_people_write_it() -> None:
    discovery, _ = found({}, "@ledger@social.example")
    assert discovery.url == "https://social.example/@ledger"


def test_a_list_of_feeds_at_an_address_is_shown_as_one() -> None:
    listed = '<opml version="2.0"><body><outline text="Sea"><outline xmlUrl="http://ledger.example/rss"/></outline></body></opml>'
    discovery, asked = found({"/": answer(200, listed.encode())})
    assert [(each.url, each.folders) for each in discovery.subscriptions] == [("http://ledger.example/rss", ("Sea",))]
    assert discovery.advice is None
    assert "/feed" not in asked


def test_the_first_reports_are_looked_at_before_a_feed_is_added() -> None:
    async def scene() -> tuple[int, list[str]]:
        replies: dict[str, Reply] = {"/rss": feed_answer(), "/11": html("<p>A report"), "/10": answer(403)}
        async with serving(replies) as server, client_of(server) as client:
            discovery = await discover("http://ledger.example/rss", client=client, now=NOW)
            looked_at = await sample_pages(discovery.candidates[0], client=client)
            return sum(isinstance(outcome, Page) for outcome in looked_at), server.paths()

    pages, asked = run(scene())
    assert pages == 1
    assert asked[-2:] == ["/11", "/10"]


NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>""".format(
    "".join(
        f"<url><loc>http://ledger.example/{number}</loc><news:news><news:publication><news:name>Harbour Ledger</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>2026-03-01T{number:02}:00:00Z"
        f"</news:publication_date><news:title>Report {number}</news:title></news:news></url>"
        for number in range(4, 12)
    )
)
INDEX = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://ledger.example/pages.xml</loc></sitemap>
<sitemap><loc>http://ledger.example/news.xml</loc></sitemap></sitemapindex>"""
LIST = "".join(
    f'<div class="teaser"><a href="/2026/03/01/report-{number}">The tide tables were read for the {number}th time today</a>'
    f'<time datetime="2026-03-01T{number:02}:00:00Z">1 March 2026</time></div>'
    for number in range(4, 12)
)


def test_a_news_sitemap_named_in_robots_is_found() -> None:
    robots = answer(200, b"Sitemap: http://ledger.example/news.xml")
    [candidate] = found({"/": html("nothing"), "/robots.txt": robots, "/news.xml": answer(200, NEWS.encode())})[
        0
    ].candidates
    assert (candidate.found_by, candidate.format) == (FoundBy.ROBOTS, FeedFormat.SITEMAP)
    assert candidate.entry_count == 8


def test_a_news_sitemap_behind_an_index_is_found() -> None:
    robots = answer(200, b"Sitemap: /index-of-sitemaps.xml")
    replies: dict[str, Reply] = {
        "/": html("nothing"),
        "/robots.txt": robots,
        "/index-of-sitemaps.xml": answer(200, INDEX.encode()),
        "/news.xml": answer(200, NEWS.encode()),
    }
    [candidate] = found(replies)[0].candidates
    assert candidate.url == "http://ledger.example/news.xml"


def test_a_page_that_lists_reports_is_the_last_resort() -> None:
    page = answer(200, f"<!doctype html><html><body>{LIST}".encode(), Content_Type="text/html")
    [candidate] = found({"/": page})[0].candidates
    assert (candidate.found_by, candidate.format) == (FoundBy.LISTING, FeedFormat.LISTING)
    [announced] = found({"/": page, "/feed": feed_answer()})[0].candidates
    assert announced.found_by is FoundBy.USUAL_PLACE


def test_a_list_page_that_robots_keep_to_themselves_is_not_proposed() -> None:
    page = answer(200, f"<!doctype html><html><body>{LIST}".encode(), Content_Type="text/html")
    discovery, _ = found({"/": page, "/robots.txt": answer(200, b"User-agent: *\nDisallow: /")})
    assert discovery.candidates == ()
    assert discovery.advice is not None
