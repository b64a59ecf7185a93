"""What is known of a site is a value handed in: repeated lines and named boxes leave its reports."""

from datetime import UTC, datetime

from headwater.extract.article import extract
from headwater.extract.repeated import repeated_lines
from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.model.sites import Site

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://www.ledger.example/report"
FIRST = "The dam above Port Selby opened its gates on Monday evening after three days of rain, it said."
LINE = "Aegean Ledger is a member of the coast's press council and answers to its code of conduct."
BOX = "Tell us in a few words what you think of this report, and win a weekend on the islands."
HTML = f"<h1>Dam opens</h1><div><p>{FIRST}</p><div class='ledger-box'><p>{BOX}</p></div><p>{LINE}</p></div>"


def _texts(knowledge: Knowledge) -> list[str]:
    body = HTML.encode()
    page = Page(url=URL, final_url=URL, status=200, content_type="text/html", charset=None, body=body, fetched_at=NOW)
    article = extract(page, None, knowledge=knowledge, now=NOW)
    assert isinstance(article, Article)
    return [block.text for block in article.body]


def test_without_knowledge_a_line_is_the_reports() -> None:
    assert _texts(Knowledge()) == [FIRST, BOX, LINE]


def test_a_line_that_stands_on_several_pages_is_left_out() -> None:
    learnt = repeated_lines([[FIRST, LINE], ["Another report.", LINE], ["A third report.", LINE]])
    knowledge = Knowledge(sites={"ledger.example": Site(host="ledger.example", repeated_lines=learnt)})
    assert _texts(knowledge) == [FIRST, BOX]


def test_a_box_that_a_rule_names_is_left_out_with_what_is_in_it() -> None:
    site = Site(host="ledger.example", drop=("ledger-box",), reason="a prize draw between the paragraphs")
    assert _texts(Knowledge(sites={"ledger.example": site})) == [FIRST, LINE]


def test_knowledge_of_another_site_changes_nothing() -> None:
    site = Site(host="other.example", drop=("ledger-box",))
    assert _texts(Knowledge(sites={"other.example": site})) == [FIRST, BOX, LINE]
