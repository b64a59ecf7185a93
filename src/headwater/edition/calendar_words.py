"""Words that name a month or a weekday: capitals make them look like names, and numbers before them are dates."""

from functools import lru_cache

from django.utils import translation
from django.utils.dates import WEEKDAYS

from headwater.model.translation import primary_language
from headwater.text.month_names import month_numbers
from headwater.text.words import fold

_MONTHS = frozenset(fold(form) for form in month_numbers())


def is_of_calendar(word: str, *, language: str | None) -> bool:
    """Say whether a word names a month, in any language, or a day of the week, in the one that is given.

    >>> is_of_calendar("November", language="en"), is_of_calendar("Παρασκευή", language="el")
    (True, True)
    """
    folded = fold(word.strip("."))
    return folded in _MONTHS or folded in _weekdays(primary_language(language or "en"))


@lru_cache(maxsize=64)
def _weekdays(language: str) -> frozenset[str]:
    with translation.override(language):
        return frozenset(fold(str(name)) for name in WEEKDAYS.values())
