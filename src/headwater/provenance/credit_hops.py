"""Hops named inside sentences: "told Reuters", "as broadcast by ANA", "Xinhua reported", "citing Interfax"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.model.article import Article, BlockKind, Span
from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import NamedOutlet, Outlet
from headwater.model.provenance import Credit, CreditForm, CreditKind

#: How much of the text before and after a name is looked at, in characters.
_BEFORE, _AFTER = 110, 60
_LONGEST_LINE = 220
_KNOWN, _AMBIGUOUS, _UNKNOWN = 0.92, 0.75, 0.6
#: Words that end the name of a newspaper or broadcaster.
_MEDIA = (
    "Times|Post|News|Journal|Gazette|Herald|Tribune|Chronicle|Observer|Guardian|Telegraph|Courier|Ledger|Mail|Press|Radio|TV|"
    "Television|FM|Agency|Wire|Zeitung|Nachrichten|Anzeiger|Tageblatt|Rundschau|Kurier|Presse|Diario|Prensa|Noticias"
)
_MEDIA_NAME = re.compile(rf"(?<!\w)(?:[^\W\d_a-z][\w'’-]*\s+(?:of\s+|de\s+)?){{1,3}}(?:{_MEDIA})(?!\w)")
_OPENING_MARKS = "[\"“„«'‘]?"


@dataclass(frozen=True, slots=True)
class _Frames:
    """What may stand before or after an outlet's name, compiled for one language."""

    before: tuple[tuple[CreditKind, re.Pattern[str]], ...]
    after: re.Pattern[str]
    noun_before: re.Pattern[str]
    noun_after: re.Pattern[str]


def find_hops(article: Article, *, knowledge: Knowledge) -> Iterator[Credit]:
    """Give the hops that sentences of the body name, in text order; nothing in languages without a lexicon."""
    lexicon = knowledge.cue_lexicon(article.language)
    if lexicon is None:
        return
    frames = _frames(lexicon)
    for number, block in enumerate(article.body):
        if block.kind is BlockKind.IMAGE or not block.text:
            continue
        for name in _named(block.text, knowledge):
            yield from _hop(block.text, number, name=name, frames=frames)


def _named(text: str, knowledge: Knowledge) -> Sequence[NamedOutlet]:
    known = knowledge.outlets.find_names(text)
    taken = [(name.start, name.end) for name in known]
    unknown = [
        NamedOutlet(name=match.group(), start=match.start(), end=match.end(), outlets=())
        for match in _MEDIA_NAME.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    return sorted((*known, *unknown), key=lambda name: name.start)


def _hop(text: str, number: int, *, name: NamedOutlet, frames: _Frames) -> Iterator[Credit]:
    before, after = text[max(0, name.start - _BEFORE) : name.start], text[name.end : name.end + _AFTER]
    beside_noun = bool(frames.noun_before.search(before) or frames.noun_after.match(after))
    kind = next((kind for kind, pattern in frames.before if pattern.search(before)), None)
    if kind is None and (not name.is_ambiguous or beside_noun) and frames.after.match(after):
        kind = CreditKind.REPORTED
    if kind is None:
        return
    span = Span(block=number, start=name.start, end=name.end)
    outlet = _meant(name)
    confidence = _confidence(name, outlet, beside_noun=beside_noun)
    yield Credit(
        kind=kind,
        form=_form(kind, text, name),
        name=name.name,
        outlet=outlet.key if outlet else None,
        span=span,
        confidence=confidence,
    )


def _form(kind: CreditKind, text: str, name: NamedOutlet) -> CreditForm:
    """Say that "The post ... appeared first on X." is a credit line: it ends in the name."""
    is_line = kind is CreditKind.PUBLISHED and len(text) <= _LONGEST_LINE and not text[name.end :].strip(" .)")
    return CreditForm.CREDIT_LINE if is_line else CreditForm.INLINE


def _meant(name: NamedOutlet) -> Outlet | None:
    return name.outlets[0] if len(name.outlets) == 1 else None


def _confidence(name: NamedOutlet, outlet: Outlet | None, *, beside_noun: bool) -> float:
    if outlet is None:
        return _AMBIGUOUS if beside_noun else _UNKNOWN
    return _AMBIGUOUS if name.is_ambiguous and not beside_noun else _KNOWN


@lru_cache(maxsize=64)
def _frames(lexicon: CueLexicon) -> _Frames:
    nouns = _alternatives(lexicon.outlet_nouns)
    small = _alternatives((*lexicon.determiners, "the"))
    filler = rf"(?:\s+(?:{small}|{nouns}|state|local|Turkish|Greek|Russian|private)){{0,4}}\s*{_OPENING_MARKS}$"
    kinds = (
        (CreditKind.TRANSLATED, lexicon.translated),
        (CreditKind.PUBLISHED, lexicon.first_on),
        (CreditKind.TOLD, lexicon.told),
        (CreditKind.RELAYED, lexicon.relayed),
    )
    return _Frames(
        before=tuple((kind, _before(words, filler)) for kind, words in kinds if words),
        after=re.compile(
            rf"{_OPENING_MARKS}[\"”“»’']?(?:\s+(?:{nouns}|has|hat|a|ha))*\s+(?:{_alternatives(lexicon.reported)})(?!\w)",
            re.IGNORECASE,
        ),
        noun_before=re.compile(rf"(?<!\w)(?:{nouns})\s*{_OPENING_MARKS}$", re.IGNORECASE),
        noun_after=re.compile(rf"[\"”“»’']?\s+(?:{nouns})(?!\w)", re.IGNORECASE),
    )


def _before(words: Sequence[str], filler: str) -> re.Pattern[str]:
    """Give the pattern of the expressions; a star in one stands for up to nine words."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(words)}){filler}", re.IGNORECASE)


def _alternatives(words: Sequence[str]) -> str:
    escaped = (
        re.escape(word).replace(r"\ \*\ ", r"\s+(?:\S+\s+){0,9}?") for word in sorted(words, key=len, reverse=True)
    )
    return "|".join(escaped) or "(?!)"
