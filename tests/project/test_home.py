"""One directory holds a portal, and two runs are kept apart."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.errors import HomeError
from headwater.project.home import create_home, find_home
from headwater.project.lock import run_lock


def test_a_new_portal_has_settings_and_a_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    home = create_home(tmp_path / "paper")
    assert home.settings().portal.name == "My Headwater"
    assert len(home.secret()) > 50
    assert stat.S_IMODE(home.secret_file.stat().st_mode) == 0o600


def test_making_a_portal_again_changes_nothing(tmp_path: Path) -> None:
    home = create_home(tmp_path / "paper")
    home.settings_file.write_text('[portal]\nname = "The Estuary"\n', encoding="utf-8")
    secret = home.secret()
    again = create_home(tmp_path / "paper")
    assert (again.settings().portal.name, again.secret()) == ("The Estuary", secret)


def test_a_portal_is_found_by_name_by_environment_and_by_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, environment, here = (create_home(tmp_path / name) for name in ("named", "environment", "here"))
    monkeypatch.delenv("HEADWATER_DIR", raising=False)
    monkeypatch.chdir(here.directory)
    assert find_home().directory == here.directory
    monkeypatch.setenv("HEADWATER_DIR", str(environment.directory))
    assert find_home().directory == environment.directory
    assert find_home(named.directory).directory == named.directory


def test_where_there_is_no_portal_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="headwater init"):
        find_home(tmp_path)


def test_a_directory_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match="cannot be made"):
        create_home(tmp_path / "file" / "paper")


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    with (
        run_lock(tmp_path / "run.lock"),
        pytest.raises(HomeError, match=f"process {os.getpid()}"),
        run_lock(tmp_path / "run.lock"),
    ):
        pytest.fail("two runs at once")


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from headwater.project.lock import run_lock\n"
        "with run_lock(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "run.lock")], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with run_lock(tmp_path / "run.lock"):
        pass
