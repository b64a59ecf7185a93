"""The description of the API (OpenAPI 3.1.0), made from the table of operations and the values they give."""

from collections.abc import Mapping
from typing import Any

import msgspec

from headwater import __version__
from headwater.api.problems import MEDIA_TYPE
from headwater.api.routes import JSON, ROUTES, Route
from headwater.api.values import Problem

_TEMPLATE = "#/components/schemas/{name}"
_ABOUT = (
    "What this portal knows: articles, who said what in them, where they came from, who copied whom. "
    "Read only. It shows what the pages of the portal show and no more: rights, embargoes and takedowns hold here too, "
    "so an answer of 410 means that your copy has to go as well."
)


def describe(*, base: str, title: str) -> dict[str, Any]:
    """Give the description of the API of a portal, by its public address and its name."""
    paths = {f"/api/v1/{route.path}": {"get": _operation(route)} for route in ROUTES}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__, "description": _ABOUT},
        "servers": [{"url": base or "/"}],
        "security": [{}, {"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A key raises the number of requests in a minute. Ask the portal's operator.",
                }
            },
            "headers": {
                "ETag": {
                    "description": "Send it as If-None-Match to hear 304 while nothing has changed.",
                    "schema": {"type": "string"},
                },
                "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
            },
        },
    }


def schemas() -> dict[str, Any]:
    """Give the schema of every value that the API answers with, by its name (JSON Schema 2020-12)."""
    kinds = [route.gives for route in ROUTES if route.gives is not None]
    _, components = msgspec.json.schema_components([Problem, *dict.fromkeys(kinds)], ref_template=_TEMPLATE)
    return dict(sorted(components.items()))


def _operation(route: Route) -> dict[str, Any]:
    return {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.path.partition("/")[0]],
        "parameters": [
            {
                "name": parameter.name,
                "in": parameter.place,
                "required": parameter.place == "path",
                "description": parameter.description,
                "schema": parameter.schema,
            }
            for parameter in route.parameters
        ],
        "responses": _responses(route),
    }


def _responses(route: Route) -> Mapping[str, Any]:
    schema = (
        {"$ref": _TEMPLATE.format(name=route.gives.__name__)}
        if route.gives is not None
        else {"type": "object", "description": route.standard}
    )
    found = {
        "200": {
            "description": route.summary,
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": {JSON: {"schema": schema}},
        },
        "304": {"description": "Nothing has changed since the answer with that ETag."},
        "400": _problem("A parameter cannot be understood; the detail says which and why."),
        "401": _problem("The key is unknown or revoked, or this portal answers nobody without one."),
        "429": _problem("Too many requests in this minute.")
        | {"headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}},
    }
    if any(parameter.place == "path" for parameter in route.parameters):
        found["404"] = _problem("There is nothing with this key, or nothing of it may be shown yet.")
        found["410"] = _problem("It was here and has been taken away, or has become part of something else.")
    return found


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": _TEMPLATE.format(name=Problem.__name__)}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}
