from datetime import UTC, date, datetime

from tests.demo.worlds import event, world

from headwater.demo.world import Change, ChangeKind, How, Report
from headwater.demo.written import Written, compose

DAY = date(2026, 3, 2)
WIRE = Report(outlet="wire", at="1 06:00", text="wire", dateline="QUAY, {date 1} ({supplied wire|Wire}) –")


def played(*reports: Report) -> dict[str, Written]:
    return {report.key: report for report in compose(world(event(*reports)), seed=1, first_day=DAY)}


def test_days_are_named_in_the_text() -> None:
    assert "The tide came in on Monday." in played(WIRE)["rain/wire"].versions[0].paragraphs[2]


def test_a_copy_of_a_copy_rests_on_the_first_outlet() -> None:
    cut = Report(outlet="ledger", at="1 07:00", of=("wire",), how=How.CUT)
    again = Report(outlet="gull", at="1 08:00", of=("ledger",), how=How.LIGHT, headline="Wet")
    reports = played(WIRE, cut, again)
    assert reports["rain/gull"].origins == frozenset({"wire"})
    assert reports["rain/gull"].versions[0].headline == "Wet"


def test_two_papers_of_one_owner_are_one_origin() -> None:
    own = Report(outlet="ledger", at="1 07:00", text="own")
    second = Report(outlet="buoy", at="1 08:00", text="wire")
    assert {report.origins for report in played(own, second).values()} == {frozenset({"quay"})}


def test_copies_of_what_nobody_published_rest_on_it() -> None:
    one = Report(outlet="wire", at="1 07:00", of=("text:own",), how=How.VERBATIM)
    two = Report(outlet="gull", at="1 08:00", of=("text:own",), how=How.CUT)
    assert {report.origins for report in played(one, two).values()} == {frozenset({"rain/text:own"})}


def test_who_quotes_one_paragraph_stays_an_origin() -> None:
    quoting = Report(outlet="gull", at="1 08:00", of=("wire",), how=How.QUOTED, text="own")
    assert played(WIRE, quoting)["rain/gull"].origins == frozenset({"gull"})


def test_a_change_holds_from_its_time_on() -> None:
    change = Change(at="1 12:00", kind=ChangeKind.CORRECTION, swap=(("Rain", "Snow"),), note="Corrected.")
    report = Report(outlet="wire", at="1 06:00", text="wire", changes=(change,))
    written = played(report)["rain/wire"]
    before = written.version(datetime(2026, 3, 2, 11, 59, tzinfo=UTC))
    after = written.version(datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    assert (before.paragraphs[0][:4], before.note) == ("Rain", None)
    assert (after.paragraphs[0][:4], after.note) == ("Snow", "Corrected.")


def test_a_copy_takes_what_the_original_said_at_that_time() -> None:
    change = Change(at="1 12:00", kind=ChangeKind.CORRECTION, swap=(("Rain", "Snow"),))
    report = Report(outlet="wire", at="1 06:00", text="wire", changes=(change,))
    early = Report(outlet="gull", at="1 07:00", of=("wire",), how=How.VERBATIM)
    late = Report(outlet="ledger", at="1 13:00", of=("wire",), how=How.VERBATIM)
    reports = played(report, early, late)
    assert reports["rain/gull"].versions[0].paragraphs[0].startswith("Rain")
    assert reports["rain/ledger"].versions[0].paragraphs[0].startswith("Snow")
