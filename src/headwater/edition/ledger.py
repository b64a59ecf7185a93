"""Who said what in a story: one entry a speaker, one line a wording, with the outlets that print it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.speakers import speaker_identity, sure_statements
from headwater.edition.text_fragments import fragment_address
from headwater.edition.translated import Words, statement_in
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Speaker, StatementKind, Utterance, Variant
from headwater.model.story import Report
from headwater.provenance.utterances import join_utterances

#: What a reader takes in on one page; the rest is counted.
MOST_SPEAKERS = 12
MOST_UTTERANCES = 6
_MOST_WORDINGS = 4
_LONGEST_WORDING = 320
#: What a person's key begins with among those who speak, names aside.
_PERSON = "@"
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording; `differs` where other outlets print something else."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way in which outlets print an utterance."""

    pieces: tuple[Piece, ...]
    is_direct: bool
    language: str | None
    #: Display names, first seen first.
    outlets: tuple[str, ...]
    first_seen: datetime
    #: Key of the report that had it first.
    article: str
    #: Where the words stand at its publisher.
    source: str
    #: What an engine made of it in the portal's language; never the words that were said.
    translation: str | None = None
    #: BCP 47 of the translation.
    translated_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceEntry:
    """One thing that was said, in all its wordings; the one most outlets print comes first."""

    wordings: tuple[Wording, ...]
    #: Whether outlets quote it in different words, punctuation and cuts aside.
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    """All that one speaker said in a story."""

    name: str | None
    role: str | None
    utterances: tuple[UtteranceEntry, ...]
    #: Utterances that found no room.
    left_out: int = 0
    #: Key of the person, where it is known who it is.
    person: str | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """The reports of a story, and how much of each is shown."""

    held: Mapping[str, HeldArticle]
    limits: Mapping[str, int]
    outlets: Mapping[str, Outlet]
    translated: Mapping[str, Words | None]


def ledger_of(
    reports: Sequence[HeldArticle],
    *,
    may: Mapping[str, Shown],
    outlets: Mapping[str, Outlet],
    persons: Mapping[tuple[str, int], str] | None = None,
) -> tuple[SpeakerEntry, ...]:
    """Give who said what, most widely printed speakers first; `may` says how many words of each report are shown.

    `persons` names the person of a statement by the key of its article and its place there.
    """
    limits = {held.key: min(may[held.key].quote_characters, _LONGEST_WORDING) for held in reports}
    quotable = [held for held in reports if limits[held.key]]
    translated = {held.key: may[held.key].translated for held in quotable}
    shown = _Shown({held.key: held for held in quotable}, limits, outlets, translated)
    voices = _voices(quotable, persons or {})
    said: dict[str, list[Utterance]] = {}
    for utterance in join_utterances([_report(held) for held in quotable], speakers=voices):
        said.setdefault(utterance.speaker, []).append(utterance)
    entries = [_entry(voice, utterances, shown=shown) for voice, utterances in said.items()]
    return tuple(sorted(entries, key=_weight, reverse=True)[:MOST_SPEAKERS])


def _report(held: HeldArticle) -> Report:
    return Report(key=held.key, article=held.article, first_seen=held.first_seen, statements=held.traced.statements)


def _voices(reports: Sequence[HeldArticle], persons: Mapping[tuple[str, int], str]) -> dict[tuple[str, int], str]:
    """Give who speaks in each sure statement: the person where all that bear the name here are one, else the name."""
    named: dict[tuple[str, int], str] = {}
    for held in reports:
        for statement in sure_statements(held.traced.statements):
            if statement.speaker is not None:
                number = held.traced.statements.index(statement)
                named[held.key, number] = speaker_identity(statement.speaker)
    people: dict[str, set[str]] = {}
    for place, name in named.items():
        people.setdefault(name, set()).update({persons[place]} if place in persons else ())
    one = {name: min(keys) for name, keys in people.items() if len(keys) == 1}
    return {place: f"{_PERSON}{one[name]}" if name in one else name for place, name in named.items()}


