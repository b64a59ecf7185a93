"""LibreTranslate, and whatever speaks as it does: `POST /translate` with an array `q`, `GET /languages`."""

from typing import Any

from headwater.text.languages import normalise_tag
from headwater.translation.engine import Ask, NoAnswer, answered
from headwater.translation.line import Line

_NAME = "LibreTranslate"


class LibreTranslate:
    """An engine that answers as LibreTranslate does."""

    name = _NAME
    #: A server's own limits are 5,000 characters where its operator sets one; a small machine is slow with more.
    most_texts = 20
    most_characters = 5_000
    keeps_tags = True

    def __init__(self, line: Line, *, key: str = "") -> None:
        """Take the line to it, and the key where it wants one."""
        self._line = line
        self._key = key
        #: From a primary language to the tag that the server has for it: "zh" may be "zh-Hans" there.
        self._codes: dict[str, str] = {}

    def sources(self, target: str) -> frozenset[str] | NoAnswer:
        """Give the languages that the server translates from into a language."""
        listed = self._line.get("/languages")
        if isinstance(listed, NoAnswer):
            return listed
        if not isinstance(listed, list):
            return self._line.misunderstood()
        languages = [language for language in listed if isinstance(language, dict) and _text(language.get("code"))]
        self._codes = {_primary(language["code"]): language["code"] for language in reversed(languages)}
        return frozenset(_primary(language["code"]) for language in languages if _leads_to(language, target))

    def translate(self, ask: Ask) -> tuple[str, ...] | NoAnswer:
        """Give the texts in the other language."""
        asked: dict[str, Any] = {
            "q": list(ask.texts),
            "source": self._codes.get(ask.source, ask.source),
            "target": self._codes.get(ask.target, ask.target),
            "format": "html" if ask.is_markup else "text",
        }
        said = self._line.post("/translate", asked | ({"api_key": self._key} if self._key else {}))
        if isinstance(said, NoAnswer):
            return said
        texts = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(texts, list):
            return self._line.misunderstood()
        return answered(texts, ask=ask, name=self.name)


def _leads_to(language: dict[str, Any], target: str) -> bool:
    targets = language.get("targets")
    if not isinstance(targets, list):  # older servers translate each language into each other one
        return _primary(language["code"]) != target
    return _primary(language["code"]) != target and target in {_primary(code) for code in targets if _text(code)}


def _primary(code: str) -> str:
    return (normalise_tag(code) or code).partition("-")[0].casefold()


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value)
