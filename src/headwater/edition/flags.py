"""What the texts of a story show about its sources, as pages say it: a line for each flag, with its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.model.article import quoted
from headwater.model.listing import HeldArticle
from headwater.model.provenance import Flag, FlagKind, Reason

#: Those that are about reports one by one; the others are about the story.
OF_REPORTS = frozenset({FlagKind.PRESS_RELEASE, FlagKind.UNNAMED_ONLY, FlagKind.NO_SOURCE})
_LONGEST_QUOTED = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagEvidence:
    """One reason for a flag."""

    reason: Reason
    #: Key of the report that shows it.
    article: str | None
    #: Its words, cut to what may be shown.
    quoted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLine:
    """One flag as a page shows it."""

    #: The phrases `flags.KIND` and, for one report alone, `flags.KIND-here` say it.
    kind: str
    #: Reports it is about.
    count: int
    evidence: tuple[FlagEvidence, ...]


def flags_of(
    flags: Sequence[Flag], *, reports: Mapping[str, HeldArticle], may: Mapping[str, Shown]
) -> tuple[FlagLine, ...]:
    """Give the flags of a story, with the evidence of those reports that are shown."""
    lines = (_line(flag, reports=reports, may=may) for flag in flags)
    return tuple(line for line in lines if line.count and line.evidence)


def flags_here(flags: Sequence[Flag], *, held: HeldArticle, may: Shown) -> tuple[FlagLine, ...]:
    """Give those flags of a story that are about one of its reports by itself."""
    about = [flag for flag in flags if flag.kind in OF_REPORTS and held.key in flag.articles]
    return flags_of(about, reports={held.key: held}, may={held.key: may})


def _line(flag: Flag, *, reports: Mapping[str, HeldArticle], may: Mapping[str, Shown]) -> FlagLine:
    about = [key for key in flag.articles if flag.kind not in OF_REPORTS or key in reports]
    shown = (_shown(reason, reports=reports, may=may) for reason in flag.evidence)
    return FlagLine(kind=flag.kind.value, count=len(about), evidence=tuple(each for found in shown for each in found))


def _shown(reason: Reason, *, reports: Mapping[str, HeldArticle], may: Mapping[str, Shown]) -> Iterator[FlagEvidence]:
    held = reports.get(reason.article or "")
    if reason.article is not None and held is None:
        return
    limit = min(may[held.key].quote_characters, _LONGEST_QUOTED) if held else 0
    words = quoted(held.article, reason.span) if held and reason.span and limit else None
    yield FlagEvidence(reason=reason, article=reason.article, quoted=cut(words, limit=limit) if words else None)
