"""Origins: how many independent sources a story really has. This is the one place that counts.

    ties (same text, editor)          ──> groups of articles that are one text
    steps (copied from, credits)      ──> each group is followed up to where nothing is known above it
    owners of what is left            ──> one origin for all own reports of one house

Each top that is reached is one origin, with the evidence for every tie and step below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletKind
from headwater.model.provenance import Direction, Origin, OriginKind, Reason
from headwater.model.rights import Overrule, OverruleKind
from headwater.model.story import Report
from headwater.provenance.descent import Edge, find_descents, is_unnamed, outside_credits
from headwater.provenance.partition import Partition

_UNNAMED_AGENCY = "an agency that is not named"
_UNSEEN = "a text that we have not seen"
_OUTLET, _NAME = "outlet:", "name:"


@dataclass(frozen=True, slots=True)
class _Count:
    """Everything that counting works with."""

    reports: Mapping[str, Report]
    partition: Partition
    evidence: list[Edge]
    knowledge: Knowledge


def count_origins(
    reports: Sequence[Report], *, knowledge: Knowledge, overrules: Sequence[Overrule] = ()
) -> tuple[Origin, ...]:
    """Give the independent origins of a story's reports; `len()` of the answer is the count.

    Every report stands in exactly one origin, whatever the order of the reports; one merged from two stands with the
    one it has most from. Copies without a known parent are one origin; "with agencies" without a name is never an
    origin beside others. An editor's overrules win: `SAME_ORIGIN` joins its subjects (keys of articles),
    `SEPARATE_ORIGINS` keeps them apart.

    >>> count_origins((), knowledge=Knowledge())
    ()
    """
    ordered = sorted(reports, key=lambda report: (report.first_seen, report.key))
    apart = [overrule.subjects for overrule in overrules if overrule.kind is OverruleKind.SEPARATE_ORIGINS]
    count = _Count({report.key: report for report in ordered}, Partition(apart=apart), [], knowledge)
    found = find_descents(ordered, knowledge=knowledge)
    for edge in (*_same_by_editor(ordered, overrules), *found.ties):
        _join(count, edge)
    _follow(count, found.steps)
    _join_owners(count)
    components: dict[str, list[Report]] = {}
    for report in ordered:
        components.setdefault(count.partition.find(report.key), []).append(report)
    _place_unnamed(components, count)
    return tuple(_origin(root, members, count) for root, members in components.items())


def _join(count: _Count, edge: Edge) -> None:
    if count.partition.join(edge.one, edge.other):
        count.evidence.append(edge)


def _same_by_editor(reports: Sequence[Report], overrules: Sequence[Overrule]) -> Iterator[Edge]:
    here = {report.key for report in reports}
    for overrule in overrules:
        if overrule.kind is OverruleKind.SAME_ORIGIN:
            subjects = [subject for subject in overrule.subjects if subject in here]
            for subject in subjects[1:]:
                reason = Reason(rule="overrule", words=f"{overrule.editor} decided: {overrule.reason}", article=subject)
                yield Edge(one=subjects[0], other=subject, reason=reason)


def _follow(count: _Count, steps: Sequence[Edge]) -> None:
    """Join every group with what it has its matter from: along one step each, the first that leads out of it.

    A second step out of a group is a second source of a merged text, which counts by itself or not at all.
    """
    groups = count.partition
    before = {node: groups.find(node) for edge in steps for node in (edge.one, edge.other)}
    followed = set[str]()
    for edge in steps:
        group = before[edge.one]
        if group not in followed and before[edge.other] != group:
            followed.add(group)
            _join(count, edge)
    joined = [edge for edge in steps if edge not in count.evidence and groups.find(edge.one) == groups.find(edge.other)]
    count.evidence.extend(joined)


def _join_owners(count: _Count) -> None:
    """Join the tops that belong to one house."""
    first: dict[str, tuple[str, str]] = {}
    for root in sorted({count.partition.find(node) for node in _nodes(count)}):
        top = _top(root, count)
        if top is None:
            continue
        node, outlet = top
        owner = count.knowledge.outlets.owner(outlet)
        other, other_outlet = first.setdefault(owner, (node, outlet))
        if other != node:
            key = node if node in count.reports else None
            reason = _one_house(None if outlet == other_outlet else _name(owner, count), article=key)
            _join(count, Edge(one=other, other=node, reason=reason))


def _one_house(owner: str | None, *, article: str | None) -> Reason:
    if owner is None:
        return Reason(rule="owner", words="both are by the same outlet", article=article, phrase="same_outlet")
    words = f"both outlets belong to {owner}"
    return Reason(rule="owner", words=words, article=article, phrase="same_owner", values=(("owner", owner),))


def _nodes(count: _Count) -> set[str]:
    return {*count.reports, *(node for edge in count.evidence for node in (edge.one, edge.other))}


def _top(root: str, count: _Count) -> tuple[str, str] | None:
    """Give the one node at the top of a component, with its outlet; None where several stand there, or nobody.

    Of several articles with one text, of which nobody can say who had it first, an agency's is taken for the first.
    """
    members = [node for node in _nodes(count) if count.partition.find(node) == root]
    below = {edge.one for edge in count.evidence if edge.reason.rule not in _TIES}
    tops = sorted(node for node in members if node not in below)
    outlets = {_outlet(node, count): node for node in reversed(tops)}
    agencies = [outlet for outlet in outlets if outlet is not None and _is_agency(outlet, count)]
    likely = agencies if len(agencies) == 1 else list(outlets)
    if len(likely) != 1 or likely[0] is None:
        return None
    return outlets[likely[0]], likely[0]


#: Rules that tie two nodes without saying who had it from whom.
_TIES = frozenset({"overrule", "same-text", "same-statement", "owner"})


def _outlet(node: str, count: _Count) -> str | None:
    if node in count.reports:
        return count.reports[node].article.outlet
    return node.removeprefix(_OUTLET) if node.startswith(_OUTLET) else None


def _place_unnamed(components: dict[str, list[Report]], count: _Count) -> None:
    """Put articles that only name "agencies" with the largest other origin: one more unknown is not one more source."""
    unnamed = [root for root, members in components.items() if all(_only_agencies(one, count) for one in members)]
    named = [root for root in components if root not in unnamed]
    home = max(named, key=lambda root: (len(components[root]), root), default=unnamed[0] if unnamed else "")
    for root in unnamed:
        if root != home and count.partition.join(home, root):
            members = components.pop(home) + components.pop(root)
            home = count.partition.find(home)
            components[home] = sorted(members, key=lambda report: (report.first_seen, report.key))


def _only_agencies(report: Report, count: _Count) -> bool:
    stated = [credit for credit in report.credits if credit.outlet != report.article.outlet]
    return bool(stated) and all(is_unnamed(credit, knowledge=count.knowledge) for credit in stated)


def _origin(root: str, members: Sequence[Report], count: _Count) -> Origin:
    kind, name, outlet = _head(root, members, count)
    return Origin(
        kind=kind,
        name=name,
        outlet=outlet,
        articles=tuple(report.key for report in members),
        evidence=tuple(edge.reason for edge in count.evidence if count.partition.find(edge.one) == root),
    )


def _head(root: str, members: Sequence[Report], count: _Count) -> tuple[OriginKind, str, str | None]:
    """Give who stands at the top of a component: an outlet, a printed name, or nobody that we know."""
    if all(_only_agencies(report, count) for report in members):
        return OriginKind.UNKNOWN, _UNNAMED_AGENCY, None
    top = _top(root, count)
    if top is not None:
        return OriginKind.OUTLET, _name(top[1], count), top[1]
    nodes = sorted(node for node in _nodes(count) if count.partition.find(node) == root)
    below = {edge.one for edge in count.evidence if edge.reason.rule not in _TIES}
    nodes.sort(key=lambda node: node in below)  # "told Meridian, as broadcast by Canal Norte" begins with Meridian
    outside = [node for node in nodes if node.startswith(_OUTLET)]
    outside.sort(key=lambda node: (not _is_agency(node.removeprefix(_OUTLET), count), node in below, node))
    if outside:
        key = outside[0].removeprefix(_OUTLET)
        return OriginKind.OUTLET, _name(key, count), key
    printed = [node for node in nodes if node.startswith(_NAME)]
    if printed:
        return OriginKind.OUTLET, _printed(printed[0].removeprefix(_NAME), members, count), None
    if any(reuse.direction is Direction.BOTH_FROM_UNSEEN for report in members for reuse in report.reuses):
        return OriginKind.UNKNOWN, _UNSEEN, None
    agencies = [report.article.outlet for report in members if _is_agency(report.article.outlet, count)]
    first = agencies[0] if agencies else members[0].article.outlet
    return OriginKind.OUTLET, _name(first, count), first


def _printed(folded: str, members: Sequence[Report], count: _Count) -> str:
    names = (credit.name for report in members for credit in outside_credits(report, knowledge=count.knowledge))
    return next((name for name in names if name.casefold() == folded), folded)


def _is_agency(key: str, count: _Count) -> bool:
    outlet = count.knowledge.outlets.get(key)
    return outlet is not None and outlet.kind is OutletKind.AGENCY


def _name(key: str, count: _Count) -> str:
    outlet = count.knowledge.outlets.get(key)
    return outlet.name if outlet is not None else key
