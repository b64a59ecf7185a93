"""`headwater read URL|FILE`: one page as an article, with what is said in it and where it came from."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from headwater.cli.console import JsonOption, complain, out, print_json, print_table, say, show
from headwater.cli.newsdesk import utc_now
from headwater.cli.pages import page_of_address, page_of_file
from headwater.data.load import load_knowledge, load_rules
from headwater.model.article import Article, BlockKind, NotAnArticle, quoted
from headwater.model.feed import Entry
from headwater.model.page import Page
from headwater.model.provenance import Credit, Statement
from headwater.model.sites import Site
from headwater.text.urls import host_of

if TYPE_CHECKING:  # the pure floors take a while to import: only who reads waits for it
    from headwater.newsroom.tasks import Answer

_CUT_CHARACTERS = 120


def read(
    source: Annotated[str, typer.Argument(help="An address, or a file with the page's HTML.")],
    *,
    url: Annotated[str, typer.Option(help="For a file: the address it came from.")] = "https://file.invalid/",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show which rule gave each field, and what was cut.")
    ] = False,
    rules: Annotated[
        Path | None, typer.Option("--rules", help="A folder with rules for single sites, as in a portal.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read a page as Headwater reads it: article, statements, credits. Nothing is stored."""
    from headwater.newsroom.tasks import ReadArticle

    now = utc_now()
    page = page_of_file(Path(source), url=url, now=now) if Path(source).is_file() else page_of_address(source)
    if page is None:
        raise typer.Exit(1)
    sites = load_rules(rules) if rules is not None else {}
    answer = _read(page, now=now, sites=sites)
    if isinstance(answer, ReadArticle):
        if as_json:
            print_json(msgspec.to_builtins(answer))
            return
        _print_article(answer.article)
        _print_statements(answer.article, answer.traced.statements)
        _print_credits(answer.article, answer.traced.credits)
        if explain:
            _print_evidence(answer.article)
            _print_cuts(page, sites=sites)
        return
    _refuse(answer, as_json=as_json)


def _read(page: Page, *, now: datetime, sites: Mapping[str, Site]) -> "Answer":
    from headwater.newsroom.tasks import ReadPage
    from headwater.newsroom.workers import Limits, Pool

    with Pool(1, limits=Limits(), sites=sites) as pool:
        task = ReadPage(page=page, entry=Entry(link=page.url), outlet=host_of(page.final_url))
        return next(answer for _, answer in pool.run([task], now=now))


def _refuse(answer: "Answer", *, as_json: bool) -> None:
    from headwater.newsroom.tasks import Unreadable

    if isinstance(answer, NotAnArticle):
        reason, detail = answer.reason.value, answer.detail
    elif isinstance(answer, Unreadable):
        reason, detail = answer.reason, answer.detail
    else:
        reason, detail = "no-article", ""
    if as_json:
        print_json({"article": None, "reason": reason, "detail": detail})
    else:
        complain(f"no article: {reason}. {detail}")
    raise typer.Exit(1)


def _print_article(article: Article) -> None:
    show(article.headline, style="bold")
    dates = f"{article.date_published:%d %B %Y, %H:%M %Z}" if article.date_published else "no date"
    people = ", ".join(article.authors) or article.byline or "no byline"
    show(f"{article.outlet} · {people} · {dates} · {article.language or 'language unknown'}")
    for block in article.body:
        if block.kind is BlockKind.IMAGE:
            continue
        style = "bold" if block.kind is BlockKind.HEADING else None
        out.print()
        show(f"> {block.text}" if block.kind is BlockKind.QUOTE else block.text, style=style)
    if article.credit_line and not any(article.credit_line in block.text for block in article.body):
        show(f"\n{article.credit_line}", style="italic")
    out.print()


def _print_statements(article: Article, statements: tuple[Statement, ...]) -> None:
    if not statements:
        say("No statements found.")
        return
    rows = []
    for statement in statements:
        words = " … ".join(quoted(article, span) for span in statement.content)
        speaker = statement.speaker
        named = (speaker.name or speaker.role or "unnamed") if speaker else "unresolved"
        rows.append((statement.kind.value, named, words, f"{statement.confidence:.2f}"))
    print_table("Who said what", rows, columns=("kind", "speaker", "words", "confidence"))


def _print_credits(article: Article, found: tuple[Credit, ...]) -> None:
    if not found:
        say("No credits found.")
        return
    rows = [
        (
            credit.kind.value,
            credit.name,
            credit.outlet or "",
            quoted(article, credit.span) if credit.span else credit.seen or "",
        )
        for credit in found
    ]
    print_table("The way it came", rows, columns=("hop", "name", "outlet", "the words that say so"))


def _print_evidence(article: Article) -> None:
    rows = [(each.field, each.rule, f"{each.confidence:.2f}", each.seen or "") for each in article.evidence]
    print_table("Which rule gave each field", rows, columns=("field", "rule", "confidence", "seen"))


def _print_cuts(page: Page, *, sites: Mapping[str, Site]) -> None:
    from headwater.extract.explain import explain_cuts
    from headwater.text.charsets import decode_html

    html = decode_html(page.body, header=page.charset).text
    host = host_of(page.final_url)
    site = {**load_knowledge().sites, **sites}.get(host) or Site(host=host)
    rows = [(cut.text[:_CUT_CHARACTERS], cut.reason, cut.seen) for cut in explain_cuts(html, site=site)]
    print_table("What was cut, and why", rows, columns=("text", "reason", "box"))
