"""What the API answers with: one value for each kind of thing; the description is made of them.

A field that is null says that the source does not say, or that the rights of the report do not let us.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta

Moment = Annotated[datetime, Meta(tz=True)]
Key = Annotated[str, Meta(description="Stable for ever.")]


def _says(words: str) -> Meta:
    return Meta(description=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no other answer, and what to do (RFC 9457)."""

    title: Annotated[str, _says("The status in words.")]
    status: Annotated[int, _says("The HTTP status.")]
    detail: Annotated[str, _says("What was wrong, and what to do.")]
    type: Annotated[str, _says("Always about:blank: status and detail say it all.")] = "about:blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Words with what stands around them (W3C Web Annotation, TextQuoteSelector)."""

    exact: Annotated[str, _says("Letter for letter; the beginning, where rights allow no more.")]
    prefix: Annotated[str, _says("What stands before.")] = ""
    suffix: Annotated[str, _says("What stands behind.")] = ""
    type: Annotated[str, _says("Always TextQuoteSelector.")] = "TextQuoteSelector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The same place by numbers; only of a report that is shown whole."""

    block: Annotated[int, _says("Index into the article's body.")]
    start: Annotated[int, _says("Code points into the block's text.")]
    end: Annotated[int, _says("Behind the last one.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where words stand (W3C Web Annotation, SpecificResource)."""

    source: Annotated[str, _says("Address of the report at its publisher.")]
    selector: Annotated[Selector, _says("The words.")]
    position: Annotated[Position | None, _says("The place in the body here.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a block's text."""

    href: Annotated[str, _says("Where it leads.")]
    start: Annotated[int, _says("Code points into the block's text.")]
    end: Annotated[int, _says("Behind the last one.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyBlock:
    """One block of a body."""

    kind: Annotated[str, _says("paragraph, heading, quote, list, image, embed or table.")]
    text: Annotated[str, _says("Plain text; lists have a line per entry, tables a line per row with tabs.")]
    level: Annotated[int | None, _says("Of a heading: 2 to 6.")] = None
    links: Annotated[tuple[Link, ...], _says("In text order.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Our copy of a picture."""

    url: Annotated[str, _says("Address of the copy.")]
    caption: Annotated[str | None, _says("As printed.")] = None
    credit: Annotated[str | None, _says("As printed.")] = None
    alt: Annotated[str | None, _says("What is on it.")] = None
    width: Annotated[int | None, _says("Pixels.")] = None
    height: Annotated[int | None, _says("Pixels.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an editor of the portal put right."""

    text: Annotated[str, _says("What was wrong and what is right.")]
    corrected_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletName:
    """An outlet as others name it."""

    key: Key
    name: Annotated[str, _says("Display name.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What an engine made of a report in the portal's language; the report's own fields hold the original."""

    engine: Annotated[str, _says("The engine, a machine.")]
    source: Annotated[str, _says("BCP 47 of the original.")]
    language: Annotated[str, _says("BCP 47 of this translation.")]
    translated_at: Annotated[Moment, _says("When the engine gave it.")]
    headline: Annotated[str | None, _says("Translated.")] = None
    excerpt: Annotated[str | None, _says("Translated.")] = None
    body: Annotated[tuple[BodyBlock, ...], _says("Translated, quotations too; empty in lists.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report by one outlet, as far as it may be shown."""

    key: Key
    page: Annotated[str, _says("Its page here.")]
    url: Annotated[str, _says("Its address at the publisher.")]
    outlet: Annotated[OutletName, _says("Who published it.")]
    extent: Annotated[str, _says("How much may be shown: link, headline, excerpt or full.")]
    first_seen: Annotated[Moment, _says("When we first saw it.")]
    shown_at: Annotated[Moment, _says("The time it is sorted by: as published, never later than first seen.")]
    published: Annotated[Moment | None, _says("As the publisher says.")] = None
    modified: Annotated[Moment | None, _says("As the publisher says.")] = None
    headline: Annotated[str | None, _says("In the outlet's own words.")] = None
    excerpt: Annotated[str | None, _says("The outlet's summary or first words, cut.")] = None
    language: Annotated[str | None, _says("BCP 47.")] = None
    story: Annotated[str | None, _says("Key of the story it belongs to.")] = None
    byline: Annotated[str | None, _says("As printed.")] = None
    authors: Annotated[tuple[str, ...], _says("As understood from byline and markup.")] = ()
    credit_text: Annotated[str | None, _says("Words that must be printed with it.")] = None
    image: Annotated[Picture | None, _says("Its lead picture.")] = None
    body: Annotated[tuple[BodyBlock, ...], _says("The whole text; empty in lists, and where rights end earlier.")] = ()
    corrections: Annotated[tuple[Correction, ...], _says("Newest first; empty in lists.")] = ()
    translation: Annotated[Translation | None, _says("Null where the portal has none.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something, as far as the text itself says."""

    kind: Annotated[str, _says("person, group, organisation or unnamed.")]
    name: Annotated[str | None, _says("Null where the source is not named.")] = None
    role: Annotated[str | None, _says("As printed.")] = None
    person: Annotated[str | None, _says("Key of the person, where it is known who it is.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what: one attribution relation."""

    article: Annotated[str, _says("Key of the article.")]
    number: Annotated[int, _says("Its place among the article's statements in text order.")]
    kind: Annotated[str, _says("direct: the speaker's own words; indirect: reworded by the outlet; mixed: both.")]
    words: Annotated[str, _says("Cut where rights end; pieces are joined by an ellipsis.")]
    speaker: Annotated[Speaker, _says("Who said it.")]
    confidence: Annotated[float, _says("0 to 1.")]
    addressee: Annotated[str | None, _says("Whom it was said to, as printed.")] = None
    targets: Annotated[tuple[Target, ...], _says("Where the words stand; several where the cue stands between.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One hop of where a report came from, as its own text says."""

    article: Annotated[str, _says("Key of the article.")]
    kind: Annotated[str, _says("speaks, told, reported, relayed, supplied, translated or published.")]
    form: Annotated[str, _says("dateline, credit-line, byline, inline, hat-tip, link or markup; portal: done here.")]
    name: Annotated[str, _says("As printed.")]
    confidence: Annotated[float, _says("0 to 1.")]
    outlet: Annotated[str | None, _says("Key of the outlet, where the name is one.")] = None
    target: Annotated[Target | None, _says("The words that say so.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportName:
    """A report as others name it."""

    key: Key
    page: Annotated[str, _says("Its page here.")]
    outlet: Annotated[OutletName, _says("Who published it.")]
    headline: Annotated[str | None, _says("Null where only a link may be shown.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Words of one report that stand in another."""

    newer: Annotated[ReportName, _says("The one we saw later.")]
    older: Annotated[ReportName, _says("The one we saw first.")]
    coverage: Annotated[
        float,
        _says(
            "Share of the newer one's words that stand in the older one, 0 to 1; of sentences, where it is translated."
        ),
    ]
    coverage_of_older: Annotated[float, _says("Share of the older one's words that stand in the newer one.")]
    kind: Annotated[str, _says("verbatim, cut, retitled, shuffled, reworded, merged, quoted or translated.")]
    direction: Annotated[
        str, _says("newer-from-older, older-from-newer, both-from-unseen or undecided: who had it from whom.")
    ]
    passages: Annotated[int, _says("How many stretches they share.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that went, came, or both."""

    before: Annotated[str | None, _says("Null where something was added.")] = None
    after: Annotated[str | None, _says("Null where something was removed.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an outlet changed in a report after publishing it, as far as the words may be shown."""

    article: Annotated[str, _says("Key of the article.")]
    captured_at: Annotated[Moment, _says("When we saw the change.")]
    kind: Annotated[str, _says("edit, or retraction: the outlet took the report back.")]
    differences: Annotated[tuple[Difference, ...], _says("The words, headline first.")] = ()
    sources_removed: Annotated[tuple[str, ...], _says("Names of speakers who are named no more.")] = ()
    withheld: Annotated[bool, _says("More was changed than may be shown.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent source of a story."""

    kind: Annotated[str, _says("outlet, speaker, document or unknown.")]
    name: Annotated[str, _says("Display name.")]
    outlet: Annotated[str | None, _says("Key of the outlet, where it is one.")] = None
    articles: Annotated[tuple[str, ...], _says("Keys of the reports that rest on it, first seen first.")] = ()
    evidence: Annotated[tuple[str, ...], _says("Why they count as one, a clause each.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The reports of one event."""

    key: Key
    page: Annotated[str, _says("Its page here.")]
    independent_sources: Annotated[int, _says("How many independent sources it has; how many know, not who is right.")]
    reports: Annotated[int, _says("How many reports it has.")]
    last_updated: Annotated[Moment, _says("When a report last joined it.")]
    first_seen: Annotated[Moment | None, _says("When we saw its first report.")] = None
    headline: Annotated[str | None, _says("Of the report that stands for it.")] = None
    summary: Annotated[str | None, _says("In that outlet's own words.")] = None
    language: Annotated[str | None, _says("BCP 47 of headline and summary.")] = None
    outlet: Annotated[OutletName | None, _says("Whose words these are.")] = None
    section: Annotated[str | None, _says("Section of the paper.")] = None
    articles: Annotated[tuple[str, ...], _says("Keys of its reports, first seen first; empty in lists.")] = ()
    origins: Annotated[tuple[Origin, ...], _says("Its independent sources; empty in lists.")] = ()
    corrections: Annotated[tuple[Correction, ...], _says("Newest first; empty in lists.")] = ()
    translation: Annotated[Translation | None, _says("Null where the portal has none.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker across articles."""

    key: Key
    name: Annotated[str, _says("The full name printed most often.")]
    page: Annotated[str, _says("The person's page here.")]
    statements: Annotated[int, _says("How many statements there are.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many reports have most of their words in common with another outlet's."""

    outlet: Annotated[OutletName, _says("The other outlet.")]
    reports: Annotated[int, _says("How many.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """How an outlet's reports came about, from words shared with earlier reports."""

    days: Annotated[int, _says("Over so many days.")]
    reports: Annotated[int, _says("Reports in all.")]
    own: Annotated[int, _says("Reports for which no earlier one has half of the words.")]
    copies: Annotated[tuple[Taken, ...], _says("Whom it takes words from, most first.")] = ()
    copied_by: Annotated[tuple[Taken, ...], _says("Who takes words from it, most first.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes."""

    key: Key
    name: Annotated[str, _says("Display name.")]
    page: Annotated[str, _says("Its page here.")]
    kind: Annotated[str, _says("agency, newspaper, broadcaster, online, official or aggregator.")]
    country: Annotated[str | None, _says("ISO 3166-1 alpha-2.")] = None
    language: Annotated[str | None, _says("BCP 47 of its main language.")] = None
    url: Annotated[str | None, _says("Its home page.")] = None
    part_of: Annotated[str | None, _says("Key of who owns it.")] = None
    copying: Annotated[Copying | None, _says("Null in lists.")] = None


Next = Annotated[str | None, _says("Give it as cursor to read on; null on the last page.")]
_OF_PAGE = "A page may hold fewer than asked for: what may not be shown is left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """One page of articles, newest first."""

    items: Annotated[tuple[Article, ...], _says(_OF_PAGE)]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """One page of statements."""

    items: Annotated[tuple[Statement, ...], _says(_OF_PAGE)]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPage:
    """The credits of one article, from who spoke to who published."""

    items: Annotated[tuple[Credit, ...], _says("All of them.")]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReusePage:
    """One page of shared words."""

    items: Annotated[tuple[Reuse, ...], _says(_OF_PAGE)]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPage:
    """The changes of one article, newest first."""

    items: Annotated[tuple[Revision, ...], _says("The newest twenty.")]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One page of stories, last updated first."""

    items: Annotated[tuple[Story, ...], _says(_OF_PAGE)]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPage:
    """The independent sources of one story."""

    items: Annotated[tuple[Origin, ...], _says("All of them.")]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One page of persons, most statements first."""

    items: Annotated[tuple[Person, ...], _says(_OF_PAGE)]
    next: Next = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    """One page of outlets, by key."""

    items: Annotated[tuple[Outlet, ...], _says("Outlets that the portal reads or has reports of.")]
    next: Next = None
