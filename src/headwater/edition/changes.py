"""What an outlet changed in a report, as far as its rights go: one line, and the words behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.wording import Wording
from headwater.model.provenance import Revision, RevisionKind, Rewording
from headwater.model.rights import Extent
from headwater.provenance.revisions import pairs_of

#: Words left standing on both sides of what differs.
_CONTEXT = 8
#: Passages of one change that are quoted: of a full copy any reader could compare both texts whole.
_MOST_PASSAGES = {Extent.FULL: 40, Extent.EXCERPT: 3}
_CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that went, came, or both."""

    #: None where something was added.
    before: str | None
    #: None where something was removed.
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a report as it may be shown."""

    at: datetime
    #: "headline, 2 passages".
    what: str
    is_retraction: bool
    differences: tuple[Difference, ...] = ()
    #: Names of those who are named no more; empty where no word of the text may be shown.
    sources_removed: tuple[str, ...] = ()
    #: More was changed than may be shown here.
    is_withheld: bool = False


def changes_of(revisions: Sequence[Revision], *, may: Shown, wording: Wording) -> tuple[Change, ...]:
    """Give the changes of a report, in the order given; no word in them is outside what `may` allows.

    The earlier text of a report that was taken back is never shown again, whatever its rights.
    """
    return tuple(_change(revision, may=may, wording=wording) for revision in revisions)


def _change(revision: Revision, *, may: Shown, wording: Wording) -> Change:
    is_retraction = revision.kind is RevisionKind.RETRACTION
    every = () if is_retraction else tuple(_differences(revision))
    allowed = () if is_retraction else tuple(_allowed(revision, every, may=may))
    return Change(
        at=revision.captured_at,
        what=", ".join(_parts(revision, wording=wording)),
        is_retraction=is_retraction,
        differences=allowed,
        sources_removed=revision.sources_removed if may.quote_characters and not is_retraction else (),
        is_withheld=not is_retraction and len(allowed) < len(every) + (revision.headline_before is not None),
    )


def _parts(revision: Revision, *, wording: Wording) -> Iterator[str]:
    if revision.kind is RevisionKind.RETRACTION:
        yield wording.say("changes.retraction")
        return
    if revision.headline_before is not None:
        yield wording.say("changes.headline")
    if revision.byline_before is not None:
        yield wording.say("changes.byline")
    passages = len(revision.added) + len(revision.removed) - len(pairs_of(revision))
    counts = (
        ("passages", passages),
        ("numbers", len(revision.numbers)),
        ("quotes", len(revision.quotes_changed) + len(revision.quotes_added) + len(revision.quotes_removed)),
        ("sources", len(revision.sources_removed)),
    )
    yield from (wording.say(f"changes.{name}", count) for name, count in counts if count)


def _differences(revision: Revision) -> Iterator[Difference]:
    pairs = pairs_of(revision)
    yield from (Difference(before=pair.before, after=pair.after) for pair in pairs)
    olds, news = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    yield from (Difference(before=text, after=None) for text in revision.removed if text not in olds)
    yield from (Difference(before=None, after=text) for text in revision.added if text not in news)


def _allowed(revision: Revision, every: Sequence[Difference], *, may: Shown) -> Iterator[Difference]:
    if revision.headline_before is not None and may.headline is not None:
        yield Difference(before=revision.headline_before, after=revision.headline_after)
    most = _MOST_PASSAGES.get(may.extent, 0) if may.extent is not None and may.quote_characters else 0
    for difference in every[:most]:
        yield _shortened(difference, limit=may.quote_characters)


def _shortened(difference: Difference, *, limit: int) -> Difference:
    before, after = difference.before, difference.after
    if before is not None and after is not None:
        near = _around(Rewording(before=before, after=after))
        before, after = near.before, near.after
    return Difference(
        before=cut(before, limit=limit) if before is not None else None,
        after=cut(after, limit=limit) if after is not None else None,
    )


def _around(pair: Rewording) -> Rewording:
    """Give what differs between two passages with a few words on either side, so that a short quotation holds it."""
    old, new = pair.before.split(), pair.after.split()
    shortest = min(len(old), len(new))
    head = next((number for number in range(shortest) if old[number] != new[number]), shortest)
    left = shortest - head
    tail = next((number for number in range(left) if old[-1 - number] != new[-1 - number]), left)
    start, rest = max(0, head - _CONTEXT), max(0, tail - _CONTEXT)
    return Rewording(before=_stretch(old, start, rest), after=_stretch(new, start, rest))


def _stretch(words: Sequence[str], start: int, rest: int) -> str:
    kept = " ".join(words[start : len(words) - rest])
    return f"{_CUT + ' ' if start else ''}{kept}{' ' + _CUT if rest else ''}"
