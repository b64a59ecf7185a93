"""What time it is at the desk: the same as on the site."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils import timezone


def desk_now() -> datetime:
    """Give the time that decisions are made at: that of the setting `PORTAL_CLOCK` where there is one."""
    clock = cast("Callable[[], datetime] | None", getattr(settings, "PORTAL_CLOCK", None))
    return clock() if clock is not None else timezone.now()
