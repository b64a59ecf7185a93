"""The site as a Django application: templates and static files."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What readers see."""

    name = "headwater.portal"
    label = "portal"
