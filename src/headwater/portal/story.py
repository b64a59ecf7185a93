"""What the page of one story shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from headwater.edition.additions import Added, additions_of
from headwater.edition.addresses import article_path
from headwater.edition.cards import Card, card_of, may_show, stands_first
from headwater.edition.flags import FlagLine, flags_of
from headwater.edition.ledger import SpeakerEntry, ledger_of
from headwater.edition.outlets import outlets_for
from headwater.edition.places import PlaceLink, place_links
from headwater.edition.rights import Shown
from headwater.edition.translations import is_foreign, language_wanted, with_translations
from headwater.edition.tree import Tree, tree_of
from headwater.model.correction import Correction
from headwater.model.listing import HeldArticle, StoryDossier, StoryLine
from headwater.model.outlet import Outlet
from headwater.model.provenance import Origin, Reason
from headwater.model.translation import primary_language
from headwater.portal.answers import earliest
from headwater.store.corrections import corrections_of
from headwater.store.people import person_keys
from headwater.store.places import places_in

#: Places named above a story.
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report in a list."""

    key: str
    path: str
    #: None where only a link may be shown.
    headline: str | None
    language: str | None
    #: Display name and key.
    outlet: str
    outlet_key: str
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """One independent source, why it counts once, and the reports that rest on it."""

    #: None for the reports that no source was settled for.
    origin: Origin | None
    reports: tuple[ReportLine, ...]
    #: The reports that show why, each with its reasons; None for reasons that no single report shows.
    evidence: tuple[tuple[ReportLine | None, tuple[Reason, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as its page shows it."""

    card: Card
    tree: Tree
    ledger: tuple[SpeakerEntry, ...]
    groups: tuple[OriginGroup, ...]
    #: What the texts show about the story's sources.
    flags: tuple[FlagLine, ...]
    #: All reports, first seen first.
    lines: tuple[ReportLine, ...]
    #: Why each report was put here: the report and the reasons.
    grouped: tuple[tuple[ReportLine, tuple[Reason, ...]], ...]
    #: Why the story stands where it stands.
    ranked: tuple[Reason, ...]
    #: What each report added to those before it.
    added: tuple[Added, ...]
    #: Places that its reports name, the one that most of them name first.
    places: tuple[PlaceLink, ...]
    #: Of the story and of its reports, newest first.
    corrections: tuple[Correction, ...]
    #: Reports beyond those that are listed.
    left_out: int
    #: Pages of the reports listed, by key.
    paths: Mapping[str, str]
    by_key: Mapping[str, ReportLine]
    valid_until: datetime | None


def story_view(dossier: StoryDossier, *, now: datetime) -> StoryView | None:
    """Give what the page shows, or None where nothing of the story may be shown now."""
    all_held = with_translations(dossier.reports)
    answers = {held.key: may_show(held, now=now) for held in all_held}
    reports = [held for held in all_held if answers[held.key].extent is not None]
    outlets = outlets_for({held.article.outlet for held in reports})
    line = StoryLine(
        story=dossier.story,
        face=_own(reports, now=now, face=_face(reports, answers=answers, wished=dossier.story.face)),
        first_outlet=reports[0].article.outlet if reports else None,
    )
    card = card_of(line, may=answers[line.face.key], outlets=outlets) if line.face else None
    if card is None:
        return None
    lines = {held.key: report_line(held, may=answers[held.key], outlets=outlets) for held in reports}
    return StoryView(
        card=card,
        tree=tree_of(reports, reuses=dossier.reuses, may=answers, outlets=outlets),
        ledger=ledger_of(reports, may=answers, outlets=outlets, persons=person_keys(answers)),
        groups=_groups(dossier.story.origins, lines),
        flags=flags_of(dossier.story.flags, reports={held.key: held for held in reports}, may=answers),
        lines=tuple(lines.values()),
        grouped=tuple((lines[key], _standing(reasons, lines)) for key, reasons in _ordered(dossier, lines)),
        ranked=_standing(dossier.ranked.reasons, lines) if dossier.ranked else (),
        added=additions_of(reports, may=answers),
        places=_places(answers),
        corrections=corrections_of(articles=lines, story=dossier.story.key),
        left_out=max(len(dossier.story.articles) - len(dossier.reports), 0),
        paths={key: line.path for key, line in lines.items()},
        by_key=lines,
        valid_until=earliest(*(answer.valid_until for answer in answers.values())),
    )


def _own(reports: Sequence[HeldArticle], *, now: datetime, face: HeldArticle | None) -> HeldArticle | None:
    """Give the report that stands for the story: the face, or the first one in the portal's language."""
    language = language_wanted()
    if language is None or face is None or not is_foreign(face, language=language):
        return face
    spoken = (held for held in reports if primary_language(held.article.language) == language)
    own = next(spoken, None)
    return own if own is not None and stands_first(own, now=now) else face


def report_line(held: HeldArticle, *, may: Shown, outlets: Mapping[str, Outlet]) -> ReportLine:
    """Give a report as a list shows it."""
    return ReportLine(
        key=held.key,
        path=article_path(held.key, may.headline),
        headline=may.headline,
        language=held.article.language,
        outlet=outlets[held.article.outlet].name,
        outlet_key=held.article.outlet,
        shown_at=held.shown_at,
    )


def _places(answers: Mapping[str, Shown]) -> tuple[PlaceLink, ...]:
    readable = [key for key, may in answers.items() if may.excerpt is not None or may.body]
    return place_links(places_in(readable)[:_MOST_PLACES], language=settings.PORTAL.portal.language)


def _face(reports: Sequence[HeldArticle], *, answers: Mapping[str, Shown], wished: str | None) -> HeldArticle | None:
    ordered = sorted(reports, key=lambda held: (answers[held.key].headline is None, held.key != wished))
    return ordered[0] if ordered else None


def _groups(origins: Sequence[Origin], lines: Mapping[str, ReportLine]) -> tuple[OriginGroup, ...]:
    groups = [
        OriginGroup(
            origin=origin,
            reports=tuple(
                sorted((lines[key] for key in origin.articles if key in lines), key=lambda line: line.shown_at)
            ),
            evidence=_evidence(origin, lines),
        )
        for origin in origins
    ]
    settled = {key for origin in origins for key in origin.articles}
    rest = tuple(line for key, line in lines.items() if key not in settled)
    shown_groups = (group for group in groups if group.reports)
    return (*shown_groups, *((OriginGroup(origin=None, reports=rest),) if rest else ()))


def _evidence(
    origin: Origin, lines: Mapping[str, ReportLine]
) -> tuple[tuple[ReportLine | None, tuple[Reason, ...]], ...]:
    """Give what ties the reports of an origin together; one report that shares its words with two says so once."""
    shown: dict[str, dict[str, Reason]] = {}
    for reason in _standing(origin.evidence, lines):
        shown.setdefault(reason.article or "", {}).setdefault(reason.words, reason)
    return tuple((lines.get(key), tuple(reasons.values())) for key, reasons in shown.items())


def _known(keys: Sequence[str], lines: Mapping[str, ReportLine]) -> list[ReportLine]:
    return [lines[key] for key in keys if key in lines]


def _standing(reasons: Sequence[Reason], lines: Mapping[str, ReportLine]) -> tuple[Reason, ...]:
    """Leave out evidence from reports that may not be shown or were taken away: it may quote them."""
    return tuple(reason for reason in reasons if reason.article is None or reason.article in lines)


def _ordered(dossier: StoryDossier, lines: Mapping[str, ReportLine]) -> list[tuple[str, tuple[Reason, ...]]]:
    placed = dict(dossier.placements)
    return [(key, placed[key]) for key in lines if key in placed]
