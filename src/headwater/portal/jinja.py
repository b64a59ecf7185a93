"""The environment that the site's templates are rendered in."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_SHIPPED = Path(__file__).parent / "templates"


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Django hands Jinja's own options through
    """Give the template environment: the operator's folder first, then what is shipped; all output escaped."""
    loader = options.pop("loader", None)
    operators = list(getattr(loader, "searchpath", []))
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    options["autoescape"] = True
    return Environment(loader=FileSystemLoader([*operators, _SHIPPED]), **options)  # noqa: S701 - set just above
