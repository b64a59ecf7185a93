"""The day that the address of a report names: `/2026/11/03/`, `/2026/november/03/`, `/03-11-2026-dam-opens`."""

import re
from datetime import UTC, datetime

from headwater.text.month_names import month_numbers

_NUMBERS = re.compile(
    r"[/_-](?P<y>20\d\d|19[89]\d)[/_-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(?P<d>[0-2]\d|3[01]|"
    r"[1-9](?=/))(?:[/_.-]|$)"
)
_NAMED = re.compile(r"/(?P<y>20\d\d|19[89]\d)/(?P<m>[a-z]{3,9})/(?P<d>[0-3]?\d)(?:/|$)")
#: Day first at the beginning of the last part; a day up to the twelfth might be a month.
_DAY_FIRST = re.compile(r"/(?P<d>1[3-9]|2\d|3[01])[-.](?P<m>0[1-9]|1[0-2])[-.](?P<y>20\d\d)(?=[-./]|$)")
_MONTHS = {name: numbers["en"] for name, numbers in month_numbers().items() if "en" in numbers}


def day_in_address(url: str) -> tuple[datetime, str] | None:
    """Give midnight UTC of the day an address names, and the part that names it; None without one.

    >>> day_in_address("https://ledger.example/2026/november/03/dam")[0].date().isoformat()
    '2026-11-03'
    >>> day_in_address("https://ledger.example/2026/dam") is None
    True
    """
    for pattern in (_NUMBERS, _NAMED, _DAY_FIRST):
        found = pattern.search(url)
        if found is None:
            continue
        month = int(found["m"]) if found["m"].isdigit() else _MONTHS.get(found["m"], 0)
        try:
            return datetime(int(found["y"]), month, int(found["d"]), tzinfo=UTC), found.group()
        except ValueError:
            continue
    return None


_MONTH = re.compile(r"/(?P<y>20\d\d|19[89]\d)/(?P<m>0[1-9]|1[0-2])/")


def month_in_address(url: str) -> tuple[int, int] | None:
    """Give year and month that an address names without a day, as WordPress and Blogger write them.

    >>> month_in_address("https://ledger.example/2026/11/dam.html")
    (2026, 11)
    """
    found = _MONTH.search(url)
    return (int(found["y"]), int(found["m"])) if found else None
