"""Which way a language runs."""

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str | None) -> str:
    """Give the value of HTML's `dir` for a text: `auto` where the language is not known.

    >>> direction_of("ar-EG"), direction_of("el"), direction_of(None)
    ('rtl', 'ltr', 'auto')
    """
    if not language:
        return "auto"
    return "rtl" if language.split("-", maxsplit=1)[0].casefold() in _RIGHT_TO_LEFT else "ltr"
