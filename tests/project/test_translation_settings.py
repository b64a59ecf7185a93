"""Settings of translation that cannot work or contradict each other are told, with what to write."""

from pathlib import Path

import pytest

from headwater.errors import SettingsError
from headwater.project.settings_file import load_settings


def loaded(tmp_path: Path, text: str) -> None:
    file = tmp_path / "headwater.toml"
    file.write_text(f"[translation]\n{text}", encoding="utf-8")
    load_settings(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "engine = 'libretranslate'\naddress = 'http://127.0.0.1:5000'",
        "engine = 'libretranslate'\naddress = 'http://libretranslate:5000/'\ninto = 'el'\nlanguages = ['en', 'fr']",
        "engine = 'deepl'\ninto = 'pt-BR'\nwhat = 'full'",
        "engine = 'deepl'\naddress = 'http://127.0.0.1:5001'",
        "engine = 'ctranslate2'\nmodels = 'models'\ncharacters_per_day = 0",
    ],
)
def test_what_can_work_is_taken(tmp_path: Path, text: str) -> None:
    loaded(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("engine = 'babelfish'", '"libretranslate"'),
        ("engine = 'libretranslate'", "http://127.0.0.1:5000"),
        ("engine = 'libretranslate'\naddress = 'translate.example'", "https://translate.example"),
        ("engine = 'libretranslate'\naddress = 'http://me:pw@translate.example'", "is no address"),
        ("engine = 'libretranslate'\naddress = 'http://127.0.0.1:99999'", "is no address"),
        (
            "engine = 'libretranslate'\naddress = 'http://127.0.0.1:5000'\nmodels = 'm'",
            "translation.models is of no use",
        ),
        ("engine = 'deepl'\naddress = 'http://api.deepl.example'", "https://"),
        ("engine = 'ctranslate2'", "translation.models is empty"),
        ("engine = 'ctranslate2'\nmodels = 'm'\naddress = 'http://127.0.0.1:5000'", "of no use to a model"),
        ("into = 'Greek please'", "language tag"),
        ("languages = ['English']", "language tags"),
        ("languages = ['en']", "leave it out"),
        ("what = 'everything'", '"excerpt" or "full"'),
        ("characters_per_day = -1", "any number"),
        ("days = 0", "above 0"),
        ("reports_at_once = 0", "above 0"),
        ("timeout_s = 0.0", "above 0"),
        ("key = 'secret'", 'unknown setting "key"'),
    ],
)
def test_what_cannot_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as complaint:
        loaded(tmp_path, text)
    assert words in str(complaint.value)
