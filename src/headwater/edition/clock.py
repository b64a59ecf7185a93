"""What time it is for the site: one place, so that a demo or a test can bring its own clock."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils import timezone


def site_now() -> datetime:
    """Give the time that pages are made for: that of the setting `PORTAL_CLOCK` where there is one."""
    clock = cast("Callable[[], datetime] | None", getattr(settings, "PORTAL_CLOCK", None))
    return clock() if clock is not None else timezone.now()
