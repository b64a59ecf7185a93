"""What the texts of a story show about its sources, said only where it is nearly certain; never a judgement.

Each flag names the reports it is about and the evidence. What cannot be told is left unsaid: a text with a single
quotation that nobody was found for never "names no source".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.model.article import Article, ArticleLabel, BlockKind, text_of
from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletKind
from headwater.model.provenance import (
    CreditForm,
    Direction,
    Flag,
    FlagKind,
    Origin,
    OriginKind,
    Reason,
    Reuse,
    Speaker,
    SpeakerKind,
)
from headwater.model.story import Report
from headwater.provenance.descent import is_unnamed
from headwater.text.quotes import find_quotations
from headwater.text.urls import host_of

#: A shorter text may be a teaser, which has no room for sources.
_LONG_ENOUGH_WORDS = 60
_SEVERAL = 2
#: From this share of its words on, a report rests on the press release they stand in.
_RESTS_ON = 0.5
#: Evidence too weak to say aloud that several reports have one source.
_WEAK = frozenset({"translated", "reworded", "same-statement"})
_STATED = frozenset({CreditForm.DATELINE, CreditForm.CREDIT_LINE, CreditForm.BYLINE, CreditForm.MARKUP})
#: Texts of which nobody expects sources, and which is no fault.
_OTHER_FORMS = frozenset({ArticleLabel.OPINION, ArticleLabel.LIVE_BLOG, ArticleLabel.SPONSORED})
_WORD = re.compile(r"\w+")


def find_flags(reports: Sequence[Report], *, origins: Sequence[Origin], knowledge: Knowledge) -> tuple[Flag, ...]:
    """Give what the reports of one story show about its sources, each with the reports it is about and the evidence.

    `origins` are those of `count_origins` for the same reports.

    >>> find_flags((), origins=(), knowledge=Knowledge())
    ()
    """
    found = (
        _single_origin(reports, origins),
        _one_owner(reports, knowledge),
        _of_each(FlagKind.PRESS_RELEASE, reports, [_press_release(r, reports, knowledge=knowledge) for r in reports]),
        _of_each(FlagKind.UNNAMED_ONLY, reports, [_unnamed_only(report, knowledge) for report in reports]),
        _of_each(FlagKind.NO_SOURCE, reports, [_no_source(report, knowledge) for report in reports]),
    )
    return tuple(flag for flag in found if flag is not None)


def _of_each(kind: FlagKind, reports: Sequence[Report], evidence: Sequence[tuple[Reason, ...]]) -> Flag | None:
    shown = [(report.key, reasons) for report, reasons in zip(reports, evidence, strict=True) if reasons]
    if not shown:
        return None
    return Flag(
        kind=kind,
        articles=tuple(key for key, _ in shown),
        evidence=tuple(reason for _, reasons in shown for reason in reasons),
    )


def _single_origin(reports: Sequence[Report], origins: Sequence[Origin]) -> Flag | None:
    """Say that several outlets have one source: all but one report must show by strong evidence whence it has it.

    Nothing where a report lets somebody speak whom no other report has: it asked somebody itself.
    """
    if len(origins) != 1 or len({report.article.outlet for report in reports}) < _SEVERAL:
        return None
    (origin,) = origins
    strong = tuple(reason for reason in origin.evidence if reason.rule not in _WEAK)
    shown = {reason.article for reason in strong}
    first = [report for report in reports if report.key not in shown]
    if origin.kind is OriginKind.UNKNOWN or len(first) > 1:
        return None
    if any(_speaks_alone(report, reports) for report in reports if report not in first):
        return None
    return Flag(kind=FlagKind.SINGLE_ORIGIN, articles=tuple(report.key for report in reports), evidence=strong)


def _speaks_alone(report: Report, reports: Sequence[Report]) -> bool:
    """Say whether somebody speaks in a report who is in no other one of its language."""
    others = [r for r in reports if r.key != report.key and r.article.language == report.article.language]
    texts = [text_of(other.article).casefold() for other in others]
    names = {_called(statement.speaker) for statement in report.statements if statement.speaker is not None}
    return bool(texts) and any(name and not any(name in text for text in texts) for name in names)


def _called(speaker: Speaker) -> str | None:
    """Give the word by which a speaker would be named elsewhere too: a surname, or the last word of a group."""
    if speaker.kind is SpeakerKind.UNNAMED and speaker.method != "unnamed":
        return None
    words = (speaker.name or speaker.role or "").casefold().split()
    return words[-1] if words else None


def _one_owner(reports: Sequence[Report], knowledge: Knowledge) -> Flag | None:
    outlets = tuple(dict.fromkeys(report.article.outlet for report in reports))
    owners = {knowledge.outlets.owner(outlet) for outlet in outlets}
    if len(outlets) < _SEVERAL or len(owners) != 1:
        return None
    owner = _name(owners.pop(), knowledge)
    names = tuple(_name(outlet, knowledge) for outlet in outlets)
    words = f"{', '.join(names)}: all belong to {owner}"
    values = (("names", names), ("owner", owner))
    return Flag(
        kind=FlagKind.ONE_OWNER,
        articles=tuple(report.key for report in reports),
        evidence=(Reason(rule="one-owner", words=words, phrase="all_one_owner", values=values),),
    )


def _name(key: str, knowledge: Knowledge) -> str:
    outlet = knowledge.outlets.get(key)
    return outlet.name if outlet is not None else key


def _press_release(report: Report, reports: Sequence[Report], *, knowledge: Knowledge) -> tuple[Reason, ...]:
    by_key = {other.key: other for other in reports}
    whole = [_taken_from(reuse, report.key) for reuse in report.reuses]
    copied = [by_key[key] for key in whole if key in by_key]
    own = tuple(_released(report, knowledge))
    return own or tuple(
        _about_release(
            "release-copied",
            "its words stand in what {} publishes as a release",
            report.key,
            name=_name(source.article.outlet, knowledge),
        )
        for source in copied
        if any(True for _ in _released(source, knowledge))
    )


def _about_release(rule: str, clause: str, article: str, *, name: str) -> Reason:
    phrase = rule.replace("-", "_")
    return Reason(rule=rule, words=clause.format(name), article=article, phrase=phrase, values=(("name", name),))


def _taken_from(reuse: Reuse, key: str) -> str | None:
    if reuse.newer == key and reuse.direction is Direction.NEWER_FROM_OLDER and reuse.coverage >= _RESTS_ON:
        return reuse.older
    return None


def _released(report: Report, knowledge: Knowledge) -> Iterator[Reason]:
    outlet = knowledge.outlets.get(report.article.outlet)
    if outlet is not None and outlet.kind is OutletKind.OFFICIAL:
        yield _about_release("release-own", "{} publishes this itself", report.key, name=outlet.name)
    if ArticleLabel.PRESS_RELEASE in report.article.labels:
        words = "the outlet gives it as a press release"
        yield Reason(rule="release-label", words=words, article=report.key, phrase="release_label")
    for credit in report.credits:
        outlet = knowledge.outlets.get(credit.outlet or "")
        if credit.form in _STATED and outlet is not None and outlet.kind is OutletKind.OFFICIAL:
            clause = "credits {}, which publishes releases"
            yield replace(_about_release("release-credit", clause, report.key, name=outlet.name), span=credit.span)


def _unnamed_only(report: Report, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Give the mentions of a text in which everybody who speaks is left unnamed in so many words.

    Nothing where a quotation has no speaker, where a mention was merely not resolved ("the leader's adviser"), or where
    it holds a name ("officials of Port Sorra").
    """
    lexicon = knowledge.cue_lexicon(report.article.language)
    if lexicon is None or not report.statements:
        return ()
    said = {(span.block, span.start) for statement in report.statements for span in statement.content}
    if any(not _is_said(block, start, end, said) for block, start, end in _quotations(report.article)):
        return ()
    reasons = []
    for statement in report.statements:
        if statement.speaker is None or not _is_left_unnamed(statement.speaker, lexicon):
            return ()
        words, span = "left without a name", statement.source
        reasons.append(Reason(rule="unnamed", words=words, article=report.key, span=span, phrase="unnamed"))
    return tuple(reasons)


