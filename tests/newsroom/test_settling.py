"""Relations follow their story: an original that comes last turns round what was answered before it came."""

from datetime import timedelta

import pytest
from tests.newsroom.small_web import START
from tests.provenance.reports import FERRIES, KNOWLEDGE, article, report

from headwater.model.feed import Feed, FetchState
from headwater.model.provenance import Direction, ReuseKind, Traced
from headwater.model.story import Report
from headwater.newsroom.settling import settle
from headwater.provenance.reuse import find_reuse
from headwater.store.models import ArticleRow, ReuseRow
from headwater.store.reports import reports_of_keys
from headwater.store.rows import article_row, feed_row, reuse_from, reuse_row

pytestmark = pytest.mark.django_db

COPIES = (
    report("l", article("ledger", *FERRIES, "Source: Meridian")),
    report("p", article("post", *FERRIES, "Source: Meridian"), minutes=5),
)
ORIGINAL = report("m", article("meridian", *FERRIES), minutes=90)


def store(*reports: Report) -> None:
    feed = feed_row(
        Feed(url="https://meridian.example/rss", outlet="meridian"), FetchState(due_at=START), added_at=START
    )
    feed.save()
    for one in reports:
        traced = Traced(statements=one.statements, credits=one.credits)
        article_row(one.article, key=one.key, feed_key=feed.key, first_seen=one.first_seen, traced=traced).save()
        before = [other for other in reports if other.first_seen < one.first_seen]
        found = find_reuse(one, before, knowledge=KNOWLEDGE)
        ReuseRow.objects.bulk_create([reuse_row(reuse) for reuse in found])


def settled(*keys: str) -> dict[tuple[str, str], Direction]:
    settle(list(reports_of_keys(keys).values()), knowledge=KNOWLEDGE)
    return {(row.newer_id, row.older_id): reuse_from(row).direction for row in ReuseRow.objects.all()}


def test_two_copies_have_their_words_from_something_unseen_until_the_original_comes() -> None:
    store(*COPIES, ORIGINAL)
    assert settled("l", "p")[("p", "l")] is Direction.BOTH_FROM_UNSEEN
    turned = settled("l", "p", "m")
    assert turned == {
        ("p", "l"): Direction.UNDECIDED,
        ("m", "l"): Direction.OLDER_FROM_NEWER,
        ("m", "p"): Direction.OLDER_FROM_NEWER,
    }
    assert settled("l", "p", "m") == turned


def test_the_answer_turns_back_when_the_original_is_taken_down() -> None:
    store(*COPIES, ORIGINAL)
    settled("l", "p", "m")
    ArticleRow.objects.filter(key="m").delete()
    assert settled("l", "p") == {("p", "l"): Direction.BOTH_FROM_UNSEEN}


def test_a_translation_is_stored_while_both_stand_in_one_story() -> None:
    said = "“We saw the flames from the bridge at four,” said Ida Brezec, the mayor of Port Selby, on Monday."
    told = "„Wir haben die Flammen um vier von der Brücke gesehen“, sagte Ida Brezec, Bürgermeisterin von Port Selby, am Montag."
    english = article("meridian", said, "The fire at the harbour destroyed 14 boats worth 230,000 crowns.")
    german = article(
        "post",
        told,
        "Das Feuer im Hafen zerstörte 14 Boote im Wert von 230.000 Kronen.",
        "Quelle: Meridian",
        language="de",
    )
    store(report("e", english), report("d", german, minutes=30))
    assert settled("e", "d") == {("d", "e"): Direction.NEWER_FROM_OLDER}
    (row,) = ReuseRow.objects.all()
    assert reuse_from(row).kind is ReuseKind.TRANSLATED
    assert settled("d") == {}


def test_the_order_of_the_reports_changes_nothing() -> None:
    store(*COPIES, ORIGINAL)
    forwards = settled("l", "p", "m")
    reports = list(reports_of_keys(("m", "p", "l")).values())
    settle(reports[::-1], knowledge=KNOWLEDGE)
    assert {(row.newer_id, row.older_id): reuse_from(row).direction for row in ReuseRow.objects.all()} == forwards
    assert all(row.newer.first_seen - row.older.first_seen > timedelta() for row in ReuseRow.objects.all())
