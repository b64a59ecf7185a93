"""Every command as a person types it: a process of its own, on a portal of its own."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.request
from pathlib import Path

import pytest
from tests.fetch.embedding_server import embedding
from tests.translation.engine_server import serving

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="en"><head><title>Harbour of Sorra opens after nine years</title>
<meta property="article:published_time" content="2026-09-22T09:00:00Z"></head><body><article>
<h1>Harbour of Sorra opens after nine years</h1>
<p>The harbour of Sorra opened on Tuesday after nine years of work, and the first ship to enter it was a dredger.</p>
<p>“We have waited long enough,” said Mara Voss, the mayor of Sorra. “Now the fish have to come back too.”</p>
<p>The work cost eleven million crowns, a third more than planned, because the old wall turned out to be older.</p>
<p>Source: Meridian</p></article></body></html>"""


def headwater(*arguments: str, directory: Path | None = None, enter: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    if directory is not None:
        environment["HEADWATER_DIR"] = str(directory)
    command = [sys.executable, "-m", "headwater.cli.main", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, input=enter, timeout=100, cwd=ROOT, check=False
    )


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("cli") / "paper"
    made = headwater("init", str(directory))
    assert made.returncode == 0, made.stderr
    return directory


def add_feed(directory: Path, url: str) -> None:
    with sqlite3.connect(directory / "headwater.sqlite3") as database:
        state = '{"v":1,"d":{"due_at":"2999-01-01T00:00:00Z"}}'
        document = json.dumps({"v": 1, "d": {"url": url, "outlet": "ledger.example"}})
        database.execute(
            "INSERT OR REPLACE INTO store_feedrow (key, url, host, outlet_key, added_at, due_at, retired, paused, problem,"
            " document, state) VALUES ('abc', ?, 'ledger.example', 'ledger.example', '2026-01-01', '2999-01-01', 0, 0, '',"
            " ?, ?)",
            (url, document, state),
        )


def test_the_version_is_printed() -> None:
    assert headwater("--version").stdout.startswith("headwater 0.")


def test_without_a_portal_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    lost = headwater("feeds", directory=tmp_path)
    assert lost.returncode == 1
    assert "headwater init" in lost.stderr
    assert "Traceback" not in lost.stderr


def test_a_wrong_setting_is_one_message(tmp_path: Path) -> None:
    headwater("init", str(tmp_path / "paper"))
    (tmp_path / "paper" / "headwater.toml").write_text("[server]\nport = 'http'\n")
    wrong = headwater("feeds", directory=tmp_path / "paper")
    assert wrong.returncode == 1
    assert "server.port" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_new_portal_lists_no_feeds(portal: Path) -> None:
    assert "headwater add" in headwater("feeds", "--dir", str(portal)).stderr


def test_feeds_are_listed_for_people_and_for_programs(portal: Path) -> None:
    add_feed(portal, "https://ledger.example/rss")
    assert "https://ledger.example/rss" in headwater("feeds", directory=portal).stdout
    listed = json.loads(headwater("feeds", "--json", directory=portal).stdout)
    assert listed[0]["url"] == "https://ledger.example/rss"


def test_a_page_in_a_file_is_read_as_an_article(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    shown = headwater("read", str(tmp_path / "page.html"), "--url", "https://ledger.example/a", "--explain")
    assert shown.returncode == 0, shown.stderr
    assert "Harbour of Sorra opens" in shown.stdout
    assert "Mara Voss" in shown.stdout
    plain = json.loads(headwater("read", str(tmp_path / "page.html"), "--json").stdout)
    assert plain["article"]["headline"] == "Harbour of Sorra opens after nine years"
    assert plain["traced"]["statements"]


def test_what_was_cut_from_a_page_is_shown_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.replace("</body>", "<p>Advertisement</p></body>"))
    shown = headwater("read", str(tmp_path / "page.html"), "--url", "https://ledger.example/a", "--explain")
    assert "What was cut, and why" in shown.stdout
    assert "line of the site" in shown.stdout
    assert "What was cut" not in headwater("read", str(tmp_path / "page.html")).stdout


def test_what_is_no_article_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    refused = headwater("read", str(tmp_path / "empty.html"))
    assert refused.returncode == 1
    assert "no article" in refused.stderr


def test_terminal_controls_in_a_page_do_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.replace("Harbour of Sorra opens", "Harbour \x1b]0;owned\x07[red]opens"))
    shown = headwater("read", str(tmp_path / "page.html"))
    assert "\x1b" not in shown.stdout
    assert "\x07" not in shown.stdout


def test_the_doctor_names_what_is_broken_and_the_mend(portal: Path) -> None:
    (portal / "secret.key").chmod(0o644)
    sick = headwater("doctor", directory=portal)
    assert sick.returncode == 1
    assert "chmod 600" in sick.stdout
    (portal / "secret.key").chmod(0o600)
    findings = json.loads(headwater("doctor", "--json", directory=portal).stdout)
    assert all({"grade", "what", "mend"} <= set(finding) for finding in findings)
    assert not [finding for finding in findings if finding["grade"] == "broken"]


