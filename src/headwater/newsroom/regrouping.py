"""Stories and their articles change places in the store: by the process of record, and by an editor."""

from collections.abc import Sequence

from headwater.store.models import ArticleRow, StoryRow


def absorb_story(story: StoryRow, *, into: StoryRow) -> None:
    """Put every article of a story into another one; its address, and those that led to it, lead there from now on."""
    ArticleRow.objects.filter(story=story).update(story=into)
    StoryRow.objects.filter(merged_into=story).update(merged_into=into)
    story.merged_into = into
    story.save(update_fields=["merged_into"])
    into.pinned = into.pinned or story.pinned
    into.dirty = True
    into.save(update_fields=["pinned", "dirty"])


def move_articles(keys: Sequence[str], *, into: StoryRow) -> None:
    """Put articles into a story, and mark it and those they leave, so that all are described anew."""
    left = ArticleRow.objects.filter(key__in=keys).values_list("story_id", flat=True)
    StoryRow.objects.filter(key__in=[*filter(None, left), into.key]).update(dirty=True)
    ArticleRow.objects.filter(key__in=keys).update(story=into)


def begin_story(key: str, articles: Sequence[ArticleRow]) -> StoryRow:
    """Give the row of a new story for articles that are about to move into it; pages show it once it is described."""
    first = min(articles, key=lambda row: (row.first_seen, row.key))
    return StoryRow.objects.create(
        key=key,
        headline=first.headline,
        first_seen=first.first_seen,
        last_updated=max(row.first_seen for row in articles),
        report_count=0,
    )
