"""What the terminal shows of a source before it is added: its latest reports, and what may be done with them."""

from collections.abc import Sequence
from datetime import timedelta

from headwater.cli.console import print_table, show
from headwater.model.discovery import Access, Candidate
from headwater.model.feed import Outline
from headwater.model.page import Reservation
from headwater.model.rights import Extent

_SAID = {
    Extent.LINK: "the outlet's name and a link",
    Extent.HEADLINE: "headline and link",
    Extent.EXCERPT: "headline, a short excerpt and a link",
    Extent.FULL: "the full text",
}
_MINUTES_UP_TO = 90
_HOURS_UP_TO = 48


def show_candidate(candidate: Candidate, *, access: Access | None, rights: Extent) -> None:
    """Show five reports of a feed, its language and pace, and the verdicts on robots, mining, paywall and rights."""
    every = f"about every {_spoken(timedelta(seconds=candidate.every_s))}" if candidate.every_s else "at unknown times"
    show(candidate.title or candidate.url, style="bold")
    facts = (candidate.format.value, _entries(candidate.entry_count), candidate.language or "language unknown", every)
    show(f"{candidate.url}\n{' · '.join(facts)}\n")
    show(f"robots: {candidate.robots.reason}")
    show(f"text and data mining: {_reserved(candidate.reservation)}")
    show(f"paywall: {_access(access)}")
    show(f"rights: {rights.value} ({_SAID[rights]}); another choice: --rights\n")
    rows = [
        (f"{entry.published:%d %b %H:%M}" if entry.published else "no date", entry.title or entry.link or "")
        for entry in candidate.entries
    ]
    print_table("Latest", rows, columns=("", ""))


def show_others(others: Sequence[Candidate]) -> None:
    """Show what else was found at an address."""
    if others:
        rows = [(other.format.value, other.title or "", other.url) for other in others]
        print_table("Also there (add them by their address)", rows, columns=("", "", ""))


def show_list(outlines: Sequence[Outline], *, name: str) -> None:
    """Show what a list of feeds names."""
    rows = [(" / ".join(each.folders), each.title or "", each.url) for each in outlines]
    print_table(f"{len(outlines)} feeds in {name}", rows, columns=("folder", "title", "address"))


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _reserved(reservation: Reservation | None) -> str:
    if reservation is None:
        return "the publisher says nothing"
    said = "reserved by the publisher: nothing of it goes into exports" if reservation.reserved else "allowed"
    return f"{said} ({reservation.stated_in})"


def _access(access: Access | None) -> str:
    if access is None or not access.looked_at:
        return "not looked at"
    looked_at = f"{access.looked_at} report{'s' if access.looked_at > 1 else ''} looked at"
    if access.closed:
        return f"{access.closed} of {looked_at} for subscribers; only what is open will be read"
    if access.without_article:
        return f"no article in {len(access.without_article)} of {looked_at}: {', '.join(access.without_article)}"
    return f"none seen, {looked_at}"


def _spoken(interval: timedelta) -> str:
    minutes = round(interval.total_seconds() / 60)
    if minutes < _MINUTES_UP_TO:
        return "minute" if minutes <= 1 else f"{minutes} minutes"
    hours = round(minutes / 60)
    return f"{hours} hours" if hours < _HOURS_UP_TO else f"{round(hours / 24)} days"
