"""When a report came out: which of the days on its page counts, by the kind of page that taught it."""

from datetime import UTC, datetime

import pytest

from headwater.extract.article import extract
from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STORY = "".join(
    f"<p>The dam at Port Selby held on the {nth} night, and the {nth} crew went home before the river fell again.</p>"
    for nth in ("first", "second", "third", "fourth")
)
META = '<meta property="article:published_time" content="{}">'


def _published(html: str, *, url: str = "https://ledger.example/report") -> tuple[str | None, str]:
    body = f"<html lang=en>{html}</html>".encode()
    page = Page(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=body, fetched_at=NOW
    )
    article = extract(page, None, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article), article
    rule = next((piece.rule for piece in article.evidence if piece.field == "date_published"), "")
    return article.date_published.date().isoformat() if article.date_published else None, rule


@pytest.mark.parametrize(
    ("html", "day", "rule"),
    [
        pytest.param(
            "<p>Monday, November 23, 2026</p><p><a href=/a>Weather</a></p><p><a href=/b>Sport</a></p>"
            f"<h1>Dam holds</h1><div>12.11.2026</div>{STORY}",
            "2026-11-12",
            "printed",
            id="today's day stands above the headline",
        ),
        pytest.param(
            f"<div class=todays-date>November 23, 2026</div><h1>Dam holds</h1>{STORY}", None, "", id="a box named today"
        ),
        pytest.param(
            f"<h1>Dam holds</h1><p>3 November 2026 - 11 minutes</p>{STORY}",
            "2026-11-03",
            "printed",
            id="minutes of reading end no span of days",
        ),
        pytest.param(f"<h1>Dam holds</h1><p>3-9 November 2026</p>{STORY}", None, "", id="a span of days is an event's"),
        pytest.param(
            f"<h1>Dam holds</h1><div><span>Ana Roth</span><span>3.11.2026</span></div>{STORY}",
            "2026-11-03",
            "printed",
            id="a name touches the day",
        ),
        pytest.param(
            "<h1>Dam holds</h1><div><time>3. November 2026</time><time>14. November 2026</time></div>" + STORY,
            "2026-11-03",
            "printed",
            id="two elements touch",
        ),
        pytest.param(
            '<time datetime="2026-09-01">1 September</time><p><a href=/x>Older report</a></p><h1>Dam holds</h1>'
            f'<time datetime="2026-11-03">today</time>{STORY}',
            "2026-11-03",
            "time",
            id="the time under the headline comes first",
        ),
        pytest.param(
            f"<h1>Dam holds</h1>{STORY}<h4>More from us</h4><ul><li><time datetime='2026-08-10'>10 August</time>"
            "<a href=/x>Another report of ours about rivers</a></li></ul>",
            None,
            "",
            id="the time in a list under the body is another report's",
        ),
        pytest.param(
            f"<h1>Dam holds</h1>{STORY}<h4>Published</h4><p>3 November 2026</p>",
            "2026-11-03",
            "printed below",
            id="a label in a line of its own",
        ),
        pytest.param(
            f"<h1>Dam holds</h1>{STORY}<div class=submitted>Submitted by ana on 3 November 2026 - 18:55</div>",
            "2026-11-03",
            "printed below",
            id="Drupal's line under the text",
        ),
        pytest.param(
            f'<h1>Dam holds</h1><abbr class=published itemprop=datePublished title="2026-11-03T10:52:00+02:00">10:52'
            f"</abbr>{STORY}",
            "2026-11-03",
            "microdata",
            id="Blogger's abbreviation",
        ),
        pytest.param(
            f'<script>layer={{"first-publication":"2026-11-03 15:28"}}</script><h1>Dam holds</h1>{STORY}',
            "2026-11-03",
            "scripts",
            id="what counters are told",
        ),
        pytest.param(
            '<script>x={"publishedAt":"2026-11-03","list":[{"publishedAt":"2026-10-01"}]}</script>'
            f"<h1>Dam holds</h1>{STORY}",
            None,
            "",
            id="scripts that name two days",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam holds",'
            f'"datePublished":"Tue Nov 03 15:28:56 CET 2026"}}</script><h1>Dam holds</h1>{STORY}',
            "2026-11-03",
            "json-ld",
            id="a date as Java writes it",
        ),
        pytest.param(
            f"<h1>Dam holds</h1><p>(3 November 2026) The dam at Port Selby held on Monday, after a night in which three "
            f"crews carried sand from the old quarry to the foot of the wall and the mayor asked everybody to stay away "
            f"from it.</p>{STORY}",
            "2026-11-03",
            "printed",
            id="a paragraph begins with its day",
        ),
        pytest.param(
            META.format("2026-11-20T08:00:00Z")
            + f"<h1>Dam holds</h1><p>Published Nov 3, 2026</p><p>Updated Nov 20, 2026</p>{STORY}",
            "2026-11-03",
            "printed",
            id="the day of the change is no witness for the first",
        ),
        pytest.param(
            META.format("2026-11-03T08:00:00Z")
            + f"<h1>Dam holds</h1><p>Nov 20, 2026</p>{STORY}<footer class=meta><p>3 November 2026</p></footer>",
            "2026-11-03",
            "meta",
            id="another line says the stated day too",
        ),
        pytest.param(
            f"<h1>Dam holds</h1><p>20 November 2026</p>{STORY}<p>This article was originally published on 3 Nov 2026 "
            "but has been updated since.</p>",
            "2026-11-03",
            "first published",
            id="a reworked report says its first day",
        ),
    ],
)
def test_the_day_that_counts(html: str, day: str | None, rule: str) -> None:
    assert _published(html) == (day, rule)


def test_a_month_in_the_address_stands_by_the_stated_day() -> None:
    html = META.format("2026-11-03") + f"<h1>Dam holds</h1><p>22 October 2025</p>{STORY}"
    assert _published(html, url="https://ledger.example/2026/11/dam") == ("2026-11-03", "meta")
    assert _published(html)[0] == "2025-10-22"


def test_english_puts_the_day_first_where_the_domain_does() -> None:
    html = f"<h1>Dam holds</h1><p>03/11/2026</p>{STORY}"
    assert _published(html, url="https://ledger.example.co.uk/dam")[0] == "2026-11-03"
    assert _published(html, url="https://ledger.example.com/dam")[0] == "2026-03-11"
