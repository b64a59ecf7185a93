"""The description of the API, held against the running portal by a program that asks everything it allows."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from tests.api.asking import ask, ledger
from tests.portal.press import Press

from headwater.api.description import describe, schemas
from headwater.api.routes import ROUTES
from headwater.project.wsgi import application
from headwater.store.models import PersonRow


def test_every_field_is_described() -> None:
    bare = [
        f"{name}.{field}"
        for name, schema in schemas().items()
        for field, said in schema["properties"].items()
        if not said.get("description") and field not in {"corrected_at", "next"}
    ]
    assert bare == []
    assert all(schema["description"] for schema in schemas().values())


def test_the_description_is_served_and_names_every_operation(program: Client) -> None:
    described = ask(program, "openapi.json")
    assert described["openapi"] == "3.1.0"
    assert len(described["paths"]) == len(ROUTES)
    assert described == json.loads(json.dumps(describe(base="http://testserver", title="Headwater")))


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=application)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


def hold(examples: int) -> None:
    """Ask every operation what its description allows and what it forbids, with keys that are there and that are not."""
    story = ask(Client(), f"articles/{ledger()}")["story"]
    person = PersonRow.objects.values_list("key", flat=True).first()
    keys = {"articles": ledger(), "stories": story, "persons": person, "outlets": "helpe"}
    asked = 0
    for operation in operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            known = keys.get(operation.path.split("/")[3])
            asked += hold_operation(operation, mode, known=known, examples=examples)
    assert asked >= 2 * len(ROUTES)


def hold_operation(operation: Any, mode: GenerationMode, *, known: str | None, examples: int) -> int:
    asked = 0

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    def held(case: Case[Any]) -> None:
        nonlocal asked
        asked += 1
        if mode is GenerationMode.POSITIVE:
            case.query.pop("cursor", None)  # it is taken from an answer, never made up
            if case.path_parameters and asked % 2:
                case.path_parameters = {"key": known}
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    held()
    return asked


def test_the_portal_does_what_the_description_says(paper: Press) -> None:
    hold(examples=4)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_the_portal_does_what_the_description_says_at_length(paper: Press) -> None:
    hold(examples=200)
