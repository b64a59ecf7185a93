"""Foreign markup to plain text, in linear time and without a parser that could be hurt."""

import re
from html import unescape

_COMMENT_OR_SCRIPT = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_BLOCK_END = re.compile(r"</?(?:p|div|li|br|tr|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_SPACE = re.compile(r"\s+")


def plain_text(markup: str) -> str:
    """Give the words of a fragment of HTML in one line, entities resolved, controls and lone surrogates gone.

    >>> plain_text("<p>Salt &amp; sea</p><p>3 < 4</p>")
    'Salt & sea 3 < 4'
    """
    without_code = _COMMENT_OR_SCRIPT.sub(" ", markup) if "<" in markup else markup
    without_tags = _TAG.sub("", _BLOCK_END.sub(" ", without_code)) if "<" in without_code else without_code
    return clean_text(unescape(without_tags))


def clean_text(text: str) -> str:
    r"""Give a text in one line, without control characters and lone surrogates.

    >>> clean_text("Salt\x00 and\n sea")
    'Salt and sea'
    """
    printable = "".join(character for character in _SPACE.sub(" ", text) if _is_text(character))
    return printable.strip()


def _is_text(character: str) -> bool:
    return character.isprintable() or character in " \u200c\u200d\u200e\u200f\u00ad" or ord(character) > 0xFFFF  # noqa: PLR2004
