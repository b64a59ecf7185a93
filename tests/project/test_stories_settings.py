"""Settings of grouping that cannot work are told, with what to write."""

from pathlib import Path

import pytest

from headwater.errors import SettingsError
from headwater.project.settings_file import load_settings

WHOLE = 'embedding = "http"\nembedding_address = "http://127.0.0.1:11434/v1"\nembedding_model = "bge-m3"\n'


def loaded(tmp_path: Path, text: str) -> None:
    file = tmp_path / "headwater.toml"
    file.write_text(f"[stories]\n{text}", encoding="utf-8")
    load_settings(file)


@pytest.mark.parametrize("text", ["", WHOLE, f"{WHOLE}embedding_timeout_s = 0.5", 'embedding_model = "bge-m3"'])
def test_settings_that_work_are_taken(tmp_path: Path, text: str) -> None:
    loaded(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('embedding = "magic"', '"http"'),
        ('embedding = "http"\nembedding_model = "m"', "http://127.0.0.1:11434/v1"),
        ('embedding = "http"\nembedding_address = "https://engine.example/v1"', "embedding_model is empty"),
        (WHOLE.replace("http://127.0.0.1:11434/v1", "engine.example"), "is no address"),
        (f"{WHOLE}embedding_timeout_s = 0.0", "above 0"),
        (WHOLE.replace("bge-m3", "m" * 121), "longer than 120"),
    ],
)
def test_settings_that_cannot_work_say_what_to_write(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        loaded(tmp_path, text)
