"""What surrounds every page: masthead, section bar, colours, language and footer."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.cache import cache
from markupsafe import Markup

from headwater.edition.addresses import section_path, section_slug
from headwater.edition.direction import direction_of
from headwater.edition.wording import wording_of
from headwater.portal.assets import asset_address
from headwater.portal.times import Times
from headwater.store import queries

#: Sections that fit into the bar of a desk screen.
MOST_SECTIONS = 8
#: Sections that have a page.
_MOST_KNOWN = 200
#: Seconds for which the sections that articles bring are remembered: counting them reads an index of a fortnight.
_SECTIONS_S = 60
_SECTIONS_DAYS = 14
#: Under which they are remembered.
SECTIONS_KEY = "sections"
#: The accent where the operator names none that is a colour.
_RIVER, _RIVER_DARK = "#0a5a68", "#7cc7d3"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One entry of the section bar."""

    name: str
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The critical style, and the source expression that the Content-Security-Policy allows it by (CSP3 2.3.1)."""

    style: Markup
    allowed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every template is given."""

    name: str
    tagline: str
    contact: str
    #: Public address without a slash at the end; empty where the operator has not said it.
    address: str
    language: str
    direction: str
    times: Times
    tabs: tuple[Tab, ...]
    theme: Theme
    style_sheet: str
    is_demo: bool
    #: Whether readers can sign up for the letter.
    has_newsletter: bool

    @property
    def say(self) -> Any:  # noqa: ANN401 - templates call it
        """The phrases of the interface: `frame.say("origin.reports", 3)`."""
        return self.times.wording.say


def frame_of(*, now: datetime, path: str) -> Frame:
    """Give the frame of a page that is made at a moment for an address."""
    portal = settings.PORTAL.portal
    return Frame(
        name=portal.name,
        tagline=portal.tagline,
        contact=portal.contact,
        address=portal.address.rstrip("/"),
        language=portal.language,
        direction="rtl" if direction_of(portal.language) == "rtl" else "ltr",
        times=times_of(now),
        tabs=tuple(
            Tab(name=name, path=section_path(name), is_current=section_path(name) == path)
            for name in sections_of(now=now)
        ),
        theme=theme_of(portal.colour, portal.colour_dark),
        style_sheet=asset_address("paper.css"),
        is_demo=getattr(settings, "PORTAL_IS_DEMO", False),
        has_newsletter=bool(settings.PORTAL.mail.host),
    )


def times_of(now: datetime) -> Times:
    """Give how times are printed on a page that is made at a moment."""
    portal = settings.PORTAL.portal
    zone = zone_of(portal.time_zone)
    return Times(wording_of(portal.language), zone, now.astimezone(zone).date())


def sections_of(*, now: datetime) -> tuple[str, ...]:
    """Give the sections of the bar: the operator's own, else the fullest of the last fortnight."""
    chosen: tuple[str, ...] = settings.PORTAL.portal.sections
    if chosen:
        return tuple(chosen)
    return _in_use(now)[:MOST_SECTIONS]


def section_named(slug: str, *, now: datetime) -> str | None:
    """Give the section that a slug stands for, or None; one that others pushed out of the bar has its page still."""
    known = settings.PORTAL.portal.sections or _in_use(now)
    return next((name for name in known if section_slug(name) == slug), None)


def _in_use(now: datetime) -> tuple[str, ...]:
    known: tuple[str, ...] | None = cache.get(SECTIONS_KEY)
    if known is None:
        known = queries.sections_in_use(since=now - timedelta(days=_SECTIONS_DAYS), limit=_MOST_KNOWN)
        cache.set(SECTIONS_KEY, known, _SECTIONS_S)
    return known


@lru_cache(maxsize=8)
def zone_of(name: str) -> ZoneInfo:
    """Give a time zone; UTC where the name is none."""
    return ZoneInfo(name if name in available_timezones() else "UTC")


@lru_cache(maxsize=8)
def theme_of(colour: str, colour_dark: str) -> Theme:
    """Give the portal's colours as the one inline style; a setting that is no colour changes nothing."""
    light = colour if _COLOUR.fullmatch(colour) else _RIVER
    dark = colour_dark if _COLOUR.fullmatch(colour_dark) else _RIVER_DARK
    style = (
        f":root{{color-scheme:light dark;--paper:#fdfcf8;--ink:#15181a;--river:{light}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--paper:#111415;--ink:#e9e6df;--river:{dark}}}}}"
        "html{background:var(--paper);color:var(--ink)}"
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Theme(style=Markup(style), allowed=f"'sha256-{digest}'")  # noqa: S704 - made here, colours checked
