"""What touches the database passes on PostgreSQL as it does on SQLite: the same tests, run again on a server of our own.

Skips where PostgreSQL's own programs are not installed (Debian: `apt-get install postgresql`).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from postgresql import Cluster, programs

ROOT = Path(__file__).parent.parent
#: What reads or writes rows in ways that the two databases may answer differently: every time.
ON_BOTH = [
    "tests/store",
    "tests/newsroom/test_hubs.py",
    "tests/newsroom/test_record.py",
    "tests/newsroom/test_takedown.py",
    "tests/newsroom/test_edits.py",
    "tests/newsletter/test_sending.py",
    "tests/portal/test_search.py",
    "tests/portal/test_page_cache.py",
    "tests/translation/test_office.py",
]
#: Every door on PostgreSQL takes minutes: nightly.
DOORS = ["tests/desk", "tests/portal", "tests/newsletter"]
#: The torture of the SQLite file and the kills are SQLite's own; what a browser does is no database's business.
LEFT_OUT = [
    "--ignore=tests/store/test_torture.py",
    "--ignore=tests/newsletter/test_faults.py",
    "--ignore=tests/portal/test_browser.py",
    "--ignore=tests/portal/test_nothing_runs.py",
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="hw") as folder:
        cluster = Cluster(Path(folder), binaries=binaries)
        cluster.start()
        try:
            yield cluster.url
        finally:
            cluster.stop()


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("paths", [ON_BOTH, pytest.param(DOORS, marks=pytest.mark.nightly)], ids=["rows", "doors"])
def test_the_database_tests_pass_on_postgresql(server: str, paths: Sequence[str]) -> None:
    command = [sys.executable, "-m", "pytest", *LEFT_OUT, *paths]
    environment = {**os.environ, "HEADWATER_DATABASE_URL": server}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout


@pytest.mark.timeout(200)
def test_a_portal_moves_to_postgresql_and_back(server: str, tmp_path: Path) -> None:
    def headwater(*arguments: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
        command = [sys.executable, "-m", "headwater.cli.main", *arguments]
        subprocess.run(command, check=True, env=kept, capture_output=True, timeout=90)

    def dump(directory: Path) -> str:
        script = "import sys; from pathlib import Path; from headwater.cli.opening import open_portal\n"
        script += "open_portal(Path(sys.argv[1]))\n"
        script += "from headwater.store.dump import canonical_dump; print('\\n'.join(canonical_dump()))"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
        command = [sys.executable, "-c", script, str(directory)]
        return subprocess.run(command, check=True, env=kept, capture_output=True, text=True, timeout=90).stdout

    fill = ROOT / "tests" / "newsroom" / "fill_portal.py"
    headwater("init", str(tmp_path / "first"))
    subprocess.run([sys.executable, str(fill), str(tmp_path / "first")], check=True, timeout=90)
    headwater("backup", str(tmp_path / "first.tar"), "--dir", str(tmp_path / "first"))
    headwater("restore", str(tmp_path / "first.tar"), str(tmp_path / "second"), "--database", server)
    headwater("backup", str(tmp_path / "second.tar"), "--dir", str(tmp_path / "second"))
    headwater("restore", str(tmp_path / "second.tar"), str(tmp_path / "third"), "--database", "")
    first = dump(tmp_path / "first")
    assert first.count("store.ArticleRow") > 10
    assert dump(tmp_path / "second") == first
    assert dump(tmp_path / "third") == first
