"""`headwater trace`: the example of the how-to, as a reader of it types it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "how-to" / "trace-a-story").glob("*.html"))


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def without_statements(printed: str) -> list[str]:
    """Leave out the statements: what they hold and how sure they are is for other tests."""
    return [line for line in printed.splitlines() if not re.search(r"\((direct|indirect|mixed), [01]\.\d\d\)$", line)]


def test_the_how_to_shows_what_the_command_prints() -> None:
    ran = CliRunner().invoke(app, ["trace", *(str(page.relative_to(ROOT)) for page in PAGES)])
    _, shown, _ = (ROOT / "docs" / "how-to" / "trace-a-story.md").read_text("utf-8").split("```\n")
    assert without_statements(ran.stdout) == without_statements(shown)
    assert "Φαρίντ Ταμ (σύμβουλος του προέδρου Όρεν Βέιλ): «Κανείς εδώ δεν" in ran.stdout
    assert ran.exit_code == 0


def test_tools_get_prov_json_whose_selectors_find_the_words() -> None:
    ran = CliRunner().invoke(app, ["trace", str(PAGES[0]), str(PAGES[3]), "--prov"])
    document = json.loads(ran.stdout)
    assert document["prefix"]["hw"] == "urn:headwater:trace/"
    said = [each for name, each in document["entity"].items() if "#said-" in name]
    assert said
    for each in said:
        start, end = (
            next(iter(value)) if isinstance(value, list) else value for value in (each["oa:start"], each["oa:end"])
        )
        exact = each["oa:exact"][0] if isinstance(each["oa:exact"], list) else each["oa:exact"]
        assert end - start == len(exact)
    speakers = {agent["schema:name"] for agent in document["agent"].values() if "schema:name" in agent}
    assert {"Farid Tamm", "Φαρίντ Ταμ", "Meridian"} <= speakers
    assert "Oren Vale" not in speakers
    assert any(
        each.get("prov:type") == {"$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME"}
        for each in document["wasDerivedFrom"].values()
    )


def test_programs_get_the_chain_the_copies_and_the_origins_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body>\x1b]0;owned\x07</body></html>")
    saved = tmp_path / "saved.html"
    marked = "<!-- saved from url=(0030)https://www.harbourtv.example/x -->"
    saved.write_text(marked + PAGES[1].read_text("utf-8"), "utf-8")
    sources = [str(PAGES[0]), str(tmp_path / "empty.html"), str(saved)]
    ran = CliRunner().invoke(app, ["trace", *sources, "--url", "https://wire.meridian.example/1", "--json"])
    assert ran.exit_code == 1
    traced = json.loads(ran.stdout)
    assert [(page["key"], page["outlet"]) for page in traced["pages"]] == [
        ("1", "wire.meridian.example"),
        ("3", "harbourtv.example"),
    ]
    assert [each["source"] for each in traced["unread"]] == [sources[1]]
    (hop,) = traced["pages"][1]["chain"]
    assert (hop["kind"], hop["outlet"], hop["span"]["exact"]) == ("told", "wire.meridian.example", "Meridian")
    (reuse,) = traced["reuses"]
    assert (reuse["newer"], reuse["direction"]) == ("3", "newer-from-older")
    assert all(passage["newer"]["exact"] for passage in reuse["passages"])
    assert traced["independent_sources"] == 1
    assert any(reason["exact"] for reason in traced["origins"][0]["evidence"])
    assert all("Vale" not in said["speaker"]["name"] for said in traced["pages"][0]["statements"])
