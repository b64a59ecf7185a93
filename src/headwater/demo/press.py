"""The demo press: the script's outlets on loopback, and everything a portal needs to subscribe to them.

with Press(load_world(), seed=1, now=clock) as press:
press.outlets, press.feeds ──▶ portal; press.resolver, press.gate ──▶ client; press.truth ──▶ the truth test
"""

from collections.abc import Callable
from datetime import date, datetime

from headwater.demo.loopback import Loopback
from headwater.demo.site import Site
from headwater.demo.truth import Truth, truth_of
from headwater.demo.world import House, World
from headwater.model.feed import Feed, FeedFormat
from headwater.model.outlet import Outlet
from headwater.model.rights import Rights


class Press(Loopback):
    """The scripted web. What it shows depends on world, seed and clock alone."""

    def __init__(self, world: World, *, seed: int, now: Callable[[], datetime], first_day: date | None = None) -> None:
        """Play the script; day 1 is `first_day`, by default the day that `now` gives at this moment."""
        self.site = Site(world, seed=seed, first_day=first_day or now().date())
        super().__init__(self.site.answer, hosts=self.site.hosts, now=now)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """What to subscribe to, by outlet."""
        return tuple(_feed(house) for house in self.site.world.outlets if house.feed is not None)

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Who publishes, owners included."""
        return tuple(_outlet(house) for house in self.site.world.outlets)

    @property
    def truth(self) -> Truth:
        """What the script says, to hold against what was found."""
        return truth_of(self.site)


def _feed(house: House) -> Feed:
    return Feed(
        url=f"http://{house.host}{house.feed_path}",
        outlet=house.key,
        title=house.name,
        format=house.feed or FeedFormat.UNKNOWN,
        language=house.language,
        rights=Rights(extent=house.extent, images=house.images),
    )


def _outlet(house: House) -> Outlet:
    return Outlet(
        key=house.key,
        name=house.name,
        kind=house.kind,
        domains=(house.host,),
        country=house.country,
        language=house.language,
        credit_names=house.credit_names,
        ambiguous_names=house.ambiguous_names,
        part_of=house.part_of,
        url=f"http://{house.host}/",
    )
