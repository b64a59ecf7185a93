"""Adding sources from a list: each is kept once, with the rights and sections that were asked for."""

import gzip
import json
import random
from pathlib import Path

import pytest
from tests.cli.test_commands import headwater
from tests.read.archives import warc_of

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


def test_a_web_archive_becomes_articles_without_a_request(portal: Path) -> None:
    paragraphs = "".join(
        f"<p>The harbour of Sorra took {number} more years than planned, and the town has paid for every one.</p>"
        for number in range(6)
    )
    html = f"<html lang=en><title>Sorra opens its harbour</title><article><h1>Sorra opens its harbour</h1>{paragraphs}"
    archive = portal.parent / "captured.warc.gz"
    archive.write_bytes(gzip.compress(warc_of({"https://ledger.example/harbour": html.encode()})))
    taken = headwater("add", str(archive), "--rights", "full", "--json", directory=portal)
    assert json.loads(taken.stdout) == {"archive": "captured.warc.gz", "damaged": False, "new": 1}
    read = json.loads(headwater("cycle", "--json", directory=portal).stdout)
    assert (read["articles recorded"], read["feeds asked"]) == (1, 0)
    assert "captured" not in headwater("doctor", directory=portal).stdout
    assert "captured" not in headwater("feeds", "--opml", directory=portal).stdout


def test_a_damaged_archive_keeps_what_came_before(portal: Path) -> None:
    whole = gzip.compress(
        warc_of({f"https://ledger.example/{number}": random.Random(1).randbytes(9000) for number in range(9)})
    )
    archive = portal.parent / "cut.warc.gz"
    archive.write_bytes(whole[: len(whole) - 40])
    taken = headwater("add", str(archive), "--json", directory=portal)
    assert "Traceback" not in taken.stderr
    assert json.loads(taken.stdout) == {"archive": "cut.warc.gz", "damaged": True, "new": 8}
    assert "damaged" in taken.stderr


def test_the_feeds_leave_as_they_came(portal: Path) -> None:
    headwater("add", str(portal.parent / "mine.opml"), "--yes", directory=portal)
    (portal.parent / "out.opml").write_text(headwater("feeds", "--opml", directory=portal).stdout)
    assert headwater("init", str(portal.parent / "second")).returncode == 0
    again = headwater("add", str(portal.parent / "out.opml"), "--yes", directory=portal.parent / "second")
    assert "2 added" in again.stderr
