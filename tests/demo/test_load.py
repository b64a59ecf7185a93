from pathlib import Path

import pytest

from headwater.demo.load import load_labels, load_world, read_world
from headwater.errors import KnowledgeError

EVENT = """
key = "rain"
section = "weather"
[texts.own]
language = "en"
headline = "Rain"
body = "Rain fell."
[[reports]]
outlet = "wire"
at = "1 06:00"
text = "own"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "events").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "wording.toml").write_text('[wording]\nen = [["wet", "damp"]]\n', encoding="utf-8")
    (tmp_path / "traps.toml").write_text("traps = []\n", encoding="utf-8")
    outlet = 'key = "wire"\nname = "Wire"\nkind = "agency"\nhost = "wire.example"\ncountry = "XA"\nlanguage = "en"\n'
    (tmp_path / "outlets.toml").write_text(f"[[outlets]]\n{outlet}", encoding="utf-8")
    (tmp_path / "events" / "rain.toml").write_text(EVENT, encoding="utf-8")
    return tmp_path


def test_a_folder_of_files_becomes_a_world(folder: Path) -> None:
    world = read_world(folder)
    assert [event.key for event in world.events] == ["rain"]
    assert world.house("wire").host == "wire.example"
    assert world.wording["en"] == (("wet", "damp"),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("section =", "sektion =", "sektion"),
        ('at = "1 06:00"', 'at = "6 o\'clock"', "reports"),
        ('key = "rain"', 'key = "snow"', "file and key must have one name"),
        ("[texts.own]", "[texts.own", "is not proper TOML"),
    ],
)
def test_a_malformed_file_is_named_with_what_is_wrong(folder: Path, old: str, new: str, words: str) -> None:
    path = folder / "events" / "rain.toml"
    path.write_text(EVENT.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        read_world(folder)
    assert "rain.toml" in str(raised.value)
    assert words in str(raised.value)


def test_the_shipped_files_can_be_read() -> None:
    assert load_world().events
    assert load_labels()["ar"].menu
