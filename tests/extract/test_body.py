"""Which parts of a page are its report, by the kind of page that taught the rule."""

from datetime import UTC, datetime

import pytest

from headwater.extract.article import extract
from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST = "The dam above Port Selby opened its gates on Monday evening after three days of rain, the authority said."
STORY = "".join(
    f"<p>On the {nth} day the engineers lowered the lake by {nth} marks, and the mayor thanked the crews at the wall.</p>"
    for nth in ("second", "third", "fourth", "fifth", "sixth")
)
TITLE = "<title>Dam opens after rain | Aegean Ledger</title>"


def _body(html: str) -> str:
    url = "https://ledger.example/report"
    page = Page(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html",
        charset="utf-8",
        body=html.encode(),
        fetched_at=NOW,
    )
    article = extract(page, None, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article), article
    return "\n".join(block.text for block in article.body)


@pytest.mark.parametrize(
    ("html", "kept", "cut"),
    [
        pytest.param(
            f"<h1>Dam opens</h1><p>{FIRST}</p>{STORY}<h3>How high is the lake?</h3><div class=accordion-content hidden>"
            "<p>It stands at forty metres over the sea, two fewer than in the spring.</p></div>",
            "It stands at forty metres",
            None,
            id="answers folded away",
        ),
        pytest.param(
            f"<h1>Dam opens</h1><p>{FIRST}</p>{STORY}<div hidden><p>This line of an old version is shown to nobody at "
            "all.</p></div>",
            "after three days",
            "shown to nobody",
            id="what is only hidden",
        ),
        pytest.param(
            f"<h1>Dam opens</h1><p>{FIRST}</p>{STORY}<form action=/ask><p>Ask our lawyers about water in your cellar: "
            "they answer within a day.</p><label>How did you find our site, and when?</label><input></form>",
            "after three days",
            "lawyers",
            id="a form beside the report",
        ),
        pytest.param(
            f"<form action=/page.aspx><h1>Dam opens</h1><p>{FIRST}</p>{STORY}</form>",
            FIRST,
            None,
            id="a page in a form",
        ),
        pytest.param(
            f"{TITLE}<div class=masthead><h1>Dam opens after rain</h1><p>{FIRST}</p></div><main>{STORY}</main>",
            FIRST,
            None,
            id="the standfirst in the masthead of the report",
        ),
        pytest.param(
            f"{TITLE}<div class=masthead><h1><a href=/>Aegean Ledger</a></h1><p>Everything about the islands, every "
            f"single day.</p></div><h2>Dam opens after rain</h2><main><p>{FIRST}</p>{STORY}</main>",
            FIRST,
            "Everything about",
            id="the masthead of the site",
        ),
        pytest.param(
            f"{TITLE}<div class=a1><h1>Dam opens after rain</h1><div>{FIRST * 5}</div></div>"
            f"<div class=b1>{''.join(f'<section><div>{STORY}</div></section>'.replace('marks', f'marks{n}') for n in 'abcd')}"
            "</div>",
            "marksd",
            None,
            id="a long introduction in a box of its own",
        ),
    ],
)
def test_the_report_is_kept_and_the_rest_is_cut(html: str, kept: str, cut: str | None) -> None:
    body = _body(f"<html lang=en>{html}</html>")
    assert kept in body
    assert cut is None or cut not in body
