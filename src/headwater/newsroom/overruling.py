"""An editor's decision is written down, takes effect with the next publication, and outlives every run."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from headwater.errors import StoreError
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.publish import raise_publication
from headwater.store.models import ArticleRow, PersonRow, StatementRow, StoryRow
from headwater.store.rows import overrule_row

#: What can be decided so far; the others wait for the desk.
_ABOUT_ARTICLES = frozenset({OverruleKind.SAME_ORIGIN, OverruleKind.SEPARATE_ORIGINS})
_ABOUT_STORIES = frozenset({OverruleKind.PIN, OverruleKind.HIDE})
_ABOUT_PERSONS = frozenset({OverruleKind.SAME_PERSON})
DECIDABLE = _ABOUT_ARTICLES | _ABOUT_STORIES | _ABOUT_PERSONS


def decide(overrule: Overrule, *, now: datetime) -> None:
    """Keep an editor's decision and mark every story it touches, so that the next publication follows it.

    Raises:
        StoreError: a key names nothing here, or the kind cannot be decided yet; nothing is kept then.

    """
    with transaction.atomic():
        stories = _stories_of(overrule)
        overrule_row(overrule).save()
        if overrule.kind is OverruleKind.PIN:
            stories.update(pinned=True)
        if overrule.kind is OverruleKind.HIDE:
            stories.update(hidden=True)
        stories.update(dirty=True)
        raise_publication(now)


def _stories_of(overrule: Overrule) -> "QuerySet[StoryRow]":
    if overrule.kind not in DECIDABLE:
        raise StoreError(f"“{overrule.kind.value}” cannot be decided yet")
    if overrule.kind in _ABOUT_PERSONS:
        return _latest_stories(overrule.subjects)
    if overrule.kind in _ABOUT_STORIES:
        found = StoryRow.objects.filter(key__in=overrule.subjects)
        known = set(found.values_list("key", flat=True))
    else:
        articles = ArticleRow.objects.filter(key__in=overrule.subjects)
        known = set(articles.values_list("key", flat=True))
        found = StoryRow.objects.filter(articles__in=articles).distinct()
    missing = [subject for subject in overrule.subjects if subject not in known]
    if missing:
        kind = "story" if overrule.kind in _ABOUT_STORIES else "article"
        raise StoreError(f"there is no {kind} {', '.join(missing)}; copy the key out of its address")
    return StoryRow.objects.filter(key__in=list(found.values_list("key", flat=True)))


def _latest_stories(persons: tuple[str, ...]) -> "QuerySet[StoryRow]":
    """Give the story in which each person spoke last, and let go of who speaks there: it is found anew with it."""
    known = set(PersonRow.objects.filter(key__in=persons).values_list("key", flat=True))
    missing = [key for key in persons if key not in known]
    if missing:
        raise StoreError(f"there is no person {', '.join(missing)}; copy the key out of its address")
    latest = [StatementRow.objects.filter(person_key=key).order_by("-shown_at", "pk").first() for key in persons]
    articles = [statement.article_id for statement in latest if statement is not None]
    StatementRow.objects.filter(article_id__in=articles).delete()
    stories = ArticleRow.objects.filter(key__in=articles, story__isnull=False).values_list("story", flat=True)
    return StoryRow.objects.filter(key__in=list(stories))
