"""robots.txt: asked for, remembered, and understood (RFC 9309)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from protego import Protego
from yarl import URL

from headwater.fetch.kept import KeptPerHost
from headwater.model.page import Failed, Failure, Gone, Outcome, Page, Purpose, Refusal, Refused, Request, RobotsVerdict

#: Our product token (RFC 9309 2.2.1).
TOKEN = "headwater"  # noqa: S105 - a robot's name

#: A copy serves no longer than this (RFC 9309 2.4).
_KEEP = timedelta(hours=24)
#: How soon a host is asked again whose robots.txt could not be had: the fault may be on our side of the net.
_KEEP_UNREACHED = timedelta(seconds=60)
_KEEP_BROKEN = timedelta(minutes=10)
#: Retry-After is obeyed up to here: the file guards every page of the host.
_KEEP_ASKED = timedelta(hours=1)
#: A copy that we hold goes on serving this long while the host's robots.txt cannot be had (RFC 9309 2.3.1.4).
_KEEP_STALE = timedelta(days=30)
_MAX_SITEMAPS = 50
_ADDRESS_CHARACTERS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """One host's robots.txt as understood, or why there is none."""

    #: None where everything is allowed (no file) or nothing is (`unreachable`).
    rules: Protego | None = None
    unreachable: Failed | Refused | None = None
    fetched_at: datetime
    #: When it has to be asked for again.
    valid_until: datetime

    def verdict(self, url: str) -> RobotsVerdict:
        """Give what the file says about one address of its host."""
        if self.unreachable is not None:
            reason = f"robots.txt could not be had, so nothing is asked for now. {self.unreachable.detail}"
            return RobotsVerdict(url=url, allowed=False, reason=reason, unreachable=self.unreachable)
        if self.rules is None:
            return RobotsVerdict(url=url, allowed=True, reason="There is no robots.txt, so everything is allowed.")
        allowed = self.rules.can_fetch(url[:_ADDRESS_CHARACTERS], TOKEN)
        reason = "robots.txt allows it." if allowed else "robots.txt of the site asks robots not to read this address."
        sitemaps = tuple(self.rules.sitemaps)[:_MAX_SITEMAPS]
        delay = self.rules.crawl_delay(TOKEN)
        return RobotsVerdict(url=url, allowed=allowed, reason=reason, crawl_delay_s=delay, sitemaps=sitemaps)


def read_robots(outcome: Outcome, *, now: datetime) -> RobotsRules:
    """Give the rules that follow from the answer to a request for robots.txt (RFC 9309 2.3.1).

    A 4xx answer or too many redirects allow everything; 5xx, 429 and silence forbid everything for now.
    """
    if isinstance(outcome, Page):
        rules = Protego.parse(_ours(outcome.body.decode("utf-8-sig", "replace")))
        return RobotsRules(rules=rules, fetched_at=now, valid_until=now + _KEEP)
    if _says_none(outcome):
        return RobotsRules(fetched_at=now, valid_until=now + _KEEP)
    if not isinstance(outcome, Failed | Refused):
        detail = "The answer makes no sense."
        outcome = Failed(url=outcome.url, reason=Failure.PROTOCOL, detail=detail, fetched_at=now)
    return RobotsRules(unreachable=outcome, fetched_at=now, valid_until=now + _kept_without(outcome))


class Robots:
    """The robots.txt of every host that was asked, each fetched once and kept at most 24 hours."""

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        """Take the clock that says how old a copy is."""
        self._clock = clock
        self._kept: KeptPerHost[RobotsRules] = KeptPerHost(clock=clock)

    async def verdict(self, url: URL, *, fetch: Callable[[Request], Awaitable[Outcome]]) -> RobotsVerdict:
        """Give the verdict on one address, asking the host for its file where we hold no fresh copy."""
        authority = str(url.origin())

        async def ask(older: RobotsRules | None) -> RobotsRules:
            outcome = await fetch(Request(url=f"{authority}/robots.txt", purpose=Purpose.ROBOTS))
            now = self._clock()
            return _or_older(read_robots(outcome, now=now), older, now=now)

        return (await self._kept.of(authority, ask=ask)).verdict(str(url))


def _or_older(new: RobotsRules, older: RobotsRules | None, *, now: datetime) -> RobotsRules:
    usable = older is not None and older.unreachable is None and now - older.fetched_at < _KEEP_STALE
    if new.unreachable is None or older is None or not usable:
        return new
    return RobotsRules(rules=older.rules, fetched_at=older.fetched_at, valid_until=new.valid_until)


def _ours(text: str) -> str:
    # Groups of other robots are folded into one: thousands of names above thousands of rules are otherwise a bomb
    # (3,000 of each, 100 kB, cost the parser 11 s).
    lines: list[str] = []
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        folded = value.partition("#")[0].strip().casefold()
        if not colon or name.strip().casefold() not in {"user-agent", "useragent", "user agent"}:
            lines.append(line)
            continue
        agent = "*" if folded == "*" else TOKEN if folded.startswith(TOKEN) else "other"
        if not lines or lines[-1] != f"User-agent: {agent}":
            lines.append(f"User-agent: {agent}")
    return "\n".join(lines)


def _says_none(outcome: Outcome) -> bool:
    if isinstance(outcome, Failed) and outcome.status is not None:
        return outcome.status // 100 in {2, 4} and outcome.status != HTTPStatus.TOO_MANY_REQUESTS
    return isinstance(outcome, Gone) or (isinstance(outcome, Refused) and outcome.reason is Refusal.REDIRECTS)


def _kept_without(outcome: Failed | Refused) -> timedelta:
    if isinstance(outcome, Refused):
        return _KEEP_BROKEN
    unreached = outcome.reason in {Failure.RESOLVE, Failure.CONNECT, Failure.TIMEOUT}
    asked = timedelta(seconds=outcome.retry_after_s or 0)
    return max(_KEEP_UNREACHED if unreached else _KEEP_BROKEN, min(asked, _KEEP_ASKED))
