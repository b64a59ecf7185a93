"""What readers may see: approving what waits, hiding articles, and taking a hiding or a pin back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from headwater.errors import StoreError
from headwater.model.rights import HiddenBecause
from headwater.newsroom.logbook import note_action
from headwater.newsroom.publish import raise_publication
from headwater.store.models import ArticleRow, StoryRow


def approve(keys: Sequence[str], *, editor: str, now: datetime) -> int:
    """Show articles that waited for an editor; give how many there were."""
    waiting = ArticleRow.objects.filter(key__in=keys, hidden_because=HiddenBecause.HOLD.value)
    return _show(waiting.values_list("key", flat=True), "approve", reason="", editor=editor, now=now)


def show_articles(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> int:
    """Show articles again that an editor hid or that their outlet seemed to take back; give how many there were."""
    hidden = ArticleRow.objects.filter(key__in=keys, hidden=True)
    return _show(hidden.values_list("key", flat=True), "show article", reason=reason, editor=editor, now=now)


def hide_articles(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> int:
    """Show articles to no reader any more; they stay here, and their pages answer 410. Give how many there were."""
    with transaction.atomic():
        shown = list(ArticleRow.objects.filter(key__in=keys, hidden=False).values_list("key", flat=True))
        waiting = ArticleRow.objects.filter(key__in=keys, hidden_because=HiddenBecause.HOLD.value)
        chosen = [*shown, *waiting.values_list("key", flat=True)]
        ArticleRow.objects.filter(key__in=chosen).update(hidden=True, hidden_because=HiddenBecause.EDITOR.value)
        _touch(chosen)
        note_action("hide article", chosen, reason=reason, editor=editor, now=now)
        raise_publication(now)
    return len(chosen)


def show_stories(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> int:
    """Show stories again that an editor hid; give how many there were."""
    return _set_stories(keys, {"hidden": False}, "show story", (reason, editor, now))


def unpin(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> int:
    """Have stories stand where their score puts them; give how many there were."""
    return _set_stories(keys, {"pinned": False}, "unpin", (reason, editor, now))


def _show(found: Iterable[str], action: str, *, reason: str, editor: str, now: datetime) -> int:
    with transaction.atomic():
        chosen = list(found)
        ArticleRow.objects.filter(key__in=chosen).update(hidden=False, hidden_because="")
        _touch(chosen)
        note_action(action, chosen, reason=reason, editor=editor, now=now)
        raise_publication(now)
    return len(chosen)


def _set_stories(keys: Sequence[str], state: dict[str, bool], action: str, why: tuple[str, str, datetime]) -> int:
    reason, editor, now = why
    with transaction.atomic():
        chosen = StoryRow.objects.filter(key__in=keys, merged_into=None)
        if chosen.count() != len(set(keys)):
            raise StoreError("one of these stories has become part of another one; choose that one")
        changed = chosen.update(**state, dirty=True)
        note_action(action, keys, reason=reason, editor=editor, now=now)
        raise_publication(now)
    return changed


def _touch(articles: Sequence[str]) -> None:
    stories = ArticleRow.objects.filter(key__in=articles).values("story_id")
    StoryRow.objects.filter(key__in=stories).update(dirty=True)
