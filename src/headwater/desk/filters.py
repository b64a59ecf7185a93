"""What lists can be narrowed by, where the column holds a code."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.admin import AllValuesFieldListFilter, RelatedFieldListFilter

from headwater.desk.words import desk_wording, said
from headwater.edition.language_names import language_name


class CodeFilter(AllValuesFieldListFilter):
    """The values of a column, as people say them."""

    def choices(self, changelist: Any) -> Iterator[Any]:  # noqa: ANN401 - Django's own signature
        """Give what can be chosen."""
        return _spoken(super().choices(changelist), self.spoken)

    def spoken(self, code: str) -> str:
        """Give a value as it is printed."""
        return said(code) or "—"


class LanguageFilter(CodeFilter):
    """The languages of a column, by their names."""

    def spoken(self, code: str) -> str:
        """Give the name of a language."""
        return language_name(code, desk_wording().language) if code else "—"


class RoleFilter(RelatedFieldListFilter):
    """The roles that people have."""

    def choices(self, changelist: Any) -> Iterator[Any]:  # noqa: ANN401 - Django's own signature
        """Give what can be chosen."""
        return _spoken(super().choices(changelist), said)


def _spoken(choices: Iterable[Any], spoken: Callable[[str], str]) -> Iterator[Any]:
    for choice in choices:
        display = choice["display"]  # "All" is no code: it comes later, in the language of the page
        yield {**choice, "display": spoken(display) if isinstance(display, str) else display}
