from msgspec.structs import replace
from tests.demo.worlds import event, world

from headwater.demo.templates import generate
from headwater.demo.world import How, Report, Saying, Section, Template, Text, World

TEXT = Text(
    language="en",
    headline="<sea>: waves of <waves:2-9> metres",
    body="Waves of <waves> metres on <sea>, {q1|says} {s1|<who>}. {c1|It is <mood>}.",
)
TEMPLATE = Template(
    key="waves",
    section=Section.WEATHER,
    events=4,
    every_min=60,
    slots={"mood": ("calm", "wild"), "who": ("Ada Brook",)},
    rows=tuple({"sea": sea} for sea in ("Roads", "Flats", "Narrows", "Bay")),
    says={"1": Saying(name="<who>")},
    copies=2,
    copiers=("ledger", "buoy", "gull"),
    credited=1.0,
    texts={"bulletin": TEXT},
    reports=(Report(outlet="wire", at="1 04:00", text="bulletin"),),
)
WORLD: World = replace(world(event()), events=(), templates=(TEMPLATE,))


def test_each_event_has_its_own_row_and_its_numbers_agree() -> None:
    events = generate(WORLD, seed=1)
    headlines = [each.texts["bulletin"].headline for each in events]
    assert {headline.partition(":")[0] for headline in headlines} == {"Roads", "Flats", "Narrows", "Bay"}
    for each in events:
        waves = each.texts["bulletin"].headline.split()[-2]
        assert f"Waves of {waves} metres" in each.texts["bulletin"].body
        assert each.says["1"].name == "Ada Brook"


def test_no_slot_is_left_open() -> None:
    assert [each.key for each in generate(WORLD, seed=1) if "<" in each.texts["bulletin"].body] == []


def test_events_follow_each_other_and_are_siblings() -> None:
    events = generate(WORLD, seed=1)
    assert [each.reports[0].at for each in events] == ["1 04:00", "1 05:00", "1 06:00", "1 07:00"]
    assert [len(each.siblings) for each in events] == [3, 3, 3, 3]


def test_copies_are_later_than_what_they_copy_and_credit_it() -> None:
    copies = [report for each in generate(WORLD, seed=1) for report in each.reports[1:]]
    assert len(copies) == 8
    assert {report.credit for report in copies} == {"Source: {published wire|Wire}"}
    for each in generate(WORLD, seed=1):
        assert [copy.at > each.reports[0].at for copy in each.reports[1:]] == [True, True]


def test_another_seed_makes_other_copies() -> None:
    ways = {
        seed: [(report.outlet, report.how) for each in generate(WORLD, seed=seed) for report in each.reports[1:]]
        for seed in range(6)
    }
    assert len({tuple(way) for way in ways.values()}) > 1
    assert {how for way in ways.values() for _, how in way} <= {
        How.VERBATIM,
        How.CUT,
        How.SHUFFLED,
        How.LIGHT,
        How.HEAVY,
    }
