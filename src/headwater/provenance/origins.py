"""Origins: how many independent sources a story really has. This is the one place that counts.

Articles are joined where the evidence says that they rest on the same source: shared wording, credits, one owner, the
same words of one speaker, an editor's decision. Each component that is left is one origin.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.model.article import quoted
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletKind
from headwater.model.provenance import (
    Credit,
    CreditForm,
    CreditKind,
    Direction,
    Origin,
    OriginKind,
    Reason,
    Reuse,
    Statement,
    StatementKind,
)
from headwater.model.rights import Overrule, OverruleKind
from headwater.model.story import Report
from headwater.provenance.partition import Partition
from headwater.text.shingles import hash_shingles

#: From this share of its own words on, an article rests on the text it shares them with.
_RESTS_ON = 0.4
#: Credits below this confidence count nothing.
_SURE_ENOUGH = 0.6
#: A hop inside a sentence counts for the whole article in its first blocks, or where the article is short.
_LEAD_BLOCKS, _SHORT_BLOCKS = 3, 6
#: Words of a quotation that is one and the same wherever it is printed.
_STATEMENT_WORDS = 8
_UNNAMED_AGENCY = "an agency that is not named"
_UNSEEN = "a text that we have not seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """Two nodes that rest on one source. A node is an article's key or `outlet:KEY` or `name:NAME`."""

    one: str
    other: str
    reason: Reason


def count_origins(
    reports: Sequence[Report], *, knowledge: Knowledge, overrules: Sequence[Overrule] = ()
) -> tuple[Origin, ...]:
    """Give the independent origins of a story's reports; `len()` of the answer is the count.

    Every report stands in exactly one origin, whatever the order of the reports. Copies without a known parent are one
    origin; "with agencies" without a name is never an origin beside others. An editor's overrules win:
    `SAME_ORIGIN` joins its subjects (keys of articles), `SEPARATE_ORIGINS` keeps them apart.

    >>> count_origins((), knowledge=Knowledge())
    ()
    """
    ordered = sorted(reports, key=lambda report: (report.first_seen, report.key))
    apart = [overrule.subjects for overrule in overrules if overrule.kind is OverruleKind.SEPARATE_ORIGINS]
    partition = Partition(apart=apart)
    edges = _edges(ordered, knowledge=knowledge, overrules=overrules)
    merges = [edge for edge in edges if partition.join(edge.one, edge.other)]
    components: dict[str, list[Report]] = {}
    for report in ordered:
        components.setdefault(partition.find(report.key), []).append(report)
    _place_unnamed(components, partition)
    return tuple(
        _origin(members, [edge for edge in merges if partition.find(edge.one) == root], knowledge=knowledge)
        for root, members in components.items()
    )


def _edges(reports: Sequence[Report], *, knowledge: Knowledge, overrules: Sequence[Overrule]) -> Iterator[_Edge]:
    """Give what joins two nodes, the surest evidence first."""
    here = {report.key for report in reports}
    for overrule in overrules:
        if overrule.kind is OverruleKind.SAME_ORIGIN:
            subjects = [subject for subject in overrule.subjects if subject in here]
            for subject in subjects[1:]:
                reason = Reason(rule="overrule", words=f"{overrule.editor} decided: {overrule.reason}", article=subject)
                yield _Edge(one=subjects[0], other=subject, reason=reason)
    publishing = _publishing(reports)
    for report in reports:
        yield from _by_credit(report, publishing=publishing)
    for report in reports:
        yield from _by_reuse(report, here)
    yield from _by_owner(reports, knowledge)
    yield from _by_statement(reports)


