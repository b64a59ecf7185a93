"""The settings file is checked as a whole, and every message says what to change."""

from pathlib import Path

import pytest

from headwater.errors import SettingsError
from headwater.project.settings_file import load_settings, starting_text


def loaded(tmp_path: Path, text: str) -> object:
    file = tmp_path / "headwater.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_the_starting_text_is_valid(tmp_path: Path) -> None:
    loaded(tmp_path, starting_text())


def test_an_empty_file_has_the_defaults(tmp_path: Path) -> None:
    loaded(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[portal", "not TOML"),
        ("[portal]\nnam = 'x'", 'unknown setting "nam"'),
        ("[server]\nport = 'x'", "server.port"),
        ("[server]\nport = 0", "choose 1 to 65535"),
        ("[portal]\ncolour = 'teal'", '"#0a5a68"'),
        ("[portal]\ntime_zone = 'Atlantis'", "Europe/Athens"),
        ("[portal]\nname = ' '", "give the portal a name"),
        ("[portal]\naddress = 'news.example'", "https://news.example"),
        ("[portal]\nlanguage = 'English please'", "language tag"),
        ("[database]\nurl = 'mysql://x'", "postgresql://"),
        ("[fetch]\nhost_interval_s = -1.0", "1.0 is polite"),
        ("[newsroom]\nworker_memory_mb = 10", "256"),
        ("[retention]\nbytes_days = -1", "for ever"),
        ("[demo]\nstarted_at = 'yesterday'", "demo.started_at"),
        ("[nonsense]\nx = 1", 'unknown setting "nonsense"'),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as complaint:
        loaded(tmp_path, text)
    assert words in str(complaint.value)
    assert "headwater.toml" in str(complaint.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "nowhere.toml")
