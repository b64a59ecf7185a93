"""The desk as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from headwater.desk.words import later


class DeskConfig(AppConfig):
    """What editors see."""

    name = "headwater.desk"
    label = "paper"
    verbose_name = later("desk.paper")

    def ready(self) -> None:
        """Have the roles kept up with every migration, and the tables called by names of the portal's language."""
        from headwater.desk.names import name_tables  # noqa: PLC0415 - its tables are there only now
        from headwater.desk.roles import keep_roles  # noqa: PLC0415 - the same

        name_tables()
        post_migrate.connect(keep_roles, sender=self)