def _publishing(reports: Sequence[Report]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for report in reports:
        found[report.article.outlet] = (*found.get(report.article.outlet, ()), report.key)
    return found


def _by_credit(report: Report, *, publishing: Mapping[str, tuple[str, ...]]) -> Iterator[_Edge]:
    """Join an article with whom it credits, and with their articles in the story."""
    for credit in _counting(report):
        if credit.outlet is None and _is_agencies(credit):
            continue
        node = f"outlet:{credit.outlet}" if credit.outlet else f"name:{credit.name.casefold()}"
        reason = Reason(
            rule=f"credit-{credit.form.value}",
            words=f"credits {credit.name}",
            weight=credit.confidence,
            article=report.key,
            span=credit.span,
        )
        yield _Edge(one=report.key, other=node, reason=reason)
        for key in publishing.get(credit.outlet or "", ()):
            yield _Edge(
                one=node,
                other=key,
                reason=Reason(rule="published-by", words=f"{credit.name} published it", article=key),
            )


def _counting(report: Report) -> Iterator[Credit]:
    """Give the credits an article as a whole rests on: stated ones, and those of its first sentences."""
    is_short = len(report.article.body) <= _SHORT_BLOCKS
    for credit in report.credits:
        if credit.confidence < _SURE_ENOUGH or credit.kind is CreditKind.SPEAKS:
            continue
        in_lead = credit.span is not None and credit.span.block < _LEAD_BLOCKS
        if credit.form is not CreditForm.INLINE or is_short or in_lead:
            yield credit


def _is_agencies(credit: Credit) -> bool:
    return credit.form is CreditForm.CREDIT_LINE and credit.outlet is None and credit.name.islower()


def _by_reuse(report: Report, here: set[str]) -> Iterator[_Edge]:
    for reuse in report.reuses:
        if reuse.newer not in here or reuse.older not in here:
            continue
        if max(reuse.coverage, _share_of_older(reuse)) >= _RESTS_ON:
            share = max(reuse.coverage, reuse.coverage_of_older)
            span = reuse.passages[0].newer if reuse.passages else None
            reason = Reason(
                rule="shared-text",
                words=f"{share:.0%} of the words are the same",
                weight=share,
                article=reuse.newer,
                span=span,
            )
            yield _Edge(one=reuse.newer, other=reuse.older, reason=reason)


def _share_of_older(reuse: Reuse) -> float:
    """Give the share of the earlier article that counts: none where the later one only took a passage in."""
    return (
        0.0
        if reuse.direction is Direction.NEWER_FROM_OLDER and reuse.coverage < _RESTS_ON / 2
        else reuse.coverage_of_older
    )


def _by_owner(reports: Sequence[Report], knowledge: Knowledge) -> Iterator[_Edge]:
    first: dict[str, Report] = {}
    for report in reports:
        owner = knowledge.outlets.owner(report.article.outlet)
        earlier = first.setdefault(owner, report)
        if earlier is not report:
            same = earlier.article.outlet == report.article.outlet
            words = "both are by the same outlet" if same else f"both outlets belong to {_name(owner, knowledge)}"
            yield _Edge(one=earlier.key, other=report.key, reason=Reason(rule="owner", words=words, article=report.key))


def _by_statement(reports: Sequence[Report]) -> Iterator[_Edge]:
    """Join articles that rest on the same words of one speaker and on nothing else that is quoted."""
    quotes = {report.key: _long_quotes(report) for report in reports}
    for number, report in enumerate(reports):
        for other in reports[:number]:
            mine, theirs = quotes[report.key], quotes[other.key]
            common = mine.keys() & theirs.keys()
            if common and len(common) == min(len(mine), len(theirs)):
                statement = mine[min(common)]
                reason = Reason(
                    rule="same-statement",
                    words="both rest on the same words of one speaker",
                    article=report.key,
                    span=statement.content[0],
                )
                yield _Edge(one=other.key, other=report.key, reason=reason)


def _long_quotes(report: Report) -> dict[int, Statement]:
    found: dict[int, Statement] = {}
    for statement in report.statements:
        words = " ".join(quoted(report.article, span) for span in statement.content)
        if statement.kind is not StatementKind.INDIRECT and len(words.split()) >= _STATEMENT_WORDS:
            found[int(hash_shingles(words)[0])] = statement
    return found


def _place_unnamed(components: dict[str, list[Report]], partition: Partition) -> None:
    """Put articles that only name "agencies" with the largest other origin: one more unknown is not one more source."""
    unnamed = [root for root, members in components.items() if all(_only_agencies(report) for report in members)]
    named = [root for root in components if root not in unnamed]
    home = max(named, key=lambda root: (len(components[root]), root), default=unnamed[0] if unnamed else "")
    for root in unnamed:
        if root != home and partition.join(home, root):
            members = components.pop(home) + components.pop(root)
            home = partition.find(home)
            components[home] = sorted(members, key=lambda report: (report.first_seen, report.key))


def _only_agencies(report: Report) -> bool:
    stated = [credit for credit in report.credits if credit.form is not CreditForm.INLINE]
    return bool(stated) and all(_is_agencies(credit) for credit in stated)


def _origin(members: Sequence[Report], merges: Sequence[_Edge], *, knowledge: Knowledge) -> Origin:
    kind, name, outlet = _head(members, knowledge=knowledge)
    return Origin(
        kind=kind,
        name=name,
        outlet=outlet,
        articles=tuple(report.key for report in members),
        evidence=tuple(edge.reason for edge in merges),
    )


def _head(members: Sequence[Report], *, knowledge: Knowledge) -> tuple[OriginKind, str, str | None]:
    """Give who stands at the head of a component: an outlet that is credited and credits nobody, agencies first."""
    credited = {credit.outlet: credit.name for report in members for credit in _counting(report) if credit.outlet}
    crediting = {report.article.outlet for report in members if any(True for _ in _counting(report))}
    heads = sorted(credited.keys() - crediting, key=lambda key: (not _is_agency(key, knowledge), key)) or sorted(
        credited
    )
    if heads:
        return OriginKind.OUTLET, _name(heads[0], knowledge, printed=credited[heads[0]]), heads[0]
    named = sorted(credit.name for report in members for credit in _counting(report) if not _is_agencies(credit))
    if named:
        return OriginKind.OUTLET, named[0], None
    if any(_only_agencies(report) for report in members) and all(_only_agencies(report) for report in members):
        return OriginKind.UNKNOWN, _UNNAMED_AGENCY, None
    if any(reuse.direction is Direction.BOTH_FROM_UNSEEN for report in members for reuse in report.reuses):
        return OriginKind.UNKNOWN, _UNSEEN, None
    first = members[0].article.outlet
    return OriginKind.OUTLET, _name(first, knowledge), first


def _is_agency(key: str, knowledge: Knowledge) -> bool:
    outlet = knowledge.outlets.get(key)
    return outlet is not None and outlet.kind is OutletKind.AGENCY


def _name(key: str, knowledge: Knowledge, *, printed: str | None = None) -> str:
    outlet = knowledge.outlets.get(key)
    return outlet.name if outlet is not None else printed or key
