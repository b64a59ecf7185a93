"""Django's settings, made from the settings of the portal that HEADWATER_DIR names.

Without a portal (type checks, tests that bring their own database) an empty database in memory stands in.
"""

import os
import zoneinfo
from pathlib import Path
from typing import Any

from headwater.project.config import DIRECTORY_VARIABLE, Settings
from headwater.project.database import chosen_database, database_options
from headwater.project.home import Home

HOME: Home | None = Home(directory=Path(os.environ[DIRECTORY_VARIABLE])) if DIRECTORY_VARIABLE in os.environ else None
PORTAL: Settings = HOME.settings() if HOME else Settings()

DEBUG = False
SECRET_KEY = HOME.secret() if HOME else "a portal brings its own"
ALLOWED_HOSTS = ["*"]
DATABASES: dict[str, dict[str, Any]] = {
    "default": database_options(chosen_database(PORTAL.database), file=HOME.database_file if HOME else None)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "headwater.store",
    "headwater.portal",
]
MIDDLEWARE = [
    "headwater.portal.pictures.PictureGuard",
    "django.middleware.security.SecurityMiddleware",
    "headwater.portal.assets.HashedStatic",
    "headwater.portal.reads.ReadCounter",
    "headwater.portal.page_cache.PageCache",
]
ROOT_URLCONF = "headwater.project.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HOME.templates_directory] if HOME else [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "headwater.portal.jinja.environment"},
    }
]
#: Where kept pictures lie; None shows none.
BYTES_DIRECTORY: Path | None = HOME.bytes_directory if HOME else None
#: Seconds between two times that readers are written down; 0: never by itself.
PORTAL_READS_EVERY_S = 2.0 if HOME else 0.0
STATIC_URL = "/static/"
STATIC_ROOT = Path(__file__).parent.parent / "portal" / "static"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
USE_TZ = True
TIME_ZONE = PORTAL.portal.time_zone if PORTAL.portal.time_zone in zoneinfo.available_timezones() else "UTC"
LANGUAGE_CODE = PORTAL.portal.language
#: Whether what is shown is invented; the demo's own settings say so.
PORTAL_IS_DEMO = bool(PORTAL.demo.started_at)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
APPEND_SLASH = False
#: A page that is not there is no news; what fails inside is.
LOGGING = {"version": 1, "disable_existing_loggers": False, "loggers": {"django.request": {"level": "ERROR"}}}
