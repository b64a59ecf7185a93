"""The site's time, by the name that views know it under."""

from headwater.edition.clock import site_now

__all__ = ["site_now"]
