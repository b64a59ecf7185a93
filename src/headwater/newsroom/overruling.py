"""An editor's decision is written down, takes effect with the next publication, and outlives every run.

Decisions about grouping are lines of the ordered log as well: the process of record follows them before it places its
next report, a replay comes to the same state, and it never by itself merges what an editor parted.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from headwater.errors import StoreError
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.live import hold_log, last_sequence
from headwater.newsroom.logbook import note_action
from headwater.newsroom.publish import raise_publication
from headwater.newsroom.regrouping import absorb_story, begin_story, move_articles
from headwater.store.keys import split_key
from headwater.store.models import ArticleRow, PersonRow, RegroupingRow, StatementRow, StoryRow
from headwater.store.rows import overrule_row

_ABOUT_ARTICLES = frozenset({OverruleKind.SAME_ORIGIN, OverruleKind.SEPARATE_ORIGINS})
_ABOUT_STORIES = frozenset({OverruleKind.PIN, OverruleKind.HIDE})
_ABOUT_PERSONS = frozenset({OverruleKind.SAME_PERSON})
#: Fewer subjects say nothing.
_LEAST_SUBJECTS = 2


def decide(overrule: Overrule, *, now: datetime) -> None:
    """Keep an editor's decision and mark every story it touches, so that the next publication follows it.

    The subjects of MERGE are stories, of SPLIT a story and the articles that leave it, of MOVE an article and the
    story it belongs to.

    Raises:
        StoreError: a key names nothing here, or the decision makes no sense; nothing is kept then.

    """
    if overrule.kind is OverruleKind.MERGE:
        merge_stories(overrule.subjects, reason=overrule.reason, editor=overrule.editor, now=now)
        return
    if overrule.kind in {OverruleKind.SPLIT, OverruleKind.MOVE}:
        if len(overrule.subjects) < _LEAST_SUBJECTS:
            raise StoreError("name a story and at least one article")
        first, *others = overrule.subjects
        if overrule.kind is OverruleKind.SPLIT:
            split_story(first, others, reason=overrule.reason, editor=overrule.editor, now=now)
        else:
            move_article(first, into=others[0], reason=overrule.reason, editor=overrule.editor, now=now)
        return
    with transaction.atomic():
        stories = _stories_of(overrule)
        _keep(overrule)
        if overrule.kind is OverruleKind.PIN:
            stories.update(pinned=True)
        if overrule.kind is OverruleKind.HIDE:
            stories.update(hidden=True)
        stories.update(dirty=True)
        raise_publication(now)


def merge_stories(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> str:
    """Make several stories one; give the key of the one that is left: the largest, the earliest of equals.

    The addresses of the others lead to it from now on. Stories that are one already change nothing.

    Raises:
        StoreError: fewer than two keys, or one of them names no story.

    """
    unique = tuple(dict.fromkeys(keys))
    overrule = _overrule(OverruleKind.MERGE, unique, reason=reason, editor=editor, now=now)
    if len(overrule.subjects) < _LEAST_SUBJECTS:
        raise StoreError("name two stories at least")
    with transaction.atomic():
        hold_log()
        stories = {row.key: row for row in map(_standing_story, overrule.subjects)}
        kept, *others = sorted(stories.values(), key=lambda row: (-row.articles.count(), row.first_seen, row.key))
        if others:
            _keep(overrule)
        for story in others:
            _write_line(overrule, from_key=story.key, into_key=kept.key)
            absorb_story(story, into=kept)
        if others:
            raise_publication(now)
        return kept.key


def split_story(key: str, articles: Sequence[str], *, reason: str, editor: str, now: datetime) -> str:
    """Make a story of its own of some articles of a story; give its key. The two are never merged by themselves.

    Articles that have left it already, all of them for one other story, change nothing.

    Raises:
        StoreError: a key names nothing, an article is of another story, or no article would be left.

    """
    leaving = tuple(dict.fromkeys(articles))
    overrule = _overrule(OverruleKind.SPLIT, (key, *leaving), reason=reason, editor=editor, now=now)
    with transaction.atomic():
        hold_log()
        story = _standing_story(key)
        rows = _articles(leaving)
        homes = {row.story_id for row in rows}
        if len(homes) == 1 and story.key not in homes:
            return str(homes.pop())
        if homes != {story.key}:
            raise StoreError(f"not all of these articles are reports of the story {story.key}; split it by its own")
        if story.articles.count() == len(rows):
            raise StoreError("these are all the reports of the story; leave one of them at least")
        _keep(overrule)
        new = begin_story(split_key(story.key, after=last_sequence()), rows)
        for row in rows:
            _write_line(overrule, from_key=story.key, into_key=new.key, article_key=row.key)
        move_articles([row.key for row in rows], into=new)
        raise_publication(now)
        return new.key


def move_article(key: str, *, into: str, reason: str, editor: str, now: datetime) -> str:
    """Put an article into another story; give that story's key. The two stories are never merged by themselves.

    Where it was the only report of its story, the stories become one, so that no address leads nowhere. An article
    that is there already changes nothing.

    Raises:
        StoreError: a key names nothing, or the article has not been grouped yet.

    """
    overrule = _overrule(OverruleKind.MOVE, (key, into), reason=reason, editor=editor, now=now)
    with transaction.atomic():
        hold_log()
        (row,) = _articles((key,))
        home, target = _standing_story(str(row.story_id)), _standing_story(into)
        if home.key == target.key:
            return target.key
        _keep(overrule)
        if home.articles.count() == 1:
            _write_line(overrule, from_key=home.key, into_key=target.key)
            absorb_story(home, into=target)
        else:
            _write_line(overrule, from_key=home.key, into_key=target.key, article_key=row.key)
            move_articles([row.key], into=target)
        raise_publication(now)
        return target.key


def _overrule(kind: OverruleKind, subjects: tuple[str, ...], *, reason: str, editor: str, now: datetime) -> Overrule:
    return Overrule(kind=kind, subjects=subjects, reason=reason, editor=editor, decided_at=now)


def _keep(overrule: Overrule) -> None:
    overrule_row(overrule).save()
    note_action(
        overrule.kind.value,
        overrule.subjects,
        reason=overrule.reason,
        editor=overrule.editor,
        now=overrule.decided_at,
    )


def _write_line(overrule: Overrule, *, from_key: str, into_key: str, article_key: str = "") -> None:
    RegroupingRow.objects.create(
        sequence=last_sequence() + 1,
        article_key=article_key,
        from_key=from_key,
        into_key=into_key,
        apart=bool(article_key),
        decided_at=overrule.decided_at,
        words=f"{overrule.editor} decided: {overrule.reason}",
    )


def _standing_story(key: str) -> StoryRow:
    row = StoryRow.objects.select_related("merged_into").filter(key=key).first()
    if row is None:
        raise StoreError(f"there is no story {key}; copy the key out of its address")
    return row.merged_into or row


def _articles(keys: Sequence[str]) -> list[ArticleRow]:
    found = {row.key: row for row in ArticleRow.objects.filter(key__in=keys)}
    _complain_of([key for key in keys if key not in found], kind="article")
    waiting = [row.key for row in found.values() if row.story_id is None]
    if waiting:
        raise StoreError(f"{', '.join(waiting)} has not been grouped yet; wait for the newsroom's next cycle")
    return [found[key] for key in keys]


def _stories_of(overrule: Overrule) -> "QuerySet[StoryRow]":
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
    _complain_of(missing, kind="story" if overrule.kind in _ABOUT_STORIES else "article")
    return StoryRow.objects.filter(key__in=list(found.values_list("key", flat=True)))


def _latest_stories(persons: tuple[str, ...]) -> "QuerySet[StoryRow]":
    """Give the story in which each person spoke last, and let go of who speaks there: it is found anew with it."""
    known = set(PersonRow.objects.filter(key__in=persons).values_list("key", flat=True))
    _complain_of([key for key in persons if key not in known], kind="person")
    latest = [StatementRow.objects.filter(person_key=key).order_by("-shown_at", "pk").first() for key in persons]
    articles = [statement.article_id for statement in latest if statement is not None]
    StatementRow.objects.filter(article_id__in=articles).delete()
    stories = ArticleRow.objects.filter(key__in=articles, story__isnull=False).values_list("story", flat=True)
    return StoryRow.objects.filter(key__in=list(stories))


def _complain_of(missing: Sequence[str], *, kind: str) -> None:
    if missing:
        raise StoreError(f"there is no {kind} {', '.join(missing)}; copy the key out of its address")
