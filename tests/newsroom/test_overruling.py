"""The editor has the last word, and it lasts."""

import pytest
from tests.newsroom.small_web import all_reports
from tests.newsroom.test_record import NOW, record_all, save_articles

from headwater.errors import StoreError
from headwater.model.knowledge import Knowledge
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.overruling import decide
from headwater.newsroom.publish import publish_changes
from headwater.newsroom.record import Record
from headwater.store.models import ArticleRow, OverruleRow, PublicationRow, RegroupingRow, StoryRow
from headwater.store.rows import story_from

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story() -> StoryRow:
    save_articles(all_reports(ticks=3))
    record_all(Record(knowledge=Knowledge()))
    publish_changes(now=NOW, knowledge=Knowledge())
    return StoryRow.objects.order_by("-report_count", "key")[0]


def decision(kind: OverruleKind, *subjects: str) -> Overrule:
    return Overrule(kind=kind, subjects=subjects, reason="I was there", editor="mara", decided_at=NOW)


def articles_of(story: StoryRow) -> list[str]:
    return list(ArticleRow.objects.filter(story=story).values_list("key", flat=True))


def origins_of(story: StoryRow) -> int:
    return StoryRow.objects.get(pk=story.pk).independent_sources


def test_what_the_editor_parts_and_joins_stays_so(story: StoryRow) -> None:
    keys = articles_of(story)
    decide(decision(OverruleKind.SEPARATE_ORIGINS, *keys), now=NOW)
    publish_changes(now=NOW, knowledge=Knowledge())
    apart = origins_of(story)
    assert apart == len(keys) >= 2
    OverruleRow.objects.all().delete()
    decide(decision(OverruleKind.SAME_ORIGIN, *keys), now=NOW)
    publish_changes(now=NOW, knowledge=Knowledge())
    assert origins_of(story) == 1
    StoryRow.objects.update(dirty=True)
    publish_changes(now=NOW, knowledge=Knowledge())
    (origin,) = story_from(StoryRow.objects.get(pk=story.pk)).origins
    assert any("mara decided: I was there" in reason.words for reason in origin.evidence)


def test_a_decision_raises_the_publication_number(story: StoryRow) -> None:
    before = PublicationRow.objects.get(pk=1).number
    decide(decision(OverruleKind.PIN, story.key), now=NOW)
    assert PublicationRow.objects.get(pk=1).number > before
    publish_changes(now=NOW, knowledge=Knowledge())
    assert StoryRow.objects.order_by("-score", "key")[0].key == story.key


def test_a_hidden_story_stays_hidden(story: StoryRow) -> None:
    decide(decision(OverruleKind.HIDE, story.key), now=NOW)
    publish_changes(now=NOW, knowledge=Knowledge())
    assert StoryRow.objects.get(pk=story.pk).hidden


@pytest.mark.parametrize("kind", [OverruleKind.PIN, OverruleKind.SAME_ORIGIN, OverruleKind.SPLIT])
def test_what_names_nothing_or_cannot_be_decided_keeps_nothing(story: StoryRow, kind: OverruleKind) -> None:
    with pytest.raises(StoreError):
        decide(decision(kind, "nowhere"), now=NOW)
    assert not OverruleRow.objects.exists()


def test_a_decision_without_enough_subjects_is_refused(story: StoryRow) -> None:
    for kind in (OverruleKind.SPLIT, OverruleKind.MOVE, OverruleKind.MERGE):
        with pytest.raises(StoreError, match="name"):
            decide(decision(kind, story.key), now=NOW)
    assert not RegroupingRow.objects.exists()
