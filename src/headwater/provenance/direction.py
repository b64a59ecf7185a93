"""Who had it from whom: a small sum of log-odds, with a reason for each term.

Positive terms say that the newer article has the words from the older one, negative terms the reverse. Credits weigh
most, because somebody wrote them down; times weigh little, because what we saw first need not have been first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletKind
from headwater.model.provenance import Credit, CreditForm, CreditKind, Direction, Reason, Reuse
from headwater.model.story import Report
from headwater.provenance.align import Comparison
from headwater.text.urls import host_of

#: Log-odds of each kind of evidence; judged by hand, in the order of trust of docs/design/provenance.md.
_MARKUP, _STATED, _INLINE, _ADDRESSEE, _AGENCY, _CONTAINED, _TIME = 5.0, 4.5, 2.5, 3.0, 1.5, 0.8, 0.8
#: An agency's text that was taken as it is; a reworded one may be somebody's third text as well.
_AGENCY_REWORDED, _AS_IT_IS = 0.3, 0.96
#: From this sum on, a direction is said aloud.
_DECIDED = 2.0
_NEAR_IN_TIME = timedelta(minutes=10)
#: One share exceeds the other by this much before it says anything.
_ASYMMETRY = 0.2

#: Reasons that are true of two copies of one original as well.
_GUESSES = frozenset({"contained", "first-seen", "published"})
_THIRD = frozenset({"common-source", "sent-out"})
_STATED_FORMS = frozenset({CreditForm.DATELINE, CreditForm.CREDIT_LINE, CreditForm.BYLINE, CreditForm.HAT_TIP})
_MARKUP_FORMS = frozenset({CreditForm.MARKUP, CreditForm.LINK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A direction and what speaks for it."""

    direction: Direction
    reasons: tuple[Reason, ...]


def decide_direction(newer: Report, older: Report, *, comparison: Comparison, knowledge: Knowledge) -> Verdict:
    """Give who had the words from whom, with every reason and its weight.

    `BOTH_FROM_UNSEEN` is the answer where both name one and the same third source and neither names the other, and
    where an official body printed its own words later than others did: they were sent out.
    """
    reasons = (
        *_credited(newer, older, knowledge=knowledge, sign=1.0),
        *_credited(older, newer, knowledge=knowledge, sign=-1.0),
        *_agency(newer, older, weight=_agency_weight(comparison), knowledge=knowledge),
        *_contained(comparison),
        *_first_seen(newer, older),
    )
    named = any(abs(reason.weight) >= _INLINE for reason in reasons)
    third = _common_source(newer, older) or _sent_out(newer, older, knowledge=knowledge)
    if third is not None and not named:
        reasons = (third, *reasons)
    return Verdict(direction=direction_by(reasons), reasons=reasons)


def direction_by(reasons: Sequence[Reason]) -> Direction:
    """Give the direction that the reasons of a verdict speak for."""
    if any(reason.rule in _THIRD for reason in reasons):
        return Direction.BOTH_FROM_UNSEEN
    return _direction(sum(reason.weight for reason in reasons))


def is_guess(reuse: Reuse) -> bool:
    """Say whether nothing but its form and its time speaks for a direction: true of two copies of one original too."""
    return all(reason.rule in _GUESSES for reason in reuse.reasons)


def _direction(total: float) -> Direction:
    if total >= _DECIDED:
        return Direction.NEWER_FROM_OLDER
    if total <= -_DECIDED:
        return Direction.OLDER_FROM_NEWER
    return Direction.UNDECIDED


def _credited(one: Report, other: Report, *, knowledge: Knowledge, sign: float) -> Iterator[Reason]:
    """Give the strongest credit by which one article names the other's outlet."""
    if one.article.outlet == other.article.outlet:
        return
    name = _name(other, knowledge)
    if _points_at(one, other):
        yield Reason(
            rule="based-on", words=f"its markup names {name} as the original", weight=sign * _MARKUP, article=one.key
        )
    naming = [credit for credit in one.credits if _names(credit, other, knowledge)]
    for credit in sorted(naming, key=_weight, reverse=True)[:1]:
        weight = sign * _weight(credit)
        yield Reason(
            rule=f"credit-{credit.form.value}",
            words=f"it credits {name}",
            weight=weight,
            article=one.key,
            span=credit.span,
        )


