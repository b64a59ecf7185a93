"""The desk's own words in the portal's language, as pages have theirs; what Django's admin says comes with Django."""

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.timezone import localtime

from headwater.edition.wording import Wording, wording_of


def desk_wording() -> Wording:
    """Give the phrases in the portal's language."""
    return wording_of(settings.PORTAL.portal.language)


def say(name: str, count: int | None = None, /, **values: object) -> str:
    """Give a phrase in the portal's language."""
    return desk_wording().say(name, count, **values)


#: A phrase for what a class holds: said only where it is printed.
later = lazy(say, str)


def said(code: str) -> str:
    """Give a code as people say it, or as it is where nobody wrote words for it."""
    return say(f"desk_value.{code}") if code and desk_wording().has(f"desk_value.{code}") else code


def moment(at: datetime) -> str:
    """Give a time in the portal's zone, as its language writes it."""
    return date_format(localtime(at), "DATETIME_FORMAT")


class Rooms:
    """All phrases, for templates: `{{ words.desk_letters.title }}`."""

    def __getitem__(self, room: str) -> "Room":
        """Give the phrases of one room."""
        return Room(room)


class Room:
    """The phrases of one room."""

    def __init__(self, name: str) -> None:
        """Take the room's name."""
        self._name = name

    def __getitem__(self, phrase: str) -> str:
        """Give a phrase."""
        return say(f"{self._name}.{phrase}")
