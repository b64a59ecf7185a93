"""Which reports are shown in the portal's language, and what is held of them in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings

from headwater.model.listing import HeldArticle
from headwater.model.translation import primary_language
from headwater.store.translations import translations_of


def language_wanted() -> str | None:
    """Give the primary language that reports are translated into; None where translation is off."""
    chosen = settings.PORTAL.translation
    if chosen.engine == "off":
        return None
    return primary_language(chosen.into or settings.PORTAL.portal.language)


def with_translations(held: Sequence[HeldArticle]) -> tuple[HeldArticle, ...]:
    """Give our copies of reports with what is held of them in the portal's language, in their order.

    One question, and none where translation is off or all are in that language.
    """
    language = language_wanted()
    if language is None:
        return tuple(held)
    foreign = [copy.key for copy in held if is_foreign(copy, language=language)]
    found = translations_of(foreign, language=language)
    return tuple(replace(copy, translation=found[copy.key]) if copy.key in found else copy for copy in held)


def is_foreign(held: HeldArticle, *, language: str) -> bool:
    """Whether a report is in another language than a primary one; a report that does not say is not."""
    own = primary_language(held.article.language)
    return bool(own) and own != language


def by_key(held: Iterable[HeldArticle]) -> dict[str, HeldArticle]:
    """Give reports by their keys, with their translations."""
    return {copy.key: copy for copy in with_translations(tuple(held))}
