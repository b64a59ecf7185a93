"""Rules for single sites: each has a saved page, and the page is read otherwise without it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.cli.doctor import _check_rules
from headwater.data.load import load_knowledge, load_rules
from headwater.errors import KnowledgeError
from headwater.extract.article import extract
from headwater.model.article import Article, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.model.sites import Site
from headwater.project.home import Home

CASES = Path(__file__).parents[1] / "cases" / "rules"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
RULES = load_rules(CASES)
HOSTS = {path.stem: f"{path.stem.replace('_', '-')}.example" for path in sorted(CASES.glob("*.html"))}


def _read(name: str, sites: dict[str, Site]) -> Article:
    url = f"https://www.{HOSTS[name]}/a/1"
    body = (CASES / f"{name}.html").read_bytes()
    page = Page(url=url, final_url=url, status=200, content_type="text/html", charset=None, body=body, fetched_at=NOW)
    article = extract(page, None, knowledge=replace(Knowledge(), sites=sites), now=NOW)
    assert isinstance(article, Article)
    return article


def _seen(article: Article) -> dict[str, object]:
    texts = [block.text for block in article.body if block.kind is BlockKind.PARAGRAPH]
    published = article.date_published
    return {
        "authors": list(article.authors),
        "published": published.date().isoformat() if published else None,
        "first": texts[0],
        "last": texts[-1],
        "text": "\n".join(texts),
    }


def _fits(seen: dict[str, object], wanted: dict[str, object]) -> bool:
    fields = all(seen[name] == wanted[name] for name in ("authors", "published"))
    ends = all(str(seen[name]).startswith(str(wanted[name])) for name in ("first", "last"))
    left_out = wanted["without"]
    assert isinstance(left_out, list)
    return fields and ends and not any(line in str(seen["text"]) for line in left_out)


@pytest.mark.parametrize("name", HOSTS)
def test_a_rule_mends_what_its_page_shows(name: str) -> None:
    wanted = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    with_rule, without = _seen(_read(name, RULES)), _seen(_read(name, {}))
    assert _fits(with_rule, wanted), with_rule
    assert not _fits(without, wanted), "the general rules know by now: take the rule out"


def test_what_a_rule_gave_says_so() -> None:
    rules = {piece.field: piece.rule for piece in _read("harbour_post", RULES).evidence}
    assert rules["authors"] == rules["date_published"] == "rule of the site"


def test_every_shipped_rule_has_a_page() -> None:
    assert set(load_knowledge().sites) <= set(HOSTS.values())


def test_hosts_go_without_www() -> None:
    assert set(RULES) == set(HOSTS.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["a.example"]\nreason = "x"\n', "when it was written"),
        ('["a.example"]\nwritten = 2026-11-28\n', "what taught it"),
        ('["a.example"]\nwritten = 2026-11-28\nreason = "x"\ndrop = [".box"]\n', "without dots"),
        ('["a.example"]\nwritten = 2026-11-28\nreason = "x"\ncut = ["box"]\n', "no field cut"),
        ('"a.example" = 3\n', "is a table"),
        ('["a.example"\n', "not sound TOML"),
    ],
)
def test_a_wrong_file_says_what_to_do(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=said):
        load_rules(tmp_path)


def test_two_rules_for_one_host_are_refused_and_no_folder_is_none(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text('["a.example"]\nwritten = 2026-11-28\nreason = "x"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="already"):
        load_rules(tmp_path)
    assert load_rules(tmp_path / "nowhere") == {}


def test_the_doctor_names_a_wrong_file_and_an_old_rule(tmp_path: Path) -> None:
    home = Home(directory=tmp_path)
    assert list(_check_rules(home, today=NOW.date())) == []
    home.rules_directory.mkdir()
    rule = home.rules_directory / "mine.toml"
    rule.write_text('["a.example"]\nwritten = 2025-06-01\nreason = "x"\n', encoding="utf-8")
    assert [finding.grade for finding in _check_rules(home, today=NOW.date())] == ["notice"]
    rule.write_text('["a.example"\n', encoding="utf-8")
    broken = list(_check_rules(home, today=NOW.date()))
    assert [finding.grade for finding in broken] == ["broken"]
    assert "mine.toml" in broken[0].what
