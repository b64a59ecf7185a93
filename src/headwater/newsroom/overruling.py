"""An editor's decision is written down, takes effect with the next publication, and outlives every run."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from headwater.errors import StoreError
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.publish import raise_publication
from headwater.store.models import ArticleRow, StoryRow
from headwater.store.rows import overrule_row

#: What can be decided so far; the others wait for the desk.
_ABOUT_ARTICLES = frozenset({OverruleKind.SAME_ORIGIN, OverruleKind.SEPARATE_ORIGINS})
_ABOUT_STORIES = frozenset({OverruleKind.PIN, OverruleKind.HIDE})
DECIDABLE = _ABOUT_ARTICLES | _ABOUT_STORIES


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
