"""What the scripted web answers: host, path and time in, an answer out. Pure; the server only carries it.

host, path ── robots.txt? front? feed? picture? trap? ── report at its time ── Answer
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from operator import attrgetter

from headwater.demo.answer import Answer
from headwater.demo.feeds import Announced, feed_bytes
from headwater.demo.pages import article_page, feed_type, front_page, trap_page
from headwater.demo.pictures import drawn
from headwater.demo.sheet import Sheet, Teaser, picture_path, sheet_of
from headwater.demo.world import ChangeKind, House, Report, Section, Trap, TrapKind, World, since_start
from headwater.demo.written import Version, Written, compose

_HTML = "text/html; charset=utf-8"
_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_CLOSED = "/closed/"
_ROBOTS = f"User-agent: *\nDisallow: {_CLOSED}\n".encode()


class Site:
    """All hosts of the scripted web. What they show depends on the world, the seed and the time alone."""

    def __init__(self, world: World, *, seed: int, first_day: date) -> None:
        """Play the script through."""
        self.world = world
        self.written = compose(world, seed=seed, first_day=first_day)
        self.announced_traps = tuple((trap, _as_report(trap, world=world, day=first_day)) for trap in world.traps)
        self.seed = seed
        self._by_key = {report.key: report for report in self.written}
        self._houses = {house.host: house for house in world.outlets if house.feed is not None}
        self._by_address = {report.url: report for report in self.written}
        self._traps = {report.url: trap for trap, report in self.announced_traps}
        self._trap_reports = {report.url: report for _, report in self.announced_traps}
        self._by_house: dict[str, list[Written]] = {}
        for report in (*self.written, *self._trap_reports.values()):
            self._by_house.setdefault(report.house.key, []).append(report)

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that answers."""
        return frozenset(self._houses)

    def answer(self, host: str, path: str, *, now: datetime) -> Answer:
        """Give what a host answers for a path with its query at a time."""
        house = self._houses.get(host.removeprefix("www."))
        if house is None:
            return _missing()
        if path == "/robots.txt":
            return Answer(status=200, content_type="text/plain; charset=utf-8", body=_ROBOTS)
        if path == house.feed_path:
            return self._feed(house, now=now)
        if path == "/":
            teasers = [_teaser(report, now=now) for report in self._shown(house, now=now)[:12]]
            return Answer(status=200, content_type=_HTML, body=front_page(house, teasers=teasers))
        if path.startswith("/img/"):
            return self._picture(house, path=path, now=now)
        return self._page(house, url=f"http://{house.host}{path}", now=now)

    def _feed(self, house: House, *, now: datetime) -> Answer:
        listed = [report for report in self._shown(house, now=now) if report.listed <= now]
        newest = sorted(listed, key=attrgetter("listed", "key"), reverse=True)[: house.feed_entries]
        entries = [
            Announced(sheet=self._sheet(report, now=now, others=()), source=self._source(report)) for report in newest
        ]
        return Answer(
            status=200,
            content_type=f"{feed_type(house)}; charset=utf-8",
            body=feed_bytes(house, entries=entries),
        )

    def _page(self, house: House, *, url: str, now: datetime) -> Answer:
        if url in self._traps and self._trap_reports[url].published <= now:
            return self._trap(house, url=url, now=now)
        report = self._by_address.get(url)
        if report is None or report.published > now:
            return _missing()
        if report.version(now).change is ChangeKind.TAKEDOWN:
            return Answer(status=410, content_type=_HTML, body=b"<!doctype html><title>410</title><h1>410 Gone</h1>")
        sheet = self._sheet(report, now=now, others=self._shown(house, now=now))
        return Answer(status=200, content_type=_HTML, body=article_page(sheet))

    def _trap(self, house: House, *, url: str, now: datetime) -> Answer:
        kind = self._traps[url].kind
        if kind is TrapKind.GONE:
            return Answer(status=410, content_type=_HTML, body=b"<!doctype html><title>410</title><h1>410 Gone</h1>")
        if kind is TrapKind.NOT_HTML:
            return Answer(status=200, content_type="application/pdf", body=_PDF)
        report = self._trap_reports[url]
        sheet = self._sheet(report, now=now, others=self._shown(house, now=now))
        body = article_page(sheet) if kind is TrapKind.ROBOTS else trap_page(sheet, kind=kind)
        return Answer(status=200, content_type=_HTML, body=body)

    def _picture(self, house: House, *, path: str, now: datetime) -> Answer:
        shown = (report for report in self._by_house.get(house.key, ()) if report.published <= now and report.picture)
        for report in shown:
            if report.picture and picture_path(report) == path:
                name = f"{report.event}/{report.picture.caption}"
                body = drawn(report.picture.scene, seed=self.seed, name=name)
                return Answer(status=200, content_type="image/png", body=body)
        return _missing()

    def _shown(self, house: House, *, now: datetime) -> list[Written]:
        """What a house has published and not taken down, newest first."""
        published = [report for report in self._by_house.get(house.key, ()) if report.published <= now]
        kept = [report for report in published if report.version(now).change is not ChangeKind.TAKEDOWN]
        return sorted(kept, key=attrgetter("published", "key"), reverse=True)

    def _sheet(self, report: Written, *, now: datetime, others: Iterable[Written]) -> Sheet:
        rest = [other for other in others if other.key != report.key]
        return sheet_of(report, now=now, originals=self._by_key, others=rest)

    def _source(self, report: Written) -> tuple[str, str] | None:
        if not report.house.feed_sources or not report.credit:
            return None
        originals = [self._by_key[parent] for parent in report.parents if parent in self._by_key]
        return (originals[0].house.name, f"http://{originals[0].house.host}/") if originals else None


def _teaser(report: Written, *, now: datetime) -> Teaser:
    return Teaser(headline=report.version(now).headline, url=report.url)


def _missing() -> Answer:
    return Answer(status=404, content_type=_HTML, body=b"<!doctype html><title>404</title><h1>404 Not Found</h1>")


def _as_report(trap: Trap, *, world: World, day: date) -> Written:
    house = world.house(trap.outlet)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + since_start(trap.at)
    folder = _CLOSED if trap.kind is TrapKind.ROBOTS else "/extra/"
    version = Version(since=at, headline=trap.headline, paragraphs=(trap.headline,))
    return Written(
        key=f"traps/{trap.key}",
        event="traps",
        house=house,
        report=Report(outlet=trap.outlet, at=trap.at),
        section=Section.SOCIETY,
        language=house.language,
        url=f"http://{house.host}{folder}{trap.key}",
        versions=(version,),
        summary=None,
        byline=None,
        dateline=None,
        credit=None,
        published=at,
        listed=at,
        picture=None,
        parents=(),
        origins=frozenset(),
    )
