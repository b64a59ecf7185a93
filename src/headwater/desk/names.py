"""What tables and columns are called at the desk. The store's own tables know no language, and no migration does."""

from django.apps import apps

from headwater.desk.words import desk_wording, later


def name_tables() -> None:
    """Give the desk's tables and their columns names that follow the portal's language."""
    for table in apps.get_app_config("paper").get_models():
        name = table._meta.model_name
        if table._meta.proxy:
            table._meta.verbose_name = later(f"desk_table.{name}")
            table._meta.verbose_name_plural = later(f"desk_table.{name}s")
        for column in table._meta.concrete_fields:
            if desk_wording().has(f"desk_column.{column.name}"):
                column.verbose_name = later(f"desk_column.{column.name}")
