"""What was made of reports and stands elsewhere: stories, the ordered log, proposals, persons; and how it lets go."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db.models import Q

from headwater.model.codec import decode, encode
from headwater.model.letter import Issue
from headwater.model.provenance import Origin, Reason
from headwater.model.story import Placement, Story
from headwater.store.models import (
    ArticleRow,
    IssueRow,
    PersonRow,
    PlacementRow,
    ProposalRow,
    RegroupingRow,
    StatementRow,
    StoryRow,
)
from headwater.store.rows import (
    placement_from,
    placement_row,
    proposal_from,
    ranked_from,
    set_ranked,
    set_story,
    story_from,
)


def stories_about(articles: Sequence[str]) -> set[str]:
    """Give the keys of all stories whose rows may hold words of some articles: theirs, then and now."""
    keys = set(filter(None, ArticleRow.objects.filter(key__in=articles).values_list("story_id", flat=True)))
    keys |= set(PlacementRow.objects.filter(article_key__in=articles).values_list("story_key", flat=True))
    keys |= set(RegroupingRow.objects.filter(article_key__in=articles).values_list("from_key", flat=True))
    merged = StoryRow.objects.filter(Q(merged_into__in=keys) | Q(merged__in=keys))
    return keys | set(merged.values_list("key", flat=True))


def lock_stories(keys: Iterable[str]) -> list[StoryRow]:
    """Give the rows of stories, held until the transaction ends (on SQLite the whole database is)."""
    return list(StoryRow.objects.select_for_update().filter(key__in=list(keys)).order_by("key"))


def forget_derived(articles: Collection[str], *, stories: Sequence[StoryRow]) -> None:
    """Take every word of some articles out of what was derived from them; their stories are described anew."""
    for row in stories:
        _forget_in_story(row, articles)
    _forget_in_log(articles, stories=stories)
    _forget_proposals({*articles, *(row.key for row in stories)})
    _forget_persons(articles)
    _forget_in_letters(articles)


def _forget_in_story(row: StoryRow, articles: Collection[str]) -> None:
    if row.document:
        story = story_without(story_from(row), articles)
        first = ArticleRow.objects.filter(key__in=story.articles, hidden=False).order_by("first_seen", "key").first()
        set_story(row, replace(story, headline=first.headline if first else "", summary=None))
    else:
        row.headline = ""
    ranked = ranked_from(row)
    if ranked is not None:
        set_ranked(row, replace(ranked, reasons=_without(ranked.reasons, articles)))
    row.dirty = True
    row.save(update_fields=["headline", "document", "ranked", "report_count", "independent_sources", "dirty"])


def story_without(story: Story, articles: Collection[str]) -> Story:
    """Give a story without some articles and without the evidence that they gave."""
    origins = (_origin_without(origin, articles) for origin in story.origins)
    return replace(
        story,
        face=None if story.face in articles else story.face,
        articles=tuple(key for key in story.articles if key not in articles),
        origins=tuple(origin for origin in origins if origin.articles),
        flags=tuple(flag for flag in story.flags if not {*flag.articles}.intersection(articles)),
    )


def _origin_without(origin: Origin, articles: Collection[str]) -> Origin:
    left = tuple(key for key in origin.articles if key not in articles)
    if left == origin.articles:
        return replace(origin, evidence=_without(origin.evidence, articles))
    # What made them one may quote the one that goes, wherever it was found: it is found anew.
    return replace(origin, articles=left, evidence=())


def _without(reasons: Sequence[Reason], articles: Collection[str]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.article not in articles)


def _forget_in_log(articles: Collection[str], *, stories: Sequence[StoryRow]) -> None:
    """Keep the lines of the log, because they are numbered without gaps, and take the words out of them."""
    beside = ArticleRow.objects.filter(story__in=[row.key for row in stories]).values("key")
    for line in PlacementRow.objects.filter(Q(article_key__in=articles) | Q(article_key__in=beside)):
        placement = placement_from(line)
        kept = () if line.article_key in articles else _without(placement.reasons, articles)
        if kept != placement.reasons:
            line.document = _document_of(replace(placement, reasons=kept), line)
            line.save(update_fields=["document"])


def _forget_proposals(keys: Collection[str]) -> None:
    """A proposal's reasons may quote what goes; the next look back makes those anew that still hold."""
    for row in ProposalRow.objects.filter(state="open"):
        proposal = proposal_from(row)
        if not {*proposal.stories, *proposal.articles}.isdisjoint(keys):
            row.delete()


def _forget_in_letters(articles: Collection[str]) -> None:
    """Take what stood for a story out of the newsletter's issues, sent or not; what readers were sent stays sent."""
    for row in IssueRow.objects.all():
        issue = decode(row.document, Issue)
        left = tuple(story for story in issue.stories if story.face not in articles)
        if left != issue.stories:
            row.document = encode(replace(issue, stories=left)).decode()
            row.save(update_fields=["document"])


def _forget_persons(articles: Collection[str]) -> None:
    """Let go of who spoke in these articles alone; who spoke elsewhere too is found anew with one story there."""
    said = StatementRow.objects.filter(article__in=articles)
    names = set(said.values_list("name_key", flat=True))
    said.delete()
    heard = dict(StatementRow.objects.filter(name_key__in=names).values_list("name_key", "article_id"))
    silent = PersonRow.objects.filter(name_key__in=names - heard.keys())
    PersonRow.objects.filter(merged_into__in=list(silent.values_list("key", flat=True))).delete()
    silent.delete()
    StatementRow.objects.filter(article__in=heard.values()).delete()
    StoryRow.objects.filter(articles__in=heard.values()).update(dirty=True)


def _document_of(placement: Placement, line: PlacementRow) -> str:
    fresh = placement_row(placement, sequence=line.sequence, story=line.story_key, placed_at=line.placed_at)
    document: str = fresh.document
    return document
