"""The house keeps its shape: sizes and names that CONTRIBUTING promises."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "headwater"
REFUSED = {"utils", "helpers", "common", "core", "base", "misc", "manager", "service", "processor", "handler"}
#: Signatures that a library asks for.
NOT_OURS = {
    "resolve",
    "add_file_to_dictionary",
    "history_view",
    "log_addition",
    "log_change",
    "process_view",
    "save_model",
}
#: Django finds a database backend under this very name.
ALLOWED_PATHS = {"store/sqlite/base.py"}
MOST_LINES = 400
MOST_FUNCTION_LINES = 60


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_module_is_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_function_is_at_most_60_lines(path: Path) -> None:
    too_long = [
        f"{function.name} ({function.end_lineno - function.lineno + 1})"
        for function in functions(path)
        if function.end_lineno is not None and function.end_lineno - function.lineno + 1 > MOST_FUNCTION_LINES
    ]
    assert too_long == []


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_public_function_takes_at_most_two_positional_arguments(path: Path) -> None:
    greedy = []
    for function in functions(path):
        names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        own = [name for name in names if name not in {"self", "cls"}]
        if len(own) > 2 and not function.name.startswith("_") and function.name not in NOT_OURS:
            greedy.append(f"{function.name}{tuple(own)}")
    assert greedy == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    vague = [
        named(path)
        for path in SOURCE.rglob("*")
        if path.stem in REFUSED and named(path) not in ALLOWED_PATHS and "__pycache__" not in path.parts
    ]
    assert vague == []


def test_every_package_says_what_it_is() -> None:
    silent = [
        named(path)
        for path in SOURCE.rglob("__init__.py")
        if "migrations" not in path.parts and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


def test_half_of_all_functions_are_short() -> None:
    lengths = sorted(
        function.end_lineno - function.lineno + 1
        for path in modules()
        for function in functions(path)
        if function.end_lineno is not None
    )
    assert lengths[len(lengths) // 2] <= 12