def _entry(voice: str, said: Sequence[Utterance], *, shown: _Shown) -> SpeakerEntry:
    utterances = sorted((_utterance(utterance, shown) for utterance in said), key=_width, reverse=True)
    speakers = [speaker for utterance in said for speaker in _speakers(utterance, shown)]
    return SpeakerEntry(
        name=None if voice.startswith("?") else speakers[0].name,
        role=next((speaker.role for speaker in speakers if speaker.role), None),
        utterances=tuple(utterances[:MOST_UTTERANCES]),
        left_out=max(len(utterances) - MOST_UTTERANCES, 0),
        person=voice.removeprefix(_PERSON) if voice.startswith(_PERSON) else None,
    )


def _speakers(utterance: Utterance, shown: _Shown) -> Iterator[Speaker]:
    for variant in utterance.variants:
        for key, number in variant.carriers:
            speaker = shown.held[key].traced.statements[number].speaker
            if speaker is not None:
                yield speaker


def _utterance(utterance: Utterance, shown: _Shown) -> UtteranceEntry:
    ordered = sorted(utterance.variants, key=lambda variant: -len(_outlets(variant, shown)))[:_MOST_WORDINGS]
    words = [cut(variant.words, limit=shown.limits[variant.carriers[0][0]]) for variant in ordered]
    wordings = tuple(
        _wording(variant, printed, against=_rival(place, words), shown=shown)
        for place, (variant, printed) in enumerate(zip(ordered, words, strict=True))
    )
    return UtteranceEntry(wordings=wordings, differs=utterance.differs)


def _rival(place: int, words: Sequence[str]) -> str:
    """Give the wording that one is held against: the widest other one that shares half its words, else itself."""
    mine = set(_WORD.findall(words[place].casefold()))
    for other, wording in enumerate(words):
        theirs = set(_WORD.findall(wording.casefold()))
        if other != place and 2 * len(mine & theirs) >= min(len(mine), len(theirs)):
            return wording
    return words[place]


def _wording(variant: Variant, printed: str, *, against: str, shown: _Shown) -> Wording:
    held = shown.held[variant.carriers[0][0]]
    told = _translation(variant, shown)
    return Wording(
        pieces=pieces_of(printed, against=against),
        is_direct=variant.kind is not StatementKind.INDIRECT,
        language=held.article.language,
        outlets=tuple(shown.outlets[key].name for key in _outlets(variant, shown)),
        first_seen=held.first_seen,
        article=held.key,
        source=fragment_address(held.article.url, printed.partition(" … ")[0]),
        translation=told[0] if told else None,
        translated_into=told[1] if told else None,
    )


def _translation(variant: Variant, shown: _Shown) -> tuple[str, str] | None:
    """Give what an engine made of a wording, and in which language: from the first carrier that is shown in it."""
    for key, number in variant.carriers:
        words = shown.translated[key]
        translation = statement_in(words, shown.held[key].traced.statements[number]) if words else None
        if words and translation:
            return cut(translation, limit=shown.limits[key]), words.language
    return None


def _outlets(variant: Variant, shown: _Shown) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown.held[key].article.outlet for key, _ in variant.carriers))


def pieces_of(words: str, *, against: str) -> tuple[Piece, ...]:
    """Give a wording cut where it differs from another one.

    >>> [piece.text for piece in pieces_of("we prepare an amnesty", against="we consider an amnesty") if piece.differs]
    ['prepare']
    """
    mine, theirs = words.split(), against.split()
    matcher = SequenceMatcher(a=[_plain(w) for w in mine], b=[_plain(w) for w in theirs], autojunk=False)
    pieces: list[Piece] = []
    for operation, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            pieces.append(Piece(" ".join(mine[start:end]), operation != "equal"))
    return tuple(pieces)


def _plain(word: str) -> str:
    return "".join(_WORD.findall(word.casefold()))


def _width(utterance: UtteranceEntry) -> int:
    return len({outlet for wording in utterance.wordings for outlet in wording.outlets})


def _weight(entry: SpeakerEntry) -> tuple[bool, int, int]:
    return (entry.name is not None, *_reach(entry.utterances))


def _reach(utterances: Iterable[UtteranceEntry]) -> tuple[int, int]:
    widths = [_width(utterance) for utterance in utterances]
    return max(widths, default=0), sum(widths)
