"""Nothing public is undocumented, and what the docs name exists."""

import re
from pathlib import Path

import msgspec
import typer.main
from typer.core import TyperGroup

from headwater.cli.main import app
from headwater.newsroom.steps import STEPS
from headwater.project.config import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def words(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def command_group() -> TyperGroup:
    return typer.main.get_group(app)


def test_every_command_is_in_the_reference() -> None:
    reference = words("reference/commands.md")
    missing = [name for name in command_group().commands if f"`headwater {name}" not in reference]
    assert missing == []


def test_every_option_is_in_the_reference() -> None:
    reference = words("reference/commands.md")
    missing = [
        f"{name} {option}"
        for name, command in command_group().commands.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option not in {"--help", "--dir"} and f"{option}" not in reference
    ]
    assert missing == []


def test_every_command_in_the_docs_exists() -> None:
    known = set(command_group().commands)
    named = {
        (path.name, command)
        for path in [*DOCS.rglob("*.md"), ROOT / "README.md"]
        for command in re.findall(r"(?:`|^|bin/)headwater ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {each for each in named if each[1] not in known} == set()


def test_every_setting_is_in_the_reference_with_its_default() -> None:
    reference = words("reference/settings.md")
    plain = msgspec.to_builtins(Settings())
    for section, settings in plain.items():
        for name, default in settings.items():
            line = next((line for line in reference.splitlines() if line.startswith(f"| `{section}.{name}` |")), "")
            assert line, f"{section}.{name} is not documented"
            assert msgspec.json.encode(default).decode() in line, f"{section}.{name} has another default"


def test_every_documented_setting_exists() -> None:
    plain = msgspec.to_builtins(Settings())
    for section, name in re.findall(r"^\| `([a-z]+)\.([a-z_]+)` \|", words("reference/settings.md"), re.MULTILINE):
        assert name in plain[section]


def test_every_step_is_in_the_reference_with_its_version() -> None:
    reference = words("reference/steps.md")
    for step in STEPS:
        assert f"| {step.name} | {step.version} | {step.takes} | {step.gives} |" in reference


def test_every_dependency_is_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert wanted is not None
    explained = words("design/dependencies.md").casefold()
    names = re.findall(r'"([A-Za-z0-9_.-]+)', wanted.group(1))
    assert [name for name in names if name.casefold() not in explained] == []


def test_every_link_inside_the_docs_leads_somewhere() -> None:
    broken = []
    for path in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_every_test_that_the_docs_name_exists() -> None:
    missing = [
        f"{path.relative_to(ROOT)} -> {file}::{name}"
        for path in DOCS.rglob("*.md")
        for file, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", path.read_text(encoding="utf-8"))
        if not (ROOT / file).exists() or f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_sentence_of_the_promise_names_a_test() -> None:
    promise = words("how-to/what-it-promises.md").partition("## ")[0]
    sentences = re.split(r"^\d\. ", promise, flags=re.MULTILINE)[1:]
    assert len(sentences) == 4
    assert [sentence for sentence in sentences if "`tests/" not in sentence] == []


def test_lock_files_hold_no_address_of_a_registry() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert set(re.findall(r"^\s*(-[\w-]*)", text, re.MULTILINE)) == {"--hash"}
        pinned = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
