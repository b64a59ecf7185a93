"""What countries are called, in the language of the interface."""

from headwater.data.load import load_countries
from headwater.model.translation import primary_language


def country_name(code: str | None, language: str) -> str:
    """Give the name of a country, by ISO 3166-1 code, in a language, else in English; empty where nobody knows it.

    Codes that the standard leaves to their users (AA, XA, ZZ) name nothing.

    >>> country_name("GR", "de-AT"), country_name("gr", "ja"), country_name("XL", "en")
    ('Griechenland', 'Greece', '')
    """
    called = load_countries().get((code or "").upper(), {})
    return called.get(primary_language(language)) or called.get("en", "")