def test_the_doctor_asks_those_the_portal_works_with(tmp_path: Path) -> None:
    directory = tmp_path / "paper"
    assert headwater("init", str(directory)).returncode == 0

    def found(address: str, embeddings: str) -> list[str]:
        stories = f'[stories]\nembedding = "http"\nembedding_address = "{embeddings}"\nembedding_model = "letters"\n'
        wanted = f'[translation]\nengine = "libretranslate"\naddress = "{address}"\nlanguages = ["fr", "sw"]\n'
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {free_port()}\ntls = "none"\nfrom_address = "a@lantern.example"\n'
        portal = '[portal]\naddress = "https://lantern.example"\n'
        (directory / "headwater.toml").write_text(f"{portal}\n{wanted}\n{mail}\n{stories}", encoding="utf-8")
        checked = headwater("doctor", "--json", directory=directory)
        assert checked.stdout, checked.stderr
        return [each["what"] for each in json.loads(checked.stdout)]

    with serving() as engine, embedding() as embedder:
        findings = found(engine.address, embedder.address)
        assert any("the mail server does not take letters: 127.0.0.1" in what for what in findings), findings
        assert any("does not translate from sw into en" in what for what in findings), findings
        assert any("the embedding model tells events apart badly" in what for what in findings), findings
        assert not any(
            "harbour" not in text and "Hafen" not in text and "school" not in text for text in embedder.texts
        )
    findings = found(engine.address, embedder.address)
    assert any("does not translate, reports wait" in what for what in findings)
    assert any("the embedding engine gives none" in what for what in findings)


def test_a_person_is_made_and_a_weak_password_refused(portal: Path) -> None:
    weak = headwater("user", "mara", directory=portal, enter="12345\n12345\n")
    assert weak.returncode == 1
    made = headwater("user", "mara", "--role", "editor", directory=portal, enter="a harbour for 9 fish\n" * 2)
    assert made.returncode == 0, made.stderr
    with sqlite3.connect(portal / "headwater.sqlite3") as database:
        assert database.execute("SELECT is_staff, is_superuser FROM auth_user").fetchall() == [(1, 0)]


def test_a_backup_restores_elsewhere_and_overwrites_nothing(portal: Path, tmp_path: Path) -> None:
    add_feed(portal, "https://ledger.example/rss")
    archive = tmp_path / "paper.tar"
    assert headwater("backup", str(archive), directory=portal).returncode == 0
    assert headwater("backup", str(archive), directory=portal).returncode == 1
    restored = headwater("restore", str(archive), str(tmp_path / "restored"))
    assert restored.returncode == 0, restored.stderr
    listed = json.loads(headwater("feeds", "--json", directory=tmp_path / "restored").stdout)
    assert [feed["url"] for feed in listed] == ["https://ledger.example/rss"]
    assert (tmp_path / "restored" / "secret.key").read_text() == (portal / "secret.key").read_text()
    assert headwater("restore", str(archive), str(portal)).returncode == 1


def test_an_archive_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "other.tar", "w"):
        pass
    refused = headwater("restore", str(tmp_path / "other.tar"), str(tmp_path / "restored"))
    assert refused.returncode == 1
    assert "not an archive" in refused.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_taken_port_is_named_with_the_next_free_one(portal: Path) -> None:
    add_feed(portal, "https://ledger.example/rss")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = headwater("run", "--port", str(port), directory=portal)
    assert refused.returncode == 1
    assert f"port {port}" in refused.stderr
    assert "headwater run --port" in refused.stderr


def test_run_serves_the_paper_and_ends_without_orphans(portal: Path) -> None:
    add_feed(portal, "https://ledger.example/rss")
    port = free_port()
    command = [sys.executable, "-m", "headwater.cli.main", "run", "--dir", str(portal), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert fetched(f"http://127.0.0.1:{port}/healthz", seconds=60)
        second = headwater("cycle", directory=portal)
        assert second.returncode == 1
        assert "is at work" in second.stderr
    finally:
        process.terminate()
        process.communicate(timeout=60)
    left = subprocess.run(["pgrep", "-f", str(portal)], capture_output=True, text=True, check=False)
    assert left.stdout == ""


def test_a_killed_run_leaves_no_orphan(portal: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "headwater.cli.main", "run", "--dir", str(portal), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    assert fetched(f"http://127.0.0.1:{port}/healthz", seconds=60)
    process.kill()
    process.wait()
    for _ in range(100):
        left = subprocess.run(["pgrep", "-f", str(portal)], capture_output=True, text=True, check=False).stdout
        if not left:
            return
        time.sleep(0.1)
    pytest.fail(f"still there: {left}")


def fetched(url: str, *, seconds: float) -> bytes:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                body: bytes = answer.read()
                return body
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
