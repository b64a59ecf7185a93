"""What the desk keeps in writing: what was dropped and why, what was taken down, and who did what."""

from typing import Any

from django.contrib import admin

from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin
from headwater.desk.filters import CodeFilter
from headwater.desk.models import Action, Dropped, Removed
from headwater.desk.site import desk_site
from headwater.desk.words import later, said, say
from headwater.newsroom.tombstones import lift


def _lift(deciding: Deciding) -> str:
    lifted = lift(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.lifted", number=lifted)


@admin.register(Dropped, site=desk_site)
class DroppedAdmin(DeskAdmin):
    """The list of what was not taken."""

    list_display = ("last_seen", "because", "url", "detail", "times", "step")
    list_filter = (("reason", CodeFilter), "step")
    fields = ("url", "because", "detail", "step", "first_seen", "last_seen", "times", "feed_key")
    search_fields = ("url", "detail", "=feed_key")
    date_hierarchy = "last_seen"
    ordering = ("-last_seen", "url")

    @admin.display(description=later("desk_column.reason"), ordering="reason")
    def because(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give why it was not taken."""
        return said(row.reason)


@admin.register(Removed, site=desk_site)
class RemovedAdmin(DeskAdmin):
    """The list of tombstones; no word of what lies under them."""

    list_display = ("removed_at", "key", "outlet_key", "is_outlet", "because", "editor")
    list_filter = (("reason", CodeFilter), "is_outlet")
    search_fields = ("=key", "=outlet_key")
    ordering = ("-removed_at", "key")
    fields = ("key", "outlet_key", "is_outlet", "because", "removed_at", "editor")
    decisions = (
        Decision(
            name="lift",
            do=_lift,
            form=Because,
            permission="paper.take_down_outlet",
        ),
    )

    @admin.display(description=later("desk_column.reason"), ordering="reason")
    def because(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give why it was removed."""
        return said(row.reason)


@admin.register(Action, site=desk_site)
class ActionAdmin(DeskAdmin):
    """The log."""

    list_display = ("at", "editor", "done", "about", "reason")
    list_filter = (("action", CodeFilter), "editor")
    fields = ("at", "editor", "done", "about", "reason")
    search_fields = ("about", "reason", "=editor")
    date_hierarchy = "at"
    ordering = ("-at", "-id")

    @admin.display(description=later("desk_column.action"), ordering="action")
    def done(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what was done."""
        return said(row.action)
