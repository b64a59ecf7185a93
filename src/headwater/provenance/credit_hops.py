"""Hops named inside sentences: "told Reuters", "as broadcast by ANA", "Xinhua reported", "citing Interfax"."""

import re
from collections.abc import Iterator

from headwater.model.article import Article, BlockKind, Span
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import NamedOutlet, Outlet
from headwater.model.provenance import Credit, CreditForm, CreditKind
from headwater.provenance.credit_frames import Frames, frames_of
from headwater.provenance.outlet_mentions import Mention, find_outlet_mentions
from headwater.text.urls import host_of

#: How much of the text before and after a name is looked at, in characters.
_BEFORE, _AFTER = 110, 60
#: Where one sentence ends and another begins.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»]?\s+(?=[\"“„«]?[^\W\da-z_а-яёα-ω])")
_LONGEST_LINE = 220
_KNOWN, _AMBIGUOUS, _UNKNOWN = 0.92, 0.75, 0.6


def find_hops(article: Article, *, knowledge: Knowledge) -> Iterator[Credit]:
    """Give the hops that sentences of the body name, in text order; nothing in languages without a lexicon."""
    lexicon = knowledge.cue_lexicon(article.language)
    if lexicon is None:
        return
    frames, own = frames_of(lexicon), host_of(article.url)
    for number, block in enumerate(article.body):
        if block.kind is BlockKind.IMAGE or not block.text:
            continue
        for mention in find_outlet_mentions(block, lexicon=lexicon, knowledge=knowledge, own=own):
            yield from _hop(block.text, number, mention=mention, frames=frames)


def _hop(text: str, number: int, *, mention: Mention, frames: Frames) -> Iterator[Credit]:
    name = mention.name
    before = _SENTENCE_END.split(text[max(0, name.start - _BEFORE) : name.start])[-1]
    after = text[name.end : name.end + _AFTER]
    beside_noun = bool(frames.noun_before.search(before) or frames.noun_after.match(after))
    kind = _kind(before, after, frames=frames, may_report=not name.is_ambiguous or beside_noun)
    if kind in {None, CreditKind.REPORTED} and _is_dative(name) and frames.told_by_case.search(before):
        kind = CreditKind.TOLD
    if kind is None or not mention.may_be(kind):
        return
    outlet = _meant(name)
    yield Credit(
        kind=kind,
        form=_form(kind, text, name),
        name=name.name,
        outlet=outlet.key if outlet else None,
        span=Span(block=number, start=name.start, end=name.end),
        confidence=_confidence(name, outlet, beside_noun=beside_noun),
    )


def _kind(before: str, after: str, *, frames: Frames, may_report: bool) -> CreditKind | None:
    """Give what a sentence says of the outlet between the two stretches, or None where it is only mentioned."""
    stated = next((kind for kind, pattern in frames.before[:2] if pattern.search(before)), None)
    if stated is not None:
        return stated
    reports = may_report and (frames.reported_before.search(before) or frames.reported.match(after))
    if may_report and frames.as_before.search(before) and (reports or frames.verb_at_end.match(after)):
        return CreditKind.RELAYED
    if may_report and frames.reported_before.search(before):
        return CreditKind.REPORTED
    # The nearest counts: "said to the agency Meridian, according to Harbour TV".
    nearest = [(match.start(), kind) for kind, pattern in frames.before[2:] if (match := pattern.search(before))]
    if nearest:
        return max(nearest, key=lambda found: found[0])[1]
    for kind, pattern in frames.after:
        if pattern.match(after):
            return kind
    return CreditKind.REPORTED if reports else None


def _is_dative(name: NamedOutlet) -> bool:
    return name.base not in {None, name.name} and name.name.endswith(("у", "ю"))


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
