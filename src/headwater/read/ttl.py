"""How long a feed asks to be left alone."""

#: Seconds (RSS 1.0 module `syndication`).
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
#: No wish is followed for longer than a day: many feeds say "weekly" and publish hourly.
_MAX_S = 86400


def seconds_to_wait(*, ttl: str | None, period: str | None, frequency: str | None) -> int | None:
    """Give the seconds for which a feed asks not to be polled again, or None (RSS 2.0 `ttl` in minutes, sy:update*).

    >>> seconds_to_wait(ttl="15", period=None, frequency=None)
    900
    >>> seconds_to_wait(ttl=None, period="hourly", frequency="2")
    1800
    """
    minutes = _number(ttl)
    if minutes:
        return min(minutes * 60, _MAX_S)
    length = _PERIODS.get((period or "").strip().casefold())
    return min(length // (_number(frequency) or 1), _MAX_S) if length else None


def _number(printed: str | None) -> int:
    digits = (printed or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else 0  # noqa: PLR2004
