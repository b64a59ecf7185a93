"""The way a report came: each hop with the words that prove it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.edition.addresses import article_path
from headwater.edition.render import Mark
from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.translated import portal_credit
from headwater.model.article import quoted
from headwater.model.listing import ArticleDossier
from headwater.model.outlet import Outlet
from headwater.model.provenance import Credit, CreditKind, Direction

#: A report is said to be taken from another one where this share of its words stands there.
COPIED_SHARE = 0.5
#: The words that prove a hop are a clause, not a paragraph.
_EVIDENCE_CHARACTERS = 120

_PHRASES: Mapping[CreditKind, str] = {
    CreditKind.SPEAKS: "article.spoke",
    CreditKind.TOLD: "article.told",
    CreditKind.REPORTED: "article.reported",
    CreditKind.RELAYED: "article.relayed",
    CreditKind.SUPPLIED: "article.supplied",
    CreditKind.TRANSLATED: "article.translated",
    CreditKind.PUBLISHED: "article.published",
}
_ORDER = tuple(_PHRASES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of the way."""

    #: Name of the phrase that says it.
    phrase: str
    name: str
    #: Key of the outlet, where it is one.
    outlet: str | None = None
    #: The words that say so, cut.
    words: str | None = None
    #: Where these words are marked in the text shown; None where they are not shown.
    anchor: str | None = None
    #: Page of the earlier report.
    path: str | None = None
    #: Share of the words, in percent, and when that report was seen.
    percent: int | None = None
    seen: datetime | None = None
    #: Name of the phrase that says how it tells the same as that report, where no words are shared.
    retold: str | None = None


def way_of(dossier: ArticleDossier, *, may: Shown, outlets: Mapping[str, Outlet]) -> tuple[Hop, ...]:
    """Give the hops from who spoke to who published, as far as text and shared words show them."""
    article = dossier.held.article
    named = ordered_credits(dossier.held.traced.credits)
    hops = [_credit_hop(number, credit, dossier=dossier, may=may) for number, credit in enumerate(named)]
    if not any(c.kind is CreditKind.PUBLISHED and c.outlet in {article.outlet, None} for c in named):
        hops.append(Hop(phrase="article.published", name=outlets[article.outlet].name, outlet=article.outlet))
    copy = _copy_hop(dossier, outlets)
    came = tuple(_with_copy(hops, copy)) if copy else tuple(hops)
    if may.translated is None:
        return came
    return (*came, Hop(phrase="translation.hop", name=portal_credit(may.translated).name))


def ordered_credits(named: Iterable[Credit]) -> tuple[Credit, ...]:
    """Give the credits from the one who spoke to the one who published, each name once a kind."""
    once: dict[tuple[CreditKind, str], Credit] = {}
    for credit in named:
        once.setdefault((credit.kind, credit.outlet or credit.name.casefold()), credit)
    return tuple(sorted(once.values(), key=lambda credit: _ORDER.index(credit.kind)))


def credit_marks(named: Sequence[Credit]) -> tuple[Mark, ...]:
    """Give the marks that the hops of `way_of` lead to."""
    return tuple(
        Mark(block=c.span.block, start=c.span.start, end=c.span.end, kind="credit", anchor=f"credit-{number}")
        for number, c in enumerate(ordered_credits(named))
        if c.span is not None
    )


def _credit_hop(number: int, credit: Credit, *, dossier: ArticleDossier, may: Shown) -> Hop:
    limit = min(may.quote_characters, _EVIDENCE_CHARACTERS)
    words = quoted(dossier.held.article, credit.span) if credit.span else (credit.seen or "")
    return Hop(
        phrase=_PHRASES[credit.kind],
        name=credit.name,
        outlet=credit.outlet,
        words=cut(words, limit=limit) if words and limit else None,
        anchor=f"credit-{number}" if credit.span and may.body else None,
    )


def _with_copy(hops: Sequence[Hop], copy: Hop) -> Iterable[Hop]:
    """Put shared words to the hop that names the same outlet, else as a hop of their own before the publisher."""
    if any(hop.outlet == copy.outlet for hop in hops):
        last = max(place for place, hop in enumerate(hops) if hop.outlet == copy.outlet)
        for place, hop in enumerate(hops):
            shared = replace(hop, path=copy.path, percent=copy.percent, seen=copy.seen, retold=copy.retold)
            yield shared if place == last else hop
        return
    yield from hops[:-1]
    yield copy
    yield from hops[-1:]


def _copy_hop(dossier: ArticleDossier, outlets: Mapping[str, Outlet]) -> Hop | None:
    held = {copy.key: copy for copy in dossier.older}
    for reuse in dossier.reuses:
        source = held.get(reuse.older)
        taken = reuse.direction in {Direction.NEWER_FROM_OLDER, Direction.UNDECIDED}
        if source is not None and taken and reuse.coverage >= COPIED_SHARE:
            return Hop(
                phrase="article.reported" if reuse.is_retold else "article.copied",
                name=outlets[source.article.outlet].name,
                outlet=source.article.outlet,
                path=article_path(source.key, None),
                percent=None if reuse.is_retold else round(reuse.coverage * 100),
                retold=f"story.{reuse.kind.value}" if reuse.is_retold else None,
                seen=source.first_seen,
            )
    return None
