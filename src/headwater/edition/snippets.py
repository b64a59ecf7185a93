"""Short pieces of a longer text: cut where a reader would cut."""

import re
from functools import lru_cache

_SENTENCE_END = re.compile(r"[.!?…;·。！？؟۔।]+[\"'”’»)\]]*(?=\s|$)|[。！？]")
_SPACES = re.compile(r"\s+")
#: A sentence is only chosen as the place to cut where it leaves at least this share of what there is room for.
_LEAST_FILLED = 0.5


@lru_cache(maxsize=4096)
def cut(text: str, *, limit: int) -> str:
    """Give a text of at most `limit` characters: whole, cut after a sentence, or at a word with an ellipsis.

    >>> cut("The ferries sail again. Nobody was hurt on either of them.", limit=30)
    'The ferries sail again.'
    >>> cut("The ferries sail again after a long night of repairs", limit=20)
    'The ferries sail…'
    """
    plain = _SPACES.sub(" ", text).strip()
    if len(plain) <= limit:
        return plain
    ends = [match.end() for match in _SENTENCE_END.finditer(plain, 0, limit)]
    if ends and ends[-1] >= limit * _LEAST_FILLED:
        return plain[: ends[-1]]
    return _at_word(plain, limit)


def sentences(text: str) -> list[str]:
    """Give the sentences of a text as a reader of search results needs them: roughly, and nothing lost.

    >>> sentences("One came. Two left!")
    ['One came.', 'Two left!']
    """
    plain = _SPACES.sub(" ", text).strip()
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(plain))]
    ends = [*starts[1:], len(plain)]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := plain[start:end].strip())]


def _at_word(text: str, limit: int) -> str:
    head = text[:limit]
    space = head.rfind(" ")
    # A script without spaces is cut where the room ends.
    kept = head[:space] if space > limit // 2 else head[: limit - 1]
    return kept.rstrip(" ,;:–—-(«“\"'") + "…"
