"""What languages are called, in the language of the interface; Django knows the names."""

from functools import lru_cache

from django.utils import translation
from django.utils.translation import get_language_info

from headwater.model.translation import primary_language

#: Languages that Django knows in two varieties, or under another tag.
_KNOWN_AS = {"zh": "zh-hans", "no": "nb"}


@lru_cache(maxsize=512)
def language_name(tag: str, language: str) -> str:
    """Give the name of a language, as BCP 47 tag, in another one; the tag itself where nobody knows it.

    >>> language_name("en-GB", "el"), language_name("fr", "de"), language_name("xx", "en")
    ('Αγγλικά', 'Französisch', 'xx')
    """
    primary = primary_language(tag)
    try:
        with translation.override(primary_language(language)):
            return str(get_language_info(_KNOWN_AS.get(primary, primary))["name_translated"])
    except KeyError:
        return tag
