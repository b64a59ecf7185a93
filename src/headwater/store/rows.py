"""Values to rows and back: the one mapping of each type. A row made here is not saved yet."""

from dataclasses import replace
from datetime import datetime

from headwater.model.article import Article
from headwater.model.codec import decode, encode
from headwater.model.correction import Correction
from headwater.model.feed import Entry, Feed, FetchState
from headwater.model.outlet import Outlet
from headwater.model.page import Page, digest_of
from headwater.model.person import Person
from headwater.model.provenance import Reuse, Revision, Traced
from headwater.model.publication import Publications
from headwater.model.rights import Overrule
from headwater.model.story import Placement, Proposal, Ranked, Related, Report, Story
from headwater.model.subscription import Subscription
from headwater.store.keys import entry_key, feed_key, picture_key, proposal_key
from headwater.store.models import (
    ArticleRow,
    CorrectionRow,
    EntryRow,
    FeedRow,
    OutletRow,
    OverruleRow,
    PageRow,
    PersonRow,
    PictureRow,
    PlacementRow,
    ProposalRow,
    PublicationRow,
    ReuseRow,
    RevisionRow,
    StoryRow,
    SubscriptionRow,
)
from headwater.text.urls import host_of


def outlet_row(outlet: Outlet) -> OutletRow:
    """Give the row of an outlet."""
    return OutletRow(key=outlet.key, name=outlet.name, document=_text(outlet))


def outlet_from(row: OutletRow) -> Outlet:
    """Give the outlet of a row."""
    return decode(row.document, Outlet)


def feed_row(feed: Feed, state: FetchState, *, added_at: datetime) -> FeedRow:
    """Give the row of a feed with the state of its polling."""
    row = FeedRow(key=feed_key(feed.url), url=feed.url, host=host_of(feed.url), added_at=added_at)
    row.outlet_key = feed.outlet
    row.document = _text(feed)
    set_state(row, state)
    return row


def set_state(row: FeedRow, state: FetchState) -> None:
    """Put the state of polling into a feed's row, with the columns that are queried."""
    row.state = _text(state)
    row.due_at = state.due_at
    row.retired = state.retired
    row.problem = state.problem or ""


def move_feed(row: FeedRow, url: str) -> None:
    """Give a feed its new address for good; its key stays. Where that address is subscribed already, retire it."""
    feed, state = feed_from(row), state_from(row)
    if FeedRow.objects.filter(url=url).exclude(pk=row.pk).exists():
        set_state(row, replace(state, retired=True, problem=f"it has moved to {url}, which is subscribed already"))
    else:
        row.url, row.host = url, host_of(url)
        row.document = _text(replace(feed, url=url))
        set_state(row, replace(state, moved_to=None, moved_count=0, moved_since=None))
    row.save()


def feed_from(row: FeedRow) -> Feed:
    """Give the feed of a row."""
    return decode(row.document, Feed)


def state_from(row: FeedRow) -> FetchState:
    """Give the state of polling of a feed's row."""
    return decode(row.state, FetchState)


def subscription_row(subscription: Subscription, *, token: str, feed: FeedRow, made_at: datetime) -> SubscriptionRow:
    """Give the row of an agreement with a hub; `due_at` is the caller's to set."""
    return SubscriptionRow(token=token, feed=feed, made_at=made_at, document=_text(subscription))


def set_subscription(row: SubscriptionRow, subscription: Subscription) -> None:
    """Put an agreement with a hub into its row."""
    row.document = _text(subscription)


def subscription_from(row: SubscriptionRow) -> Subscription:
    """Give the agreement of a row."""
    return decode(row.document, Subscription)


def entry_row(entry: Entry, *, feed: FeedRow, outlet: str, seen_at: datetime) -> EntryRow:
    """Give the row of a report that a feed announced, waiting for its page; `entry.link` is normalised."""
    url = entry.link or ""
    return EntryRow(
        key=entry_key(outlet, url),
        feed=feed,
        outlet_key=outlet,
        url=url,
        last_url=url,
        host=host_of(url),
        guid=entry.id or "",
        title=entry.title or "",
        published=entry.published,
        first_seen=seen_at,
        due_at=seen_at,
        document=_text(entry),
    )


def entry_from(row: EntryRow) -> Entry:
    """Give the entry of a row."""
    return decode(row.document, Entry)


def page_row(page: Page, *, entry: EntryRow) -> PageRow:
    """Give the row of a page as fetched; its bytes are kept apart, under the digest."""
    return PageRow(
        entry=entry,
        digest=digest_of(page.body),
        fetched_at=page.fetched_at,
        final_url=page.final_url,
        status=page.status,
        content_type=page.content_type or "",
        charset=page.charset or "",
        etag=page.etag or "",
        last_modified=page.last_modified or "",
    )


def page_from(row: PageRow, *, url: str, body: bytes) -> Page:
    """Give the page of a row and the bytes kept under its digest."""
    return Page(
        url=url,
        final_url=row.final_url,
        status=row.status,
        content_type=row.content_type or None,
        charset=row.charset or None,
        body=body,
        fetched_at=row.fetched_at,
    )


def picture_row(url: str, *, due_at: datetime) -> PictureRow:
    """Give the row of a picture that is to be fetched; `url` is normalised."""
    return PictureRow(key=picture_key(url), url=url, host=host_of(url), due_at=due_at)


