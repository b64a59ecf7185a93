"""Stories in lists, kept as finished markup: a new publication changes a few of the forty that a page shows."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.template import engines
from jinja2 import Environment
from markupsafe import Markup

from headwater.edition.cards import Card
from headwater.portal.frame import Frame

#: The front page and every section, a few times over; a fragment has about a kilobyte.
_KEPT = 2048

#: What decides the looks of a card beside the card: a name and its value.
Look = tuple[tuple[str, Any], ...]


def fragments_of(frame: Frame) -> Callable[..., Markup]:
    """Give the function that templates call for a story in a list: `story(card, level=3)`.

    The markup comes from `card.html`. It is kept under everything that template is given, so nothing has to be
    thrown away when a story, its rights, the language or the day change.
    """

    def story(card: Card, **look: Any) -> Markup:  # noqa: ANN401 - what the template wants to know
        return _rendered(_Key(card, frame), tuple(sorted(look.items())))

    return story


class _Key:
    """A card in a frame, equal to another one where a reader would see no difference."""

    __slots__ = ("card", "frame", "parts")

    def __init__(self, card: Card, frame: Frame) -> None:
        self.card, self.frame = card, frame
        words = (card.path, card.headline, card.summary, card.image, card.section, card.language)
        where_from = (card.outlet_key, card.outlet, card.origin, card.last_updated)
        told = card.translation
        in_own = (told.headline, told.excerpt, told.source, told.engine) if told else ()
        self.parts = (*words, *in_own, *where_from, frame.times.today, frame.times.zone.key, frame.language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)


@lru_cache(maxsize=_KEPT)
def _rendered(key: _Key, look: Look) -> Markup:
    frame = key.frame
    given: dict[str, Any] = {"card": key.card, "look": dict(look), "frame": frame, "say": frame.say}
    given |= {"times": frame.times, "item": None}  # no card stands inside another one
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined]  # Django's base class knows no env
    return Markup(environment.get_template("card.html").render(given))  # noqa: S704 - escaped by the template
