"""The desk as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    """What editors see."""

    name = "headwater.desk"
    label = "paper"
    verbose_name = "The paper"

    def ready(self) -> None:
        """Have the roles kept up with every migration."""
        from headwater.desk.roles import keep_roles  # noqa: PLC0415 - its tables are there only now

        post_migrate.connect(keep_roles, sender=self)