def article_row(article: Article, *, key: str, feed_key: str, first_seen: datetime, traced: Traced) -> ArticleRow:
    """Give the row of an article with what was traced in it, not yet recorded."""
    published = article.date_published
    return ArticleRow(
        key=key,
        feed_id=feed_key,
        outlet_key=article.outlet,
        url=article.url,
        headline=article.headline,
        language=article.language or "",
        section=article.section or "",
        published=published,
        first_seen=first_seen,
        shown_at=min(published, first_seen) if published else first_seen,
        document=_text(article),
        traced=_text(traced),
    )


def article_from(row: ArticleRow) -> Article:
    """Give the article of a row."""
    return decode(row.document, Article)


def traced_from(row: ArticleRow) -> Traced:
    """Give what was traced in the article of a row."""
    return decode(row.traced, Traced) if row.traced else Traced()


def report_from(row: ArticleRow, *, reuses: tuple[Reuse, ...] = ()) -> Report:
    """Give the article of a row as the later steps see it."""
    traced = traced_from(row)
    return Report(
        key=row.key,
        article=article_from(row),
        first_seen=row.first_seen,
        statements=traced.statements,
        credits=traced.credits,
        reuses=reuses,
    )


def revision_row(revision: Revision) -> RevisionRow:
    """Give the row of what changed in a stored article."""
    return RevisionRow(
        article_id=revision.article,
        captured_at=revision.captured_at,
        kind=revision.kind.value,
        document=_text(revision),
    )


def revision_from(row: RevisionRow) -> Revision:
    """Give the revision of a row."""
    return decode(row.document, Revision)


def reuse_row(reuse: Reuse) -> ReuseRow:
    """Give the row of a reuse between two articles that are stored."""
    return ReuseRow(newer_id=reuse.newer, older_id=reuse.older, coverage=reuse.coverage, document=_text(reuse))


def reuse_from(row: ReuseRow) -> Reuse:
    """Give the reuse of a row."""
    return decode(row.document, Reuse)


def set_story(row: StoryRow, story: Story) -> None:
    """Put a story into its row, with the columns that are queried."""
    row.key = story.key
    row.headline = story.headline
    row.section = story.section or ""
    row.language = story.language or ""
    row.independent_sources = story.independent_sources
    row.report_count = len(story.articles)
    row.document = _text(story)
    if story.first_seen is not None:
        row.first_seen = story.first_seen
    if story.last_updated is not None:
        row.last_updated = story.last_updated


def story_from(row: StoryRow) -> Story:
    """Give the story of a row."""
    return decode(row.document, Story)


def set_ranked(row: StoryRow, ranked: Ranked) -> None:
    """Put a story's score into its row."""
    row.score = ranked.score
    row.ranked = _text(ranked)


def ranked_from(row: StoryRow) -> Ranked | None:
    """Give the score of a story with its reasons, or None where it has not been ranked."""
    return decode(row.ranked, Ranked) if row.ranked else None


def set_related(row: StoryRow, related: Related) -> None:
    """Put what stands beside a story into its row."""
    row.related = _text(related)


def placement_row(placement: Placement, *, sequence: int, story: str, placed_at: datetime) -> PlacementRow:
    """Give the line of the ordered log for a placement."""
    return PlacementRow(
        sequence=sequence,
        article_key=placement.article,
        story_key=story,
        placed_at=placed_at,
        document=_text(placement),
    )


def placement_from(row: PlacementRow) -> Placement:
    """Give the placement of a line of the ordered log."""
    return decode(row.document, Placement)


def person_row(person: Person, *, last_said: datetime | None) -> PersonRow:
    """Give the row of a person."""
    return PersonRow(
        key=person.key,
        name_key=person.name_key,
        name=person.name,
        statements=person.statements,
        last_said=last_said,
        document=_text(person),
    )


def person_from(row: PersonRow) -> Person:
    """Give the person of a row that was not joined to another."""
    return decode(row.document, Person)


def proposal_row(proposal: Proposal, *, made_at: datetime) -> ProposalRow:
    """Give the row of a proposed change, open."""
    return ProposalRow(
        key=proposal_key(proposal.kind.value, *proposal.stories, *proposal.articles),
        kind=proposal.kind.value,
        story_key=proposal.stories[0],
        chance=proposal.chance,
        made_at=made_at,
        document=_text(proposal),
    )


def proposal_from(row: ProposalRow) -> Proposal:
    """Give the proposed change of a row."""
    return decode(row.document, Proposal)


def publications_from(row: PublicationRow) -> Publications:
    """Give what the last publications told, of the row that counts them."""
    return decode(row.document, Publications) if row.document else Publications()


def set_publications(row: PublicationRow, publications: Publications) -> None:
    """Put what the last publications told into the row that counts them."""
    row.document = _text(publications)


def overrule_row(overrule: Overrule) -> OverruleRow:
    """Give the row of an editor's decision."""
    return OverruleRow(kind=overrule.kind.value, decided_at=overrule.decided_at, document=_text(overrule))


def overrule_from(row: OverruleRow) -> Overrule:
    """Give the editor's decision of a row."""
    return decode(row.document, Overrule)


def correction_row(correction: Correction) -> CorrectionRow:
    """Give the row of a correction."""
    return CorrectionRow(
        article_id=correction.article,
        story_id=correction.story,
        text=correction.text,
        corrected_at=correction.corrected_at,
        editor=correction.editor,
    )


def correction_from(row: CorrectionRow) -> Correction:
    """Give the correction of a row."""
    return Correction(
        article=row.article_id,
        story=row.story_id,
        text=row.text,
        corrected_at=row.corrected_at,
        editor=row.editor,
    )


def _text(value: object) -> str:
    return encode(value).decode()
