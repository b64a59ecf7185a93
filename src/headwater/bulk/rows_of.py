"""Values to rows of the tables, in the order of `tables.COLUMNS`; no word goes out that may not be shown."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from headwater.bulk.tables import Cell
from headwater.edition.ninjs import Issued
from headwater.edition.snippets import cut
from headwater.edition.speakers import sure_statements
from headwater.edition.way import ordered_credits
from headwater.model.article import quoted, text_of
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Reuse, SpeakerKind
from headwater.model.rights import Extent
from headwater.model.story import Story

#: Words that prove a credit: a clause, as on pages.
_EVIDENCE_CHARACTERS = 120


def article(issued: Issued) -> Sequence[Cell]:
    """Give the row of a report."""
    held, may = issued.held, issued.may
    report = held.article
    return (
        *(held.key, report.url, report.outlet, may.extent.value if may.extent else None),
        *(may.headline, may.excerpt, text_of(report) if may.body else None),
        *(report.language, report.date_published, held.first_seen, held.story),
        "; ".join(report.authors) if may.excerpt else None,
    )


def statements(issued: Issued, *, persons: Mapping[tuple[str, int], str]) -> Iterator[Sequence[Cell]]:
    """Give a row for each statement that may be quoted, in text order."""
    held, room = issued.held, issued.may.quote_characters
    traced = held.traced.statements
    for number, statement in enumerate(sure_statements(traced) if room else ()):
        speaker = statement.speaker
        named = speaker is not None and speaker.kind is not SpeakerKind.UNNAMED
        words = " … ".join(quoted(held.article, span).strip() for span in statement.content)
        yield (
            *(held.key, number, statement.kind.value, cut(words, limit=room)),
            speaker.name if speaker and named else None,
            speaker.role if speaker else None,
            speaker.kind.value if speaker else None,
            persons.get((held.key, traced.index(statement))),
            statement.confidence,
        )


def credits_named(issued: Issued) -> Iterator[Sequence[Cell]]:
    """Give a row for each hop that a report names."""
    room = min(issued.may.quote_characters, _EVIDENCE_CHARACTERS)
    for credit in ordered_credits(issued.held.traced.credits):
        words = cut(quoted(issued.held.article, credit.span), limit=room) if credit.span and room else None
        yield (
            *(issued.held.key, credit.kind.value, credit.form.value, credit.name, credit.outlet),
            *(words, credit.confidence),
        )


def reuse(shared: Reuse) -> Sequence[Cell]:
    """Give the row of shared words."""
    return (
        *(shared.newer, shared.older, shared.coverage, shared.coverage_of_older),
        *(shared.kind.value, shared.direction.value),
    )


def story(told: Story, *, face: HeldArticle | None) -> Sequence[Cell]:
    """Give the row of a story; `face` is the report that stands for it, where its headline may go out."""
    headline = face.article.headline if face and face.rights.extent is not Extent.LINK else None
    return (
        *(told.key, headline, told.section, told.first_seen, told.last_updated),
        *(told.independent_sources, len(told.articles)),
    )


def origins(told: Story, *, keys: Collection[str]) -> Iterator[Sequence[Cell]]:
    """Give a row for each independent source on which reports rest that went out."""
    for number, origin in enumerate(told.origins):
        resting = [key for key in origin.articles if key in keys]
        if resting:
            yield told.key, number, origin.kind.value, origin.name, origin.outlet, " ".join(resting)


def outlet(publisher: Outlet) -> Sequence[Cell]:
    """Give the row of an outlet."""
    kind = publisher.kind.value
    return publisher.key, publisher.name, kind, publisher.country, publisher.language, publisher.part_of
