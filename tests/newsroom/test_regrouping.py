"""An editor parts, joins and moves reports: the store follows at once, the process of record ever after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.newsroom.small_web import all_reports
from tests.newsroom.test_record import NOW, article, record_all, save_articles, state_of

from headwater.errors import StoreError
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Traced
from headwater.model.rights import Overrule, OverruleKind
from headwater.model.story import Proposal, ProposalKind
from headwater.newsroom.live import load_live_state, save_snapshot
from headwater.newsroom.overruling import decide, merge_stories, move_article, split_story
from headwater.newsroom.proposing import decline_proposal, keep_proposals, take_proposal
from headwater.newsroom.publish import publish_changes
from headwater.newsroom.record import Record
from headwater.store.models import ArticleRow, FeedRow, OverruleRow, PlacementRow, RegroupingRow, StoryRow
from headwater.store.queries import open_proposals, story_dossier, story_place
from headwater.store.rows import article_row

pytestmark = pytest.mark.django_db(transaction=True)

KNOWLEDGE = Knowledge()


@pytest.fixture
def record() -> Record:
    save_articles(all_reports(ticks=3))
    record = Record(knowledge=KNOWLEDGE)
    record_all(record)
    publish_changes(now=NOW, knowledge=KNOWLEDGE)
    return record


def merge(*keys: str) -> str:
    return merge_stories(keys, reason="one flood", editor="mara", now=NOW)


def split(key: str, *articles: str) -> str:
    return split_story(key, articles, reason="two floods", editor="mara", now=NOW)


def move(key: str, into: str) -> str:
    return move_article(key, into=into, reason="it belongs there", editor="mara", now=NOW)


def largest() -> list[StoryRow]:
    return list(StoryRow.objects.filter(merged_into=None).order_by("-report_count", "key"))


def articles_of(key: str) -> list[str]:
    return list(ArticleRow.objects.filter(story_id=key).order_by("key").values_list("key", flat=True))


def lines() -> list[int]:
    placed = PlacementRow.objects.values_list("sequence", flat=True)
    return sorted([*placed, *RegroupingRow.objects.values_list("sequence", flat=True)])


def again(record: Record, key: str, *, like: str) -> str:
    """Record one more report with the words of another one; give the story it comes into."""
    row = ArticleRow.objects.get(key=like)
    report = next(each for each in all_reports(ticks=3) if row.url.endswith(f"{each.outlet}.example{each.path}"))
    told = replace(article(report), url=f"https://late.example/{key}", outlet="late")
    article_row(
        told, key=key, feed_key=FeedRow.objects.get().key, first_seen=NOW - timedelta(hours=1), traced=Traced()
    ).save()
    record_all(record)
    return str(ArticleRow.objects.get(key=key).story_id)


def assert_replayed(record: Record) -> None:
    assert state_of(load_live_state(knowledge=KNOWLEDGE)) == state_of(record._live)
    assert lines() == list(range(1, len(lines()) + 1))


def test_merged_stories_are_one_and_every_old_address_leads_there(record: Record) -> None:
    first, second, third, *_ = largest()
    expected = sorted([*articles_of(first.key), *articles_of(second.key), *articles_of(third.key)])
    merge(second.key, third.key)
    kept = merge(first.key, second.key, third.key)
    assert articles_of(kept) == expected
    others = {first.key, second.key, third.key} - {kept}
    assert {story_place(key).moved_to for key in others} == {kept}
    again(record, "late1", like=expected[0])
    publish_changes(now=NOW, knowledge=KNOWLEDGE)
    assert StoryRow.objects.get(key=kept).report_count == len(expected) + 1
    assert_replayed(record)


def test_a_decision_taken_twice_changes_nothing(record: Record) -> None:
    first, second, *_ = largest()
    kept = merge(first.key, second.key)
    leaving = articles_of(kept)[0]
    new = split(kept, leaving)
    assert move(leaving, new) == new
    before = (OverruleRow.objects.count(), RegroupingRow.objects.count())
    assert merge(first.key, second.key) == kept
    assert split(kept, leaving) == new
    assert (OverruleRow.objects.count(), RegroupingRow.objects.count()) == before


def test_what_an_editor_parted_stays_apart_while_reports_of_both_come_in(record: Record) -> None:
    story = largest()[0]
    leaving = articles_of(story.key)[0]
    new = split(story.key, leaving)
    assert new not in {story.key, leaving}
    publish_changes(now=NOW, knowledge=KNOWLEDGE)
    for number in range(4):
        again(record, f"late{number}", like=leaving)
    assert StoryRow.objects.get(key=new).merged_into is None
    assert StoryRow.objects.get(key=story.key).merged_into is None
    assert leaving in articles_of(new)
    assert_replayed(record)


def test_the_report_that_began_a_story_can_leave_it(record: Record) -> None:
    story = largest()[0]
    assert story.key in articles_of(story.key)
    decide(
        Overrule(
            kind=OverruleKind.SPLIT, subjects=(story.key, story.key), reason="other", editor="mara", decided_at=NOW
        ),
        now=NOW,
    )
    publish_changes(now=NOW, knowledge=KNOWLEDGE)
    assert story.key not in articles_of(story.key)
    home = ArticleRow.objects.get(key=story.key).story
    assert home is not None
    assert home.report_count == 1
    assert move(story.key, story.key) == story.key
    assert_replayed(Record(knowledge=KNOWLEDGE))


def test_a_moved_report_says_who_moved_it(record: Record) -> None:
    first, second, *_ = largest()
    article_key = articles_of(first.key)[0]
    move(article_key, second.key)
    publish_changes(now=NOW, knowledge=KNOWLEDGE)
    dossier = story_dossier(second.key)
    assert dossier is not None
    (reason,) = dict(dossier.placements)[article_key]
    assert reason.words == "mara decided: it belongs there"
    again(record, "late1", like=article_key)
    assert_replayed(record)


def test_moving_the_only_report_of_a_story_leaves_no_dead_address(record: Record) -> None:
    source, target, *_ = largest()
    alone = split(source.key, articles_of(source.key)[0])
    move(articles_of(alone)[0], target.key)
    assert story_place(alone).moved_to == target.key
    again(record, "late1", like=articles_of(target.key)[0])
    assert_replayed(record)


def test_decisions_behind_a_snapshot_are_replayed(record: Record) -> None:
    first, second, third, *_ = largest()
    split(first.key, articles_of(first.key)[0])
    again(record, "late1", like=articles_of(second.key)[0])
    save_snapshot(record._live, now=NOW)
    merge(second.key, third.key)
    again(record, "late2", like=articles_of(second.key)[0])
    split(second.key, articles_of(second.key)[0])
    rebuilt = load_live_state(knowledge=KNOWLEDGE)
    record._live.catch_up()
    assert state_of(rebuilt) == state_of(record._live)


def test_what_makes_no_sense_changes_nothing(record: Record) -> None:
    first, second, *_ = largest()
    before = lines()
    refused: tuple[Callable[[], str], ...] = (
        lambda: split(first.key, *articles_of(first.key)),
        lambda: split(first.key, articles_of(first.key)[0], articles_of(second.key)[0]),
        lambda: split(first.key, "nowhere"),
        lambda: split("nowhere", articles_of(first.key)[0]),
        lambda: merge(first.key),
        lambda: merge(first.key, "nowhere"),
        lambda: move("nowhere", first.key),
        lambda: move(articles_of(first.key)[0], "nowhere"),
    )
    for each in refused:
        with pytest.raises(StoreError):
            each()
    assert lines() == before
    assert not OverruleRow.objects.exists()


def test_a_proposal_is_answered_once(record: Record) -> None:
    first, second, third, *_ = largest()
    leaving = articles_of(first.key)[0]
    proposals = [
        Proposal(kind=ProposalKind.MERGE, stories=(second.key, third.key), chance=0.9),
        Proposal(kind=ProposalKind.SPLIT, stories=(first.key,), articles=(leaving,), chance=0.8),
    ]
    assert keep_proposals(proposals, now=NOW) == 2
    assert keep_proposals(proposals, now=NOW) == 0
    (merging, _), (splitting, proposal) = open_proposals(limit=9)
    assert proposal == proposals[1]
    decline_proposal(merging)
    new = take_proposal(splitting, editor="mara", now=NOW)
    assert articles_of(new) == [leaving]
    assert open_proposals(limit=9) == ()
    assert keep_proposals(proposals, now=NOW) == 0
    assert open_proposals(limit=9) == ()
    with pytest.raises(StoreError, match="proposal"):
        decline_proposal("nowhere")


def test_a_look_back_keeps_what_it_would_change(record: Record) -> None:
    first, second, *_ = largest()
    merge(first.key, second.key)
    record._live.catch_up()
    assert record.look_back(NOW) == len(open_proposals(limit=99))
