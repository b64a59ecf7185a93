"""What each article of a story rests on: the edges that `count_origins` counts along.

Two sorts. A *tie* says that two nodes are one source and leaves open who had it first; a *step* says that an article
has its matter from another node. A node is an article's key, `outlet:KEY` or `name:NAME`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from headwater.model.article import quoted
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import (
    Credit,
    CreditForm,
    CreditKind,
    Direction,
    Reason,
    Reuse,
    ReuseKind,
    Statement,
    StatementKind,
)
from headwater.model.story import Report
from headwater.provenance.retold import find_retellings
from headwater.text.shingles import hash_shingles

#: From this share of its own words on, an article rests on the text it shares them with.
RESTS_ON = 0.4
#: A text of which so much stands elsewhere has no second source.
_WHOLLY = 0.7
#: Of two texts merged into one each gives at least this share.
_PART = 0.25
#: Credits below this confidence count nothing.
_SURE_ENOUGH = 0.6
#: A hop inside a sentence counts for the whole article in its first blocks, or where the article is short.
_LEAD_BLOCKS, _SHORT_BLOCKS = 3, 6
#: Words of a quotation that is one and the same wherever it is printed, and how many of them two articles share.
_STATEMENT_WORDS, _FEWEST_STATEMENTS = 8, 2
#: Hops of one chain, from the one who spoke to the page.
_CHAIN = (CreditKind.TOLD, CreditKind.REPORTED, CreditKind.RELAYED, CreditKind.TRANSLATED, CreditKind.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two nodes and why they belong together."""

    one: str
    other: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Descents:
    """All edges of a story."""

    ties: tuple[Edge, ...]
    #: `one` has its matter from `other`, the surest first.
    steps: tuple[Edge, ...]


def find_descents(reports: Sequence[Report], *, knowledge: Knowledge) -> Descents:
    """Give what ties the reports of a story together, and what each has from whom, the surest evidence first.

    Reuses of articles that are not of the story are left out.
    """
    lines = _Lines.of(reports)
    steps = [edge for report in reports for edge in _steps(report, lines=lines, knowledge=knowledge)]
    ties = (*_undecided_text(reports, lines), *_same_statements(reports))
    known = {edge.one for edge in steps}
    steps.extend(_retold(reports, known=known, knowledge=knowledge))
    return Descents(ties=ties, steps=tuple(steps))


def counting_credits(report: Report) -> Iterator[Credit]:
    """Give the credits an article as a whole rests on: stated ones, and those of its first sentences."""
    is_short = len(report.article.body) <= _SHORT_BLOCKS
    for credit in report.credits:
        if credit.confidence < _SURE_ENOUGH or credit.kind is CreditKind.SPEAKS:
            continue
        in_lead = credit.span is not None and credit.span.block < _LEAD_BLOCKS
        if credit.form is not CreditForm.INLINE or is_short or in_lead:
            yield credit


def outside_credits(report: Report, *, knowledge: Knowledge) -> list[Credit]:
    """Give the counting credits that name somebody other than the outlet itself."""
    return [
        credit
        for credit in counting_credits(report)
        if credit.outlet != report.article.outlet and not is_unnamed(credit, knowledge=knowledge)
    ]


