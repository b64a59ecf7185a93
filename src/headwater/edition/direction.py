"""Which way a language runs, and words that would turn others round."""

import re

#: Embeddings and overrides (Unicode UAX 9, 2.1-2.3): old means to the end that `dir` and isolates serve. Marks (LRM,
#: RLM, ALM) stay, they turn nothing round but themselves.
_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
#: Results, ratios, fractions.
_SCORE = re.compile(r"(?<=\d)([-–:/])(?=\d)")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str | None) -> str:
    """Give the value of HTML's `dir` for a text: `auto` where the language is not known.

    >>> direction_of("ar-EG"), direction_of("el"), direction_of(None)
    ('rtl', 'ltr', 'auto')
    """
    if not language:
        return "auto"
    return "rtl" if language.split("-", maxsplit=1)[0].casefold() in _RIGHT_TO_LEFT else "ltr"


def tied(words: str) -> str:
    r"""Give words whose scores and fractions no line break parts: "3-2", "4:0", tied by U+2060.

    >>> tied("3-2") == "3\u2060-\u20602"
    True
    """
    return _SCORE.sub("\u2060\\1\u2060", words)


def without_overrides(text: str) -> str:
    r"""Give a text without the characters that make what follows it run the other way.

    >>> without_overrides("invoice\u202egpj.exe")
    'invoicegpj.exe'
    """
    return text if text.isascii() else _OVERRIDES.sub("", text)


def without_turns(text: str) -> str:
    """Give a text that stands inside another one without overrides and isolates of its own."""
    return _ISOLATES.sub("", _OVERRIDES.sub("", text))
