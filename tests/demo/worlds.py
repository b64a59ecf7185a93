"""A small script for tests, in the shape of the shipped one."""

from headwater.demo.world import Event, House, Report, Saying, Section, Text, Trap, TrapKind, World
from headwater.model.feed import FeedFormat
from headwater.model.outlet import OutletKind


def house(key: str, *, feed: FeedFormat = FeedFormat.RSS, part_of: str | None = None, dates_off_min: int = 0) -> House:
    return House(
        key=key,
        name=key.title(),
        kind=OutletKind.NEWSPAPER,
        host=f"{key}.example",
        country="XA",
        language="en",
        credit_names=(key.title(),),
        part_of=part_of,
        feed=feed,
        dates_off_min=dates_off_min,
    )


SAYING = Saying(name="Ada Brook", role="a sailor")

BODY = """
Rain fell on the quay. {c1|“It is wet,”} {q1|said} {s1|Ada Brook, a sailor}.

Nobody argued, because nobody could. The umbrellas left early.

The tide came in {on 1}. It went out again.

A gull watched. It had seen several tides.
"""


def event(*reports: Report, key: str = "rain", siblings: tuple[str, ...] = ()) -> Event:
    texts = {"wire": Text(language="en", headline="Rain on the quay", body=BODY, byline="Iris Calloway")}
    texts["own"] = Text(language="en", headline="Gull speaks", body="The gull said nothing.\n\nIt flew off.")
    return Event(
        key=key,
        section=Section.WEATHER,
        says={"1": SAYING},
        texts=texts,
        reports=reports,
        siblings=siblings,
    )


def world(*events: Event, traps: tuple[Trap, ...] = ()) -> World:
    houses = (house("wire"), house("ledger", part_of="quay"), house("buoy", part_of="quay"), house("gull"))
    return World(outlets=houses, events=events, traps=traps, wording={"en": (("because", "since"), ("left", "went"))})


def gone(at: str) -> Trap:
    return Trap(key="lost", outlet="gull", at=at, kind=TrapKind.GONE, headline="Lost")