def is_unnamed(credit: Credit, *, knowledge: Knowledge) -> bool:
    """Say whether a credit is "agencies", without a name."""
    name = credit.name.casefold()
    return credit.outlet is None and any(name in lexicon.agencies for lexicon in knowledge.cues)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The reports of a story by key and by outlet, and what each shares with others of it."""

    by_key: Mapping[str, Report]
    by_outlet: Mapping[str, tuple[Report, ...]]
    reuses: Mapping[str, tuple[Reuse, ...]]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> "_Lines":
        by_key = {report.key: report for report in reports}
        by_outlet: dict[str, tuple[Report, ...]] = {}
        reuses: dict[str, tuple[Reuse, ...]] = {}
        for report in reports:
            by_outlet[report.article.outlet] = (*by_outlet.get(report.article.outlet, ()), report)
            for reuse in report.reuses:
                if not reuse.is_retold and reuse.newer in by_key and reuse.older in by_key:
                    for key in (reuse.newer, reuse.older):
                        reuses[key] = (*reuses.get(key, ()), reuse)
        return cls(by_key, by_outlet, reuses)


def _steps(report: Report, *, lines: _Lines, knowledge: Knowledge) -> Iterator[Edge]:
    """Give the steps from a report: to the text it is a whole copy of, along its credits, to texts it shares less with.

    "Vale told Meridian, as broadcast by Harbour TV" is one chain: the report has it from Harbour TV, which has it from
    Meridian. Where a whole copy credits somebody else than the outlet of the text it was copied from, that text has it
    from there. Of two texts merged into one neither is the other's source.
    """
    sources = list(_sources(report, lines))
    whole = [edge for edge, share in sources if share >= _WHOLLY][:1]
    yield from whole
    start = whole[0].other if whole else report.key
    copied_outlet = lines.by_key[start].article.outlet
    for credit in _chain(outside_credits(report, knowledge=knowledge)):
        if _is_of_passage(credit, report=report, lines=lines):
            continue
        if credit.outlet == copied_outlet:
            yield Edge(one=report.key, other=start, reason=_credit_reason(credit, report))
            continue
        node = _node(credit, report=report, lines=lines)
        if node != start:
            yield Edge(one=start, other=node, reason=_credit_reason(credit, report))
            start = node
    yield from (edge for edge, _ in sources if edge not in whole)


def _is_of_passage(credit: Credit, *, report: Report, lines: _Lines) -> bool:
    """Whether a hop stands in the one paragraph that a report has word for word from somebody, and the rest is its own.

    "Vale told Harbour TV" within a paragraph that was taken over says whence that paragraph is, not the report.
    """
    if credit.span is None or credit.form is not CreditForm.INLINE:
        return False
    return any(
        credit.span.block in {passage.newer.block for passage in reuse.passages}
        for reuse in lines.reuses.get(report.key, ())
        if reuse.newer == report.key and reuse.kind is ReuseKind.QUOTED and reuse.coverage < RESTS_ON
    )


def _chain(found: Sequence[Credit]) -> list[Credit]:
    """Give the hops of one chain, from the page to the one who spoke, and of several suppliers the first."""
    hops = [credit for credit in found if credit.kind in _CHAIN]
    suppliers = [credit for credit in found if credit.kind not in _CHAIN][:1]
    once = {credit.outlet or credit.name.casefold(): credit for credit in reversed(hops)}
    ordered = sorted(once.values(), key=lambda credit: _CHAIN.index(credit.kind))
    known = {credit.outlet for credit in ordered}
    return [*(credit for credit in suppliers if credit.outlet not in known), *reversed(ordered)]


def _sources(report: Report, lines: _Lines) -> Iterator[tuple[Edge, float]]:
    """Give the steps from a report to the texts it was taken from, with the share of it that stands there."""
    taken = [
        (share, source, reuse) for reuse in lines.reuses.get(report.key, ()) for source, share in _taken(report, reuse)
    ]
    taken.sort(key=lambda row: (-row[0], row[1]))
    is_merged = len(taken) > 1 and taken[0][0] < _WHOLLY
    tied = max((_tied(report, reuse) for reuse in lines.reuses.get(report.key, ())), default=0.0)
    for share, source, reuse in taken:
        # What is wholly the same as another text has from there what it shares with a third.
        if share >= (_PART if is_merged else RESTS_ON) and not (tied >= _WHOLLY and share < tied):
            yield Edge(one=report.key, other=source, reason=shared_text(reuse, article=report.key, share=share)), share


def _tied(report: Report, reuse: Reuse) -> float:
    """Give the share of a report that stands in a text of which nobody can say which of the two was first."""
    if _is_decided(reuse) or _is_later_mixture(reuse):
        return 0.0
    return reuse.coverage if reuse.newer == report.key else reuse.coverage_of_older


def _is_decided(reuse: Reuse) -> bool:
    return reuse.direction in {Direction.NEWER_FROM_OLDER, Direction.OLDER_FROM_NEWER}


def _taken(report: Report, reuse: Reuse) -> Iterator[tuple[str, float]]:
    if reuse.direction is Direction.NEWER_FROM_OLDER and reuse.newer == report.key:
        yield reuse.older, reuse.coverage
    if _is_later_mixture(reuse) and reuse.newer == report.key:
        yield reuse.older, reuse.coverage
    if reuse.direction is Direction.OLDER_FROM_NEWER and reuse.older == report.key:
        yield reuse.newer, reuse.coverage_of_older


def _is_later_mixture(reuse: Reuse) -> bool:
    """Whether a text holds parts of an earlier one beside other things: of several such, none is tied to another."""
    return reuse.direction is Direction.UNDECIDED and reuse.kind is ReuseKind.MERGED


def shared_text(reuse: Reuse, *, article: str, share: float, rule: str = "shared-text") -> Reason:
    """Give the words that are the same as a reason."""
    span = reuse.passages[0].newer if reuse.passages and article == reuse.newer else None
    percent = round(100 * share)
    return Reason(
        rule=rule,
        words=f"{percent}% of the words are the same",
        weight=share,
        article=article,
        span=span,
        phrase="same_words",
        values=(("percent", percent),),
    )


def _node(credit: Credit, *, report: Report, lines: _Lines) -> str:
    """Give the article that a credit means where it is of this story, or the outlet."""
    if credit.outlet is None:
        return f"name:{credit.name.casefold()}"
    published = lines.by_outlet.get(credit.outlet, ())
    before = [other for other in published if other.first_seen - report.first_seen <= timedelta()]
    after = [other for other in published if other not in before]
    for candidates in (before[::-1], after):
        if candidates:
            return candidates[0].key
    return f"outlet:{credit.outlet}"


def _credit_reason(credit: Credit, report: Report) -> Reason:
    return Reason(
        rule=f"credit-{credit.form.value}",
        words=f"credits {credit.name}",
        weight=credit.confidence,
        article=report.key,
        span=credit.span,
        phrase="credits",
        values=(("name", credit.name),),
    )


def _retold(reports: Sequence[Report], *, known: set[str], knowledge: Knowledge) -> Iterator[Edge]:
    """Give the steps to texts that tell the same, the weakest: only for reports of which nothing else is known."""
    for told in find_retellings(reports, knowledge=knowledge):
        reuse = told.reuse
        copy = reuse.newer if told.source == reuse.older else reuse.older
        if copy not in known:
            yield Edge(one=copy, other=told.source, reason=replace(reuse.reasons[0], weight=told.weight, article=copy))


def _undecided_text(reports: Sequence[Report], lines: _Lines) -> Iterator[Edge]:
    """Tie texts that are largely the same where nobody can say who had it from whom."""
    for report in reports:
        for reuse in lines.reuses.get(report.key, ()):
            if reuse.newer != report.key or _is_decided(reuse) or _is_later_mixture(reuse):
                continue
            share = max(reuse.coverage, reuse.coverage_of_older)
            if share >= RESTS_ON:
                reason = shared_text(reuse, article=report.key, share=share, rule="same-text")
                yield Edge(one=reuse.newer, other=reuse.older, reason=reason)


def _same_statements(reports: Sequence[Report]) -> Iterator[Edge]:
    """Tie articles that rest on the same words of speakers, several of them, and on nothing else that is quoted."""
    quotes = {report.key: _long_quotes(report) for report in reports}
    for number, report in enumerate(reports):
        for other in reports[:number]:
            mine, theirs = quotes[report.key], quotes[other.key]
            if len(mine) >= _FEWEST_STATEMENTS and mine.keys() == theirs.keys():
                yield Edge(
                    one=other.key,
                    other=report.key,
                    reason=Reason(
                        rule="same-statement",
                        words="both rest on the same words of the same speakers",
                        article=report.key,
                        span=mine[min(mine)].content[0],
                        phrase="same_statement",
                    ),
                )


def _long_quotes(report: Report) -> dict[int, Statement]:
    found: dict[int, Statement] = {}
    for statement in report.statements:
        words = " ".join(quoted(report.article, span) for span in statement.content)
        if statement.kind is not StatementKind.INDIRECT and len(words.split()) >= _STATEMENT_WORDS:
            found[int(hash_shingles(words)[0])] = statement
    return found
