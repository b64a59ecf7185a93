"""Retellings: reports of one story that tell what another tells, in another language or in other words.

    reports of a story ── each with each earlier one that it shares no wording with ──> retellings, the likest first

In another language by sentences in order: names, numbers, meanings, quotations (`translation.py`). In the same language
by the quotation: the later text has that of the other, none of its own, no number of its own, and most of its words.
Both are weaker than shared wording, and say so. Forms (prices, results, forecasts) are in every language alike; nobody
speaks in them, so where nobody speaks nothing is claimed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from headwater.model.article import Article, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletKind
from headwater.model.provenance import Direction, Passage, Reason, Reuse, ReuseKind
from headwater.model.story import Report
from headwater.provenance.align import Comparison
from headwater.provenance.direction import decide_direction
from headwater.provenance.translation import Alignment, Telling, align_tellings, read_telling
from headwater.provenance.wording import split_words
from headwater.text.quotes import find_quotations

#: Log-odds that of two reports of one event one is the other's translation: for each unit of likeness, for an agency's
#: or an official body's text being the earlier one, for each unit of a credit; and for none of these. Fitted to the
#: demo press, rounded, and judged by hand.
_LIKENESS, _AGENCY, _CREDIT, _NOTHING = 1.05, 1.4, 0.6, -3.3
#: From this sum on two texts are one origin, and from this one on a copy is claimed.
IS_RETOLD, IS_CLAIMED = -1.0, 1.5
#: Whatever is credited, a translation shows in its sentences.
_WEAKEST = -1.5
#: What is taken over where the words are new: shares of the beginnings of words, of the retelling's and the other's.
_WORDS_KEPT, _WORDS_OF_OTHER = 0.4, 0.28
#: From this share on, one quotation may stand in the retelling alone.
_MOST_WORDS = 0.55
#: Letters of the beginning of a word; shorter words say nothing.
_BEGINNING, _SHORTEST = 5, 4
#: Words of a quotation, how many of their beginnings make two of them one, and from how many on it is one of its own.
_QUOTED_WORDS, _SAME_QUOTATION, _TELLING_WORDS = 4, 0.8, 3
#: Log-odds of a retelling in one language, by how rarely the conditions above hold by chance.
_REWORDED = 4.0
#: A report that has so much of its wording from an earlier one needs no likeness.
_WHOLLY = 0.7
#: A credit that is stated in a line of its own, or in markup, weighs so much.
_STATED = 4.5
#: Reports of a story that are compared: each with each.
_MOST_COMPARED = 30
_ARABIC_ARTICLE = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و)(?=\w{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """One report that tells what another tells."""

    #: With kind TRANSLATED or REWORDED; the shares are of sentences, or of beginnings of words.
    reuse: Reuse
    #: Whose text it is taken from, as far as can be told.
    source: str
    #: Log-odds.
    weight: float


def find_retold(reports: Sequence[Report], *, knowledge: Knowledge) -> tuple[Reuse, ...]:
    """Give the retellings of a story that are sure enough to be called copies.

    >>> find_retold((), knowledge=Knowledge())
    ()
    """
    found = find_retellings(reports, knowledge=knowledge)
    return tuple(each.reuse for each in found if each.weight >= IS_CLAIMED)


def find_retellings(reports: Sequence[Report], *, knowledge: Knowledge) -> tuple[Retelling, ...]:
    """Give for each report of a story the earlier one that it tells the same as, in its language and in another.

    The surest come first. Reports that have their wording from an earlier one are left out: more is known of them.
    """
    texts: list[_Text] = []
    found: list[Retelling] = []
    here = {report.key for report in reports}
    for report in sorted(reports, key=_in_time)[:_MOST_COMPARED]:
        text = _Text(report, knowledge)
        told = [
            one
            for place, earlier in enumerate(texts)
            if not _is_known(report, here)
            and (one := _retelling(text, earlier)) is not None
            and not _is_of_another(one, text, texts[:place])
        ]
        for kind in (ReuseKind.TRANSLATED, ReuseKind.REWORDED):
            alike = [one for one in told if one.reuse.kind is kind]
            if alike:
                found.append(max(alike, key=lambda one: (one.weight, one.reuse.older)))
        texts.append(text)
    return tuple(sorted(found, key=lambda one: (-one.weight, one.reuse.newer, one.reuse.older)))


def _in_time(report: Report) -> tuple[datetime, datetime, str]:
    # Of what came with one look at the feeds, the stated times are all that tells which was first.
    return report.first_seen, min(report.first_seen, report.article.date_published or report.first_seen), report.key


def _is_known(report: Report, here: Collection[str]) -> bool:
    """Whether a report is known to have most of its words from an earlier one."""
    taken = (
        reuse.coverage
        for reuse in report.reuses
        if reuse.older in here and reuse.direction is Direction.NEWER_FROM_OLDER and not reuse.is_retold
    )
    return any(share >= _WHOLLY for share in taken)


def _is_of_another(told: Retelling, later: "_Text", before: Sequence["_Text"]) -> bool:
    """Whether an earlier text credits an outlet that had written before, so that it means what was written then."""
    if told.reuse.direction is not Direction.OLDER_FROM_NEWER:
        return False
    return any(text.report.article.outlet == later.report.article.outlet for text in before)


@dataclass
class _Text:
    """A report with everything that it is compared by, read when it is first asked for."""

    report: Report
    knowledge: Knowledge

    @cached_property
    def telling(self) -> Telling:
        return read_telling(self.report.article, knowledge=self.knowledge)

    @cached_property
    def language(self) -> str:
        return (self.report.article.language or "").partition("-")[0].casefold()

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(_beginnings(_words(self.report.article)))

    @cached_property
    def quotations(self) -> tuple[frozenset[str], ...]:
        quoted = (_beginnings(words) for words in _quotations(self.report.article))
        return tuple(beginnings for beginnings in map(frozenset, quoted) if beginnings)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in _words(self.report.article) if word[0].isdigit())

    @cached_property
    def speaks(self) -> bool:
        return bool(self.report.statements or self.quotations)


def _retelling(later: _Text, earlier: _Text) -> Retelling | None:
    newer, older = later.report, earlier.report
    pair, reuses = {newer.key, older.key}, (*newer.reuses, *older.reuses)
    shares_words = any({reuse.newer, reuse.older} == pair and not reuse.is_retold for reuse in reuses)
    if shares_words or not later.language or not earlier.language or not (later.speaks or earlier.speaks):
        return None
    if later.language != earlier.language:
        return _translation(later, earlier)
    return _rewording(later, earlier) if newer.article.outlet != older.article.outlet else None


def _translation(later: _Text, earlier: _Text) -> Retelling | None:
    alignment = align_tellings(later.telling, earlier.telling)
    weight = _NOTHING + _LIKENESS * alignment.likeness
    if weight < _WEAKEST:
        return None
    words = "the same names, numbers and quotations in the same order, in another language"
    told = sum(len(pair.ours) for pair in alignment.pairs), sum(len(pair.theirs) for pair in alignment.pairs)
    found = _retold(
        later,
        earlier,
        Reuse(
            newer=later.report.key,
            older=earlier.report.key,
            coverage=told[0] / len(later.telling.sentences),
            coverage_of_older=told[1] / len(earlier.telling.sentences),
            passages=tuple(_passages(alignment, later, earlier)),
            kind=ReuseKind.TRANSLATED,
            reasons=(
                Reason(
                    rule="translated", words=words, weight=weight, article=later.report.key, phrase="told_translated"
                ),
            ),
        ),
    )
    return found if found.weight >= IS_RETOLD else None


def _rewording(later: _Text, earlier: _Text) -> Retelling | None:
    if _is_reworded(later, earlier):
        copy = later
    elif _is_reworded(earlier, later):
        copy = earlier
    else:
        return None
    shared = len(later.beginnings & earlier.beginnings)
    words = "the same quotation, no other one and no other number, and most of its words, told in another way"
    reuse = Reuse(
        newer=later.report.key,
        older=earlier.report.key,
        coverage=shared / len(later.beginnings),
        coverage_of_older=shared / len(earlier.beginnings),
        kind=ReuseKind.REWORDED,
        reasons=(
            Reason(rule="reworded", words=words, weight=_REWORDED, article=copy.report.key, phrase="told_reworded"),
        ),
    )
    return _retold(later, earlier, reuse, copy=copy)


def _is_reworded(copy: _Text, source: _Text) -> bool:
    shared = len(copy.beginnings & source.beginnings)
    if shared < _WORDS_KEPT * len(copy.beginnings) or shared < _WORDS_OF_OTHER * len(source.beginnings):
        return False
    if not copy.quotations or copy.numbers - source.numbers:
        return False
    said = frozenset().union(*source.quotations)
    own_words = [words for words in copy.quotations if len(words & said) < _SAME_QUOTATION * len(words)]
    kept = len(copy.quotations) - len(own_words)
    own = sum(len(words) >= _TELLING_WORDS for words in own_words)
    return kept > 0 and (own == 0 or (own <= kept and shared >= _MOST_WORDS * len(copy.beginnings)))


def _retold(later: _Text, earlier: _Text, reuse: Reuse, *, copy: _Text | None = None) -> Retelling:
    """Give a retelling with who had it from whom, and what beside its sentences speaks for it."""
    newer, older = later.report, earlier.report
    # Shares of sentences are too rough to say which text is a part of the other, and no word was taken as it is.
    comparison = Comparison(coverage=0.0, coverage_of_older=0.0, words=0, passages=(), faithful=0.0)
    verdict = decide_direction(newer, older, comparison=comparison, knowledge=later.knowledge)
    weight = reuse.reasons[0].weight
    if reuse.kind is ReuseKind.TRANSLATED:
        weight += _CREDIT * max((abs(each.weight) for each in verdict.reasons if _is_credit(each)), default=0.0)
        weight += _AGENCY * (_is_first_hand(older, later.knowledge) and not _is_first_hand(newer, later.knowledge))
    is_turned = verdict.direction is Direction.OLDER_FROM_NEWER
    is_late = copy is earlier and verdict.direction is Direction.UNDECIDED
    # A hop inside a sentence says whence that sentence is, and no wording shows that it is the whole text's.
    direction = verdict.direction if _is_stated(verdict.reasons) else Direction.UNDECIDED
    return Retelling(
        reuse=replace(reuse, direction=direction, reasons=(*reuse.reasons, *verdict.reasons)),
        source=newer.key if is_turned or is_late else older.key,
        weight=weight,
    )


def _is_first_hand(report: Report, knowledge: Knowledge) -> bool:
    """Whether a report is by an agency or an official body, whose texts are taken over."""
    outlet = knowledge.outlets.get(report.article.outlet)
    return outlet is not None and outlet.kind in {OutletKind.AGENCY, OutletKind.OFFICIAL}


def _is_credit(reason: Reason) -> bool:
    return reason.rule == "based-on" or reason.rule.startswith("credit")


def _is_stated(reasons: Sequence[Reason]) -> bool:
    return any(_is_credit(reason) and abs(reason.weight) >= _STATED for reason in reasons)


def _passages(alignment: Alignment, later: _Text, earlier: _Text) -> Iterator[Passage]:
    """Give the sentences that tell the same, a pair each; of two that became one, the first."""
    for pair in alignment.pairs:
        if pair.score > 0:
            yield Passage(
                newer=later.telling.spans[pair.ours.start],
                older=earlier.telling.spans[pair.theirs.start],
                similarity=min(1.0, pair.score / (pair.score + 1.0)),
            )


def _words(article: Article) -> list[str]:
    texts = (block.text for block in article.body if block.kind is not BlockKind.IMAGE)
    return [word for text in texts for word in split_words(text)]


def _beginnings(words: Sequence[str]) -> Iterator[str]:
    bare = (_ARABIC_ARTICLE.sub("", word) for word in words)
    return (word[:_BEGINNING] for word in bare if len(word) >= _SHORTEST)


def _quotations(article: Article) -> Iterator[list[str]]:
    for block in article.body:
        for quotation in find_quotations(block.text, following=""):
            words = split_words(block.text[quotation.start : quotation.end])
            if len(words) >= _QUOTED_WORDS:
                yield words
