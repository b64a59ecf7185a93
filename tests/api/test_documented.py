"""The documents of the API: every operation and field is in the reference, and the script of the how-to runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.portal.press import Press

from headwater.api.description import schemas
from headwater.api.routes import ROUTES

DOCS = Path(__file__).parents[2] / "docs"


def test_every_operation_is_in_the_reference() -> None:
    reference = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    for route in ROUTES:
        assert f"| `/api/v1/{route.path}` | `{route.name}`" in reference
        line = next(line for line in reference.splitlines() if f"`{route.name}`" in line)
        assert all(f"`{parameter.name}`" in line for parameter in route.parameters if parameter.place == "query")


def test_every_value_is_in_the_reference_with_its_fields_as_the_code_describes_them() -> None:
    sections = (DOCS / "reference" / "api.md").read_text(encoding="utf-8").split("\n### ")
    written = {section.partition("\n")[0]: section for section in sections}
    for name, schema in schemas().items():
        for field, said in schema["properties"].items():
            assert f"| `{field}` | {said.get('description', '')}" in written[name], f"{name}.{field}"


@pytest.mark.django_db(transaction=False)
def test_the_script_of_the_how_to_draws_whom_an_outlet_copies(
    paper: Press, live_server: object, tmp_path: Path
) -> None:
    words = (DOCS / "how-to" / "use-the-api.md").read_text(encoding="utf-8")
    script = re.search(r"```python\n(.*?)```", words, re.DOTALL)
    assert script is not None
    assert len([line for line in script[1].splitlines() if line.strip()]) <= 10
    (tmp_path / "habits.py").write_text(script[1], encoding="utf-8")
    command = [sys.executable, str(tmp_path / "habits.py"), str(live_server), "helpe"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["HEL-PE: 1 reports, 0 in its own words", "            Meridian █ 1"]
