"""Small portals of ten languages and six content systems: the report is whole, and what is set around it is out."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.extract.article import extract
from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PORTALS = tomllib.loads((Path(__file__).parents[1] / "cases" / "small_portals.toml").read_text("utf-8"))
DESIGNS = {
    "wordpress": '<article class="post"><header class="entry-header"><h1 class="entry-title">{headline}</h1></header>'
    '<div class="entry-content">{mixed}{lines}<h3>{more}</h3><ul>{rows}</ul></div></article>'
    '<aside class="widget-area"><h3>{most}</h3><ul>{rows}</ul></aside>',
    "joomla": '<div class="item-page"><div class="page-header"><h2 itemprop="headline">{headline}</h2></div>'
    '<div itemprop="articleBody">{mixed}{lines}</div><h3>{more}</h3>{cards}</div>',
    "drupal": '<div class="node"><h1 class="page-title">{headline}</h1><div class="field field--name-body">{mixed}</div>'
    "{lines}<div><h2>{most}</h2>{cards}</div></div>",
    "blogger": '<div class="blog-posts hfeed"><div class="post hentry"><h3 class="post-title entry-title">{headline}</h3>'
    '<div class="post-body entry-content">{broken}</div>{lines}</div></div>',
    "ghost": '<article class="gh-article"><h1 class="gh-article-title">{headline}</h1><section class="gh-content">{mixed}'
    "</section>{lines}</article><section><h2>{more}</h2>{cards}</section>",
    "tables": "<table><tr><td><ul>{rows}</ul></td><td><div class=a1><div class=t>{headline}</div><div class=b2>{mixed}"
    "{lines}</div><div class=b3><div class=t2>{more}</div>{cards}</div></div></td></tr></table>",
}


@pytest.mark.parametrize("language", sorted(PORTALS))
def test_the_report_is_whole_and_nothing_around_it_leaks(language: str) -> None:
    portal = PORTALS[language]
    told = [_told(paragraph) for paragraph in portal["paragraphs"]]
    for design, form in DESIGNS.items():
        article = _article(_page_of(form, portal, told), language=language, title=portal["headline"])
        body = "\n".join(block.text for block in article.body)
        assert article.headline == portal["headline"], design
        assert [paragraph for paragraph in told if paragraph not in body] == [], design
        assert [line for line in portal["boxes"] if line in body] == [], design
        assert "…" not in body, design


def _told(paragraph: str) -> str:
    """Give a paragraph as long as they are in print."""
    return " ".join([paragraph] * (1 + _PARAGRAPH_CHARACTERS // len(paragraph)))


_PARAGRAPH_CHARACTERS = 150


def _page_of(form: str, portal: dict[str, list[str]], told: list[str]) -> str:
    headline, boxes = portal["headline"], portal["boxes"]
    lines = [f"<p>{line}</p>" for line in boxes]
    cards = (
        f'<div class="z{n}"><a href="/n{n}"><img src="/i{n}.jpg"></a><h4><a href="/n{n}">{n}: {told[n][:50]}</a></h4>'
        f"<p>{told[n - 1][:70]}…</p></div>"
        for n in range(4)
    )
    rows = (f'<li><a href="/n{n}">{told[n][:50]} {n}</a></li>' for n in range(4))
    return form.format(
        headline=headline,
        mixed="".join(f"<p>{paragraph}</p>{line}" for paragraph, line in zip(told, lines, strict=False)),
        broken="<br><br>".join((told[0], boxes[0], *told[1:], boxes[4], boxes[5])),
        lines="".join(lines[4:]),
        more=boxes[0],
        most=boxes[2],
        rows="".join(rows),
        cards="".join(cards),
    )


def _article(html: str, *, language: str, title: str) -> Article:
    url = "https://port.example/a"
    body = f"<html lang={language}><head><title>{title} | Port</title></head><body>{html}</body></html>".encode()
    page = Page(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=body, fetched_at=NOW
    )
    article = extract(page, None, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article), article
    return article
