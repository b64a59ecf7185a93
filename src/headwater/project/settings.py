"""Django's settings, made from a portal's own."""

SECRET_KEY = "none"  # noqa: S105
INSTALLED_APPS: list[str] = ["headwater.store"]
USE_TZ = True
