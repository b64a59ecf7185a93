"""DeepL, and whatever speaks as its API does: `POST /v2/translate`, `GET /v2/languages`."""

from typing import Any

from headwater.translation.engine import Ask, NoAnswer, answered
from headwater.translation.line import Line

FREE_ADDRESS, PRO_ADDRESS = "https://api-free.deepl.com", "https://api.deepl.com"
#: Keys of the free plan end so, and are known to its own address alone.
_FREE_KEY = ":fx"
#: Languages that DeepL takes and wants to be told the variety of where they are the target.
_TARGETS = {"en": "EN-GB", "pt": "PT-PT", "no": "NB", "nn": "NB"}
_SOURCES = {"no": "NB", "nn": "NB"}


class DeepL:
    """DeepL's API."""

    name = "DeepL"
    #: The API's own limits: 50 texts and 128 KiB in one request.
    most_texts = 50
    most_characters = 20_000
    keeps_tags = True

    def __init__(self, line: Line) -> None:
        """Take the line to it, which carries the key."""
        self._line = line

    def sources(self, target: str) -> frozenset[str] | NoAnswer:
        """Give the languages that DeepL translates from into a language."""
        found = []
        for kind in ("target", "source"):
            listed = self._line.get(f"/v2/languages?type={kind}")
            if isinstance(listed, NoAnswer):
                return listed
            if not isinstance(listed, list):
                return self._line.misunderstood()
            codes = [language.get("language") for language in listed if isinstance(language, dict)]
            found.append({code.partition("-")[0].casefold() for code in codes if isinstance(code, str)})
        targets, sources = found
        if "nb" in sources:
            sources |= {"no", "nn"}
        wanted = "nb" if target in {"no", "nn"} else target
        return frozenset(sources - {target}) if wanted in targets else frozenset()

    def translate(self, ask: Ask) -> tuple[str, ...] | NoAnswer:
        """Give the texts in the other language."""
        asked: dict[str, Any] = {
            "text": list(ask.texts),
            "source_lang": _SOURCES.get(ask.source, ask.source).upper(),
            "target_lang": _TARGETS.get(ask.target, ask.target).upper(),
            "preserve_formatting": True,
        }
        said = self._line.post("/v2/translate", asked | ({"tag_handling": "xml"} if ask.is_markup else {}))
        if isinstance(said, NoAnswer):
            return said
        translations = said.get("translations") if isinstance(said, dict) else None
        if not isinstance(translations, list):
            return self._line.misunderstood()
        texts = [each.get("text") if isinstance(each, dict) else None for each in translations]
        return answered(texts, ask=ask, name=self.name)


def address_of(key: str) -> str:
    """Give the address that a key is known at.

    >>> address_of("279a2e9d:fx")
    'https://api-free.deepl.com'
    """
    return FREE_ADDRESS if key.endswith(_FREE_KEY) else PRO_ADDRESS


def headers_of(key: str) -> dict[str, str]:
    """Give the header that carries a key."""
    return {"Authorization": f"DeepL-Auth-Key {key}"}
