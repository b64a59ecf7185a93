"""The standfirst or description in the outlet's own words."""

import re

from headwater.extract.structured import Structured, words_of
from headwater.model.feed import Entry
from headwater.text.markup import plain_line

_CUT = re.compile(r"\s*(?:\[(?:…|\.\.\.|&hellip;)\]|…|\.\.\.)\s*$")
_MAX_CHARACTERS = 1_000


def find_standfirst(structured: Structured, entry: Entry | None) -> str | None:
    """Give what the page calls its description, one that is not cut short if it can; else the entry's summary."""
    article = structured.article or {}
    stated = (
        structured.meta("og:description"),
        words_of(article.get("description")),
        structured.meta("description"),
        structured.meta("twitter:description"),
    )
    texts = [plain_line(text)[:_MAX_CHARACTERS] for text in stated if text and text.strip()]
    if not texts and entry is not None and entry.summary:
        texts = [plain_line(entry.summary)[:_MAX_CHARACTERS]]
    whole = [text for text in texts if text and not _CUT.search(text)]
    return next(iter(whole or texts), None) or None