def _is_said(block: int, start: int, end: int, said: set[tuple[int, int]]) -> bool:
    return any(where == block and start <= begin < end for where, begin in said)


def _quotations(article: Article) -> Iterator[tuple[int, int, int]]:
    for number, block in enumerate(article.body):
        if block.kind is BlockKind.QUOTE:
            yield number, 0, len(block.text)
        for quotation in find_quotations(block.text):
            yield number, quotation.start, quotation.end


def _is_left_unnamed(speaker: Speaker, lexicon: CueLexicon) -> bool:
    if speaker.kind is not SpeakerKind.UNNAMED or speaker.method != "unnamed" or not speaker.role:
        return False
    first, *rest = speaker.role.split()
    known = {*lexicon.unnamed, *lexicon.roles, *lexicon.groups, *lexicon.determiners}
    capitals = [
        word for word in (*rest, *([first] if first.isupper() and len(first) > 1 else [])) if not word.islower()
    ]
    return all(word.casefold().strip(",") in known for word in capitals if word[:1].isupper())


def _no_source(report: Report, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Say that a text names no source: no statement, quotation or credit, and not one word that reports or credits.

    Statements that were not found leave such a word behind; links that lead out may be the source.
    """
    article = report.article
    lexicon = knowledge.cue_lexicon(article.language)
    text = " ".join(_WORD.findall(text_of(article).casefold()))
    count = text.count(" ") + 1
    if lexicon is None or count < _LONG_ENOUGH_WORDS or _OTHER_FORMS.intersection(article.labels):
        return ()
    named = any(not is_unnamed(credit, knowledge=knowledge) for credit in report.credits)
    if article.is_accessible_for_free is False or report.statements or named or _leads_out(article):
        return ()
    if any(True for _ in _quotations(article)) or _reports(text, lexicon):
        return ()
    words = f"no quotation, credit or reporting word in its {count} words"
    return (Reason(rule="no-source", words=words, article=report.key, phrase="no_source", values=(("count", count),)),)


def _leads_out(article: Article) -> bool:
    own = host_of(article.url)
    hosts = (host_of(link.href) for block in article.body for link in block.links)
    return any(host and host != own for host in hosts)


def _reports(text: str, lexicon: CueLexicon) -> bool:
    cues = (
        *(lexicon.verbs + lexicon.weak_verbs + lexicon.tell_verbs + lexicon.bare_verbs + lexicon.carried_on),
        *(lexicon.intent_verbs + lexicon.inverted_verbs + lexicon.according + lexicon.according_after),
        *(lexicon.phrases + lexicon.anonymity + lexicon.unnamed + lexicon.relayed + lexicon.relayed_after),
        *(lexicon.reported + lexicon.told + lexicon.told_after + lexicon.first_on + lexicon.translated),
    )
    padded = f" {text} "
    plain = (" ".join(_WORD.findall(cue.casefold())) for cue in cues if not {"*", "{"} & set(cue))
    return any(f" {cue} " in padded for cue in plain if cue)
