"""Utterances: the variants of one statement across outlets, and whether outlets quote it in different words.

    statements of one speaker ── same words, a cut, or nearly the same ──> one language's variants
                              ── same numbers and names, like length ──> variants in other languages

Two statements that are only alike stay two: a wrong join says that somebody was misquoted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from headwater.model.article import quoted
from headwater.model.provenance import StatementKind, Utterance, Variant
from headwater.model.story import Report
from headwater.provenance.translation import Sentence, read_sentence

#: Share of equal words, in order and weighted, from which on two wordings are one utterance; where numbers differ.
#: Drawn from trying invented misquotations and invented other statements.
_SAME, _SAME_BUT_NUMBERS = 0.7, 0.85
#: Weight of a word of three letters or fewer against longer ones and numbers.
_SHORT_WORD = 0.3
_SHORT_LETTERS = 3
#: Reports further apart in time may be about another speech: only the very words join them, so many at least.
_ONE_SPEECH = timedelta(hours=36)
_FEWEST_WORDS = 6
#: A cut keeps so many words.
_CUT_WORDS = 4
#: A translation is so long against what it translates.
_SHORTEST, _LONGEST = 0.6, 1.7
#: And so long where nothing but its speaker, its day and its length shows that it is one.
_NEARLY_SHORTEST, _NEARLY_LONGEST = 0.7, 1.45

_MARKS = "\"'“”„‟«»‹›‘’‚「」『』 ,"
_WORD = re.compile(r"\w+")
#: Where a quotation says that something is left out or put in: "…", "(…)", "[the harbour]".
_GAP = re.compile(r"\[[^\]]*\]|\(?(?:…|\.\.\.)\)?")
_SHORT_SCRIPTS = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement of a report, ready to be compared."""

    article: str
    number: int
    words: str
    kind: StatementKind
    language: str
    #: When the report says that it was published, else when we saw it.
    at: datetime
    seen: datetime
    tokens: tuple[str, ...]
    #: The stretches between gaps.
    pieces: tuple[tuple[str, ...], ...]
    sentence: Sentence


def printed_words(report: Report, number: int) -> str:
    """Give the words of a report's statement as printed, without the marks around them, gaps as " … "."""
    statement = report.statements[number]
    return " … ".join(quoted(report.article, span).strip(_MARKS) for span in statement.content)


def join_utterances(reports: Sequence[Report], *, speakers: Mapping[tuple[str, int], str]) -> tuple[Utterance, ...]:
    """Give what was said in reports, the variants of one statement together, first seen first.

    `speakers` says who speaks (a person's key, or what else stands for one speaker) by the key of a report and the
    place among its statements; statements that are not in it are left out. The order of `reports` does not matter.

    >>> join_utterances((), speakers={})
    ()
    """
    found: list[Utterance] = []
    for speaker in sorted(set(speakers.values())):
        said = [each for report in reports for each in _said(report, speaker, speakers)]
        # The longest first: what is cut is compared with what it was cut from.
        said.sort(key=lambda each: (-len(each.tokens), each.seen, each.article, each.number))
        groups: list[list[_Said]] = []
        for each in said:
            _home(each, groups).append(each)
        found.extend(_utterance(speaker, group) for group in groups)
    order = {report.key: (report.first_seen, report.key) for report in reports}
    return tuple(sorted(found, key=lambda utterance: (order[utterance.variants[0].carriers[0][0]], utterance.speaker)))


def _said(report: Report, speaker: str, speakers: Mapping[tuple[str, int], str]) -> Iterator[_Said]:
    language = (report.article.language or "").partition("-")[0].casefold()
    for number, statement in enumerate(report.statements):
        words = printed_words(report, number) if speakers.get((report.key, number)) == speaker else ""
        tokens = tuple(_WORD.findall(words.casefold()))
        if tokens:
            yield _Said(
                report.key,
                number,
                words,
                statement.kind,
                language,
                report.article.date_published or report.first_seen,
                report.first_seen,
                tokens,
                tuple(piece for part in _GAP.split(words) if (piece := tuple(_WORD.findall(part.casefold())))),
                read_sentence(words, language=language),
            )


def _home(said: _Said, groups: list[list[_Said]]) -> list[_Said]:
    """Give the group that a statement belongs to, or a new one; of several translations that fit, none."""
    fitting = [group for group in groups if _belongs(said, group)]
    told = [group for group in fitting if any(each.language == said.language for each in group)]
    if told or len(fitting) == 1:
        return (told or fitting)[0]
    groups.append([])
    return groups[-1]


