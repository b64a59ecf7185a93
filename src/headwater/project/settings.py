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
    "django.contrib.sessions",
    "django.contrib.messages",
    # Without its own search for lists: those of the desk are on the desk's own site.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "headwater.store",
    "headwater.portal",
    "headwater.desk.apps.DeskConfig",
]
MIDDLEWARE = [
    "headwater.portal.pictures.PictureGuard",
    "django.middleware.security.SecurityMiddleware",
    "headwater.portal.assets.HashedStatic",
    "headwater.portal.same_site.SameSite",
    "headwater.portal.reads.ReadCounter",
    # Every request to the API is counted, whether its answer is kept or not.
    "headwater.api.admission.Admission",
    "headwater.portal.page_cache.PageCache",
    # Behind the page cache: kept pages never come here, and nothing below touches a public page.
    "headwater.desk.guard.DeskGuard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "headwater.desk.guard.DeskForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "headwater.project.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HOME.templates_directory] if HOME else [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "headwater.portal.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
#: Where kept pictures lie; None shows none.
BYTES_DIRECTORY: Path | None = HOME.bytes_directory if HOME else None
#: Seconds between two times that readers are written down; 0: never by itself.
PORTAL_READS_EVERY_S = 2.0 if HOME else 0.0
#: Seconds for which a page that lacks the latest news may be shown while it is made anew; fifteen times as long for
#: searches, persons, places and outlets, and for what stands beside a story.
PORTAL_LATE_S = 2.0 if HOME else 0.0
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
#: Room for many sign-in counters: an overflowing cache would forget them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}
SECURE_CONTENT_TYPE_NOSNIFF = True
#: The desk's one cookie. A portal whose public address is plain http (a closed network) goes without `Secure`.
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = not PORTAL.portal.address.startswith("http://")
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
#: Where signing in leads that was asked to lead anywhere else.
LOGIN_REDIRECT_URL = "/desk/"
#: The token against forged forms lies in the session, so the desk has no second cookie.
CSRF_USE_SESSIONS = True
CSRF_TRUSTED_ORIGINS = [PORTAL.portal.address.rstrip("/")] if PORTAL.portal.address else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
APPEND_SLASH = False
#: A page that is not there is no news; what fails inside is.
LOGGING = {"version": 1, "disable_existing_loggers": False, "loggers": {"django.request": {"level": "ERROR"}}}
