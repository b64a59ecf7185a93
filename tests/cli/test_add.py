"""Adding sources from a list: each is kept once, with the rights and sections that were asked for."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import headwater

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="World"><outline text="Aegean Ledger" type="rss" xmlUrl="https://ledger.example/rss"/>
<outline text="Vael Courier" type="rss" xmlUrl="https://courier.example/feed"/></outline>
<outline text="Twice" type="rss" xmlUrl="https://ledger.example/rss"/></body></opml>"""


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    assert headwater("init", str(tmp_path / "paper")).returncode == 0
    (tmp_path / "mine.opml").write_text(OPML)
    return tmp_path / "paper"


def test_a_list_is_added_once_with_its_sections_and_rights(portal: Path) -> None:
    added = headwater("add", str(portal.parent / "mine.opml"), "--rights", "headline", "--yes", directory=portal)
    assert added.returncode == 0, added.stderr
    assert "2 added" in added.stderr
    again = headwater("add", str(portal.parent / "mine.opml"), "--yes", directory=portal)
    assert "0 added, 2 known already" in again.stderr
    listed = json.loads(headwater("feeds", "--json", directory=portal).stdout)
    assert {(feed["url"], feed["section"], feed["rights"]["extent"]) for feed in listed} == {
        ("https://ledger.example/rss", "World", "headline"),
        ("https://courier.example/feed", "World", "headline"),
    }


def test_a_file_that_is_no_list_says_so(portal: Path) -> None:
    (portal.parent / "wrong.opml").write_text("<html>no</html>")
    refused = headwater("add", str(portal.parent / "wrong.opml"), "--yes", directory=portal)
    assert refused.returncode == 1
    assert "OPML" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_address_that_does_not_answer_is_explained(portal: Path) -> None:
    refused = headwater("add", "http://127.0.0.1:9/feed", "--yes", directory=portal)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
