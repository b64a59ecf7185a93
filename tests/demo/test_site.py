import json
import re
from datetime import UTC, date, datetime

import pytest

from headwater.demo.load import load_world
from headwater.demo.site import Site
from headwater.demo.world import StructuredData, TrapKind
from headwater.demo.written import Written

DAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 3, 23, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(load_world(), seed=1, first_day=DAY)


def page(site: Site, report: Written, *, now: datetime = EVENING) -> str:
    host, path = report.url.removeprefix("http://").split("/", 1)
    return site.answer(host, f"/{path}", now=now).body.decode()


def told(page: str) -> dict[str, object] | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else None


def of_kind(site: Site, kind: StructuredData) -> Written:
    return next(report for report in site.written if report.house.structured_data is kind)


def test_pages_say_the_truth_about_themselves_or_nothing_or_something_wrong(site: Site) -> None:
    good = of_kind(site, StructuredData.GOOD)
    assert (told(page(site, good)) or {})["headline"] == good.version(EVENING).headline
    wrong = of_kind(site, StructuredData.WRONG)
    assert (told(page(site, wrong)) or {})["headline"] == wrong.house.name
    assert told(page(site, of_kind(site, StructuredData.NONE))) is None


def test_arabic_pages_run_from_right_to_left(site: Site) -> None:
    arabic = next(report for report in site.written if report.language == "ar")
    assert 'lang="ar" dir="rtl"' in page(site, arabic)


def test_a_house_paragraph_ends_every_article_of_its_outlet(site: Site) -> None:
    reports = [report for report in site.written if report.house.house_paragraph]
    assert [report.key for report in reports if str(report.house.house_paragraph) not in page(site, report)] == []
    assert reports


def test_a_correction_is_noted_from_its_time_on(site: Site) -> None:
    report = next(report for report in site.written if report.key == "bridge-toll/muelle")
    before = page(site, report, now=datetime(2026, 3, 2, 15, 59, tzinfo=UTC))
    after = page(site, report)
    assert "Corrección" not in before
    assert "300 000" in before
    assert "Corrección" in after
    assert "3 millones" in after


def test_a_retracted_report_keeps_its_note_and_loses_its_text(site: Site) -> None:
    report = next(report for report in site.written if report.key == "diver-record/almyra")
    assert "ανακαλεί" in page(site, report)
    assert "στεγνή εφημερίδα" not in page(site, report)


def test_a_late_original_is_announced_late_and_dated_early(site: Site) -> None:
    report = next(report for report in site.written if report.key == "auction-pearl/manara")
    feed = report.house.feed_path
    before = site.answer(report.house.host, feed, now=datetime(2026, 3, 2, 21, 29, tzinfo=UTC)).body.decode()
    after = site.answer(report.house.host, feed, now=datetime(2026, 3, 2, 21, 30, tzinfo=UTC)).body.decode()
    assert report.url not in before
    assert report.url in after
    assert "Mon, 02 Mar 2026 18:10:00 GMT" in after


def test_an_outlet_with_a_slow_clock_prints_its_times_too_early(site: Site) -> None:
    report = next(report for report in site.written if report.key == "cook-ferry/gullwatch")
    assert "2 March 2026, 05:15" in page(site, report)
    assert report.published.hour == 8


@pytest.mark.parametrize("kind", list(TrapKind))
def test_every_trap_answers_as_such_pages_do(site: Site, kind: TrapKind) -> None:
    trap, report = next(pair for pair in site.announced_traps if pair[0].kind is kind)
    host, path = report.url.removeprefix("http://").split("/", 1)
    answer = site.answer(host, f"/{path}", now=EVENING)
    assert answer.status == (410 if kind is TrapKind.GONE else 200)
    assert (answer.content_type == "application/pdf") == (kind is TrapKind.NOT_HTML)
    feed = site.answer(host, report.house.feed_path, now=EVENING).body.decode()
    assert report.url in feed
    assert trap.headline.partition(" &")[0].partition("&")[0] in feed


def test_what_robots_may_not_read_is_named_in_robots_txt(site: Site) -> None:
    closed = next(report for trap, report in site.announced_traps if trap.kind is TrapKind.ROBOTS)
    rules = site.answer(closed.house.host, "/robots.txt", now=EVENING).body.decode()
    rule = next(line.removeprefix("Disallow: ") for line in rules.splitlines() if line.startswith("Disallow"))
    assert f"{closed.house.host}{rule}" in closed.url


def test_hosts_with_www_are_the_same_and_others_are_missing(site: Site) -> None:
    assert site.answer("www.meridian.example", "/", now=EVENING).status == 200
    assert site.answer("elsewhere.example", "/", now=EVENING).status == 404