def _belongs(said: _Said, group: Sequence[_Said]) -> bool:
    """Say whether a statement is one with a group: by its own language's longest variant where there is one.

    The same words are the same in a page that says of itself that it is in another language.
    """
    firsts = {each.language: each for each in reversed(group)}
    if said.language in firsts:
        return _is_same(said, firsts[said.language])
    return any(_is_same(said, each) or _is_translated(said, each) for each in firsts.values())


def _is_same(short: _Said, long: _Said) -> bool:
    equal = short.tokens == long.tokens
    cut = len(short.tokens) >= _CUT_WORDS and _is_cut(short, long)
    if abs(short.at - long.at) > _ONE_SPEECH:
        return (equal or cut) and len(short.tokens) >= _FEWEST_WORDS
    if equal or cut:
        return True
    ours, theirs = ({token for token in each.tokens if token.isdigit()} for each in (short, long))
    return _likeness(short.tokens, long.tokens) >= (_SAME if ours == theirs else _SAME_BUT_NUMBERS)


def _is_cut(short: _Said, long: _Said) -> bool:
    """Say whether a wording leaves out words at its ends or at a gap that it shows, and changes none."""
    place = 0
    for piece in short.pieces:
        last = len(long.tokens) - len(piece)
        places = range(place, last + 1)
        found = next((start for start in places if long.tokens[start : start + len(piece)] == piece), None)
        if found is None:
            return False
        place = found + len(piece)
    return True


def _likeness(ours: Sequence[str], theirs: Sequence[str]) -> float:
    known = set(theirs)
    whole = max(_weight(ours), _weight(theirs))
    most = _weight([token for token in ours if token in known]) / whole
    if most < _SAME:  # the order of words can only lessen it: this spares most pairs the comparison
        return most
    matcher = SequenceMatcher(a=ours, b=theirs, autojunk=False)
    shared = sum(_weight(ours[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    return shared / whole


def _weight(tokens: Sequence[str]) -> float:
    return sum(_SHORT_WORD if len(token) <= _SHORT_LETTERS and not token.isdigit() else 1.0 for token in tokens)


def _is_translated(one: _Said, other: _Said) -> bool:
    """Say whether two statements in two languages have the same numbers and a name or number in common.

    Of one speaker's direct quotations of one day a like length is enough: where two would fit, neither is taken.
    """
    ratio = one.sentence.length / other.sentence.length
    is_direct = [each.kind is not StatementKind.INDIRECT for each in (one, other)]
    if abs(one.at - other.at) > _ONE_SPEECH or not _SHORTEST <= ratio <= _LONGEST or is_direct[0] != is_direct[1]:
        return False
    by_skeleton = not {one.language, other.language}.isdisjoint(_SHORT_SCRIPTS)
    ours, theirs = one.sentence, other.sentence
    names = ours.skeletons & theirs.skeletons if by_skeleton else ours.names & theirs.names
    is_likely = is_direct[0] and _NEARLY_SHORTEST <= ratio <= _NEARLY_LONGEST
    return ours.numbers == theirs.numbers and bool(names or ours.numbers or is_likely)


def _utterance(speaker: str, group: Sequence[_Said]) -> Utterance:
    ordered = sorted(group, key=lambda each: (each.seen, each.article, each.number))
    variants: dict[tuple[str, tuple[str, ...], bool], list[_Said]] = {}
    for each in ordered:
        variants.setdefault((each.language, each.tokens, each.kind is StatementKind.INDIRECT), []).append(each)
    return Utterance(
        speaker=speaker,
        variants=tuple(
            Variant(
                words=same[0].words,
                kind=same[0].kind,
                language=same[0].language or None,
                carriers=tuple((each.article, each.number) for each in same),
            )
            for same in variants.values()
        ),
        differs=any(_differ(one, other) for place, one in enumerate(ordered) for other in ordered[:place]),
    )


def _differ(one: _Said, other: _Said) -> bool:
    is_quoted = one.kind is StatementKind.DIRECT and other.kind is StatementKind.DIRECT
    if not is_quoted or one.language != other.language or one.article == other.article:
        return False
    short, long = sorted((one, other), key=lambda each: len(each.tokens))
    return not _is_cut(short, long) and _overlap(short, long)


def _overlap(short: _Said, long: _Said) -> bool:
    """Say whether two wordings hold the same stretch of speech: two different cuts of a third do not."""
    return _likeness(short.tokens, long.tokens) >= _SAME
