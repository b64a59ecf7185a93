"""The environment that the site's templates are rendered in."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from headwater.edition import addresses
from headwater.edition.country_names import country_name
from headwater.edition.direction import direction_of, tied, without_overrides
from headwater.edition.language_names import language_name
from headwater.edition.reasons import is_said, origin_name, reason_in
from headwater.edition.render import render_image
from headwater.edition.text_fragments import fragment_address
from headwater.text.urls import normalise

_SHIPPED = Path(__file__).parent / "templates"


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Django hands Jinja's own options through
    """Give the template environment: the operator's folder first, then what is shipped; all output escaped."""
    loader = options.pop("loader", None)
    operators = list(getattr(loader, "searchpath", []))
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    options["autoescape"] = True
    options["finalize"] = _printed
    made = Environment(loader=FileSystemLoader([*operators, _SHIPPED]), **options)  # noqa: S701 - set just above
    made.globals.update(
        outlet_path=addresses.outlet_path,
        section_path=addresses.section_path,
        article_path=addresses.article_path,
        person_path=addresses.person_path,
        fragment=fragment_address,
        language_name=language_name,
        country_name=country_name,
        picture=render_image,
        reason_is_said=is_said,
        reason_in=reason_in,
        origin_name=origin_name,
    )
    made.filters["direction"] = direction_of
    made.filters["web"] = _web
    made.filters["tied"] = _tied
    return made


def _printed(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Give what a template prints, without the characters that turn their surroundings round."""
    if isinstance(value, Markup):
        return Markup(without_overrides(value))  # noqa: S704 - it was markup before
    return without_overrides(value) if isinstance(value, str) else value


def _tied(words: str) -> str:
    """Give a headline that no line break parts inside a score."""
    return Markup(tied(words)) if isinstance(words, Markup) else tied(words)  # noqa: S704 - it was markup before


def _web(address: str | None) -> str:
    """Give an address that came from outside, fit for a link: http and https alone, nothing for any other."""
    return normalise(address or "") or ""
