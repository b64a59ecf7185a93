"""The one Django application that holds tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The tables of the portal."""

    name = "headwater.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