def _points_at(one: Report, other: Report) -> bool:
    addresses = one.article.based_on
    if one.article.feed_source is not None:
        addresses = (*addresses, one.article.feed_source[1])
    return other.article.url in addresses or host_of(other.article.url) in {host_of(address) for address in addresses}


def _names(credit: Credit, other: Report, knowledge: Knowledge) -> bool:
    if credit.outlet is not None:
        return credit.outlet == other.article.outlet
    outlet = knowledge.outlets.get(other.article.outlet)
    return outlet is not None and credit.name.casefold() == outlet.name.casefold()


def _weight(credit: Credit) -> float:
    if credit.form in _MARKUP_FORMS:
        return _MARKUP
    if credit.form in _STATED_FORMS:
        return _STATED
    return _ADDRESSEE if credit.kind is CreditKind.TOLD else _INLINE


def _agency_weight(comparison: Comparison) -> float:
    """Give what it says that one of the two is an agency: little where both may have reworded a third text."""
    return _AGENCY if comparison.faithful >= _AS_IT_IS else _AGENCY_REWORDED


def _agency(newer: Report, older: Report, *, weight: float, knowledge: Knowledge) -> Iterator[Reason]:
    is_newer, is_older = (_is_agency(report, knowledge) for report in (newer, older))
    if is_older and not is_newer:
        yield Reason(
            rule="agency", words=f"{_name(older, knowledge)} is a news agency", weight=weight, article=older.key
        )
    if is_newer and not is_older:
        yield Reason(
            rule="agency", words=f"{_name(newer, knowledge)} is a news agency", weight=-weight, article=newer.key
        )


def _is_agency(report: Report, knowledge: Knowledge) -> bool:
    outlet = knowledge.outlets.get(report.article.outlet)
    return outlet is not None and outlet.kind is OutletKind.AGENCY


def _contained(comparison: Comparison) -> Iterator[Reason]:
    difference = comparison.coverage - comparison.coverage_of_older
    if difference > _ASYMMETRY:
        yield Reason(rule="contained", words="the later text is a part of the earlier one", weight=_CONTAINED)
    elif difference < -_ASYMMETRY:
        yield Reason(rule="contained", words="the earlier text is a part of the later one", weight=-_CONTAINED)


def _first_seen(newer: Report, older: Report) -> Iterator[Reason]:
    if newer.first_seen - older.first_seen > _NEAR_IN_TIME:
        yield Reason(rule="first-seen", words="we saw it later", weight=_TIME, article=newer.key)
    published, published_older = newer.article.date_published, older.article.date_published
    if published is None or published_older is None:
        return
    if _is_day(published) or _is_day(published_older):  # midnight is how a bare day is kept
        published, published_older = (
            moment.replace(hour=0, minute=0, second=0, microsecond=0) for moment in (published, published_older)
        )
    if published - published_older > _NEAR_IN_TIME:
        yield Reason(rule="published", words="it says it was published later", weight=_TIME, article=newer.key)
    elif published_older - published > _NEAR_IN_TIME:
        yield Reason(rule="published", words="it says it was published earlier", weight=-_TIME, article=newer.key)


def _is_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _common_source(newer: Report, older: Report) -> Reason | None:
    stated = [
        {credit.outlet for credit in report.credits if credit.outlet and credit.form in _STATED_FORMS | _MARKUP_FORMS}
        for report in (newer, older)
    ]
    common = (stated[0] & stated[1]) - {newer.article.outlet, older.article.outlet}
    if not common or newer.article.outlet == older.article.outlet:
        return None
    return Reason(rule="common-source", words=f"both credit {min(common)}", weight=0.0)


def _sent_out(newer: Report, older: Report, *, knowledge: Knowledge) -> Reason | None:
    """Give the reason where a body's own notice stood elsewhere before it stood on the body's page."""
    if not _is_official(newer, knowledge) or _is_official(older, knowledge):
        return None
    if sum(reason.weight for reason in _first_seen(newer, older)) <= 0:
        return None
    words = f"the words of {_name(newer, knowledge)} stood here before they stood on its own page"
    return Reason(rule="sent-out", words=words, weight=0.0, article=older.key)


def _is_official(report: Report, knowledge: Knowledge) -> bool:
    outlet = knowledge.outlets.get(report.article.outlet)
    return outlet is not None and outlet.kind is OutletKind.OFFICIAL


def _name(report: Report, knowledge: Knowledge) -> str:
    outlet = knowledge.outlets.get(report.article.outlet)
    return outlet.name if outlet is not None else report.article.outlet
