"""The line that says where a report came from, as printed, wherever it stands under the text."""

from datetime import UTC, datetime

import pytest

from headwater.extract.article import extract
from headwater.extract.credit_line import find_credit_line, reads_as_credit
from headwater.model.article import Article, Block, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory, OutletKind
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STORY = "".join(
    f"<div class=p{n}><p>On day {n} the engineers lowered the lake, and the mayor thanked the crews at the wall.</p></div>"
    for n in range(5)
)


def _article(html: str) -> Article:
    url = "https://ledger.example/report"
    body = html.encode()
    page = Page(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=body, fetched_at=NOW
    )
    article = extract(page, None, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    "line",
    [
        "Source: Aegean Ledger",
        "Quelle: Meridian/dpa",
        "Πηγή: Πρακτορείο Φανός",
        "Fuente: Meridian",
        "Fonte: Agência Farol",
        "Źródło: Meridian",
        "Kaynak: Fanos Ajansı",
        "Источник: Бакен",
        "المصدر: وكالة فانوس",
        "出典:共同通信",
        "来源：新华社",
        "via Meridian",
        "Con información de agencias",
        "Com informações da Agência Farol",
        "Avec AFP",
        "Mit Material von Hafenfunk",
        "Zuerst im Tidenboten",
        "Με πληροφορίες από ΠΕΦ",
        "По материалам агентства «Бакен»",
        "Со ссылкой на газету «Причал»",
        "نقلاً عن صحيفة المنارة",
        "As first reported by Tidenbote",
        "Hat tip: Evening Buoy",
        "Agencies",
        "(AFP)",
    ],
)
def test_a_line_that_names_where_the_text_came_from(line: str) -> None:
    assert reads_as_credit(line)
    kept = _article(f"<h1>Dam holds</h1>{STORY}<p class=small>{line}</p><p>Share</p>")
    assert kept.credit_line == line
    outside = _article(f"<article><h1>Dam holds</h1>{STORY}</article><div class=foot-note>{line}</div>")
    assert outside.credit_line == line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "According to Meridian, the dam opened on Monday.",
        "По данным полиции, никто не пострадал.",
        "Con información de Meridian se supo el lunes que la presa seguía cerrada.",
        "Source code was found in the dam's control room, the authority said on Monday evening.",
        "From the Ledger",
        "Nach drei Tagen",
    ],
)
def test_a_line_that_tells_something_is_no_credit(line: str) -> None:
    assert not reads_as_credit(line)


def test_an_agency_known_to_the_portal_fills_a_line() -> None:
    known = OutletDirectory(
        [
            Outlet(key="bakken", name="Бакен-Пресс", kind=OutletKind.AGENCY),
            Outlet(key="ledger", name="The Ledger", kind=OutletKind.NEWSPAPER),
        ]
    )
    body = [Block(kind=BlockKind.PARAGRAPH, text="The dam held.")]
    assert find_credit_line(body, ["Бакен-Пресс"], names=known) == "Бакен-Пресс"
    assert find_credit_line(body, ["The Ledger"], names=known) is None
