"""What the desk keeps in writing: what was dropped and why, what was taken down, and who did what."""

from django.contrib import admin

from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin
from headwater.desk.models import Action, Dropped, Removed
from headwater.desk.site import desk_site
from headwater.newsroom.tombstones import lift


def _lift(deciding: Deciding) -> str:
    lifted = lift(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"{lifted} may come in again when a feed brings them."


@admin.register(Dropped, site=desk_site)
class DroppedAdmin(DeskAdmin):
    """The list of what was not taken."""

    list_display = ("last_seen", "reason", "url", "detail", "times", "step")
    list_filter = ("reason", "step")
    search_fields = ("url", "detail", "=feed_key")
    date_hierarchy = "last_seen"
    ordering = ("-last_seen", "url")


@admin.register(Removed, site=desk_site)
class RemovedAdmin(DeskAdmin):
    """The list of tombstones; no word of what lies under them."""

    list_display = ("removed_at", "key", "outlet_key", "is_outlet", "reason", "editor")
    list_filter = ("reason", "is_outlet")
    search_fields = ("=key", "=outlet_key")
    ordering = ("-removed_at", "key")
    exclude = ("sketch",)
    decisions = (
        Decision(
            name="lift",
            label="Let come back",
            explanation="Nothing comes back by itself: a feed may bring it again, and then it is taken in.",
            do=_lift,
            form=Because,
            permission="paper.take_down_outlet",
        ),
    )


@admin.register(Action, site=desk_site)
class ActionAdmin(DeskAdmin):
    """The log."""

    list_display = ("at", "editor", "action", "about", "reason")
    list_filter = ("action", "editor")
    search_fields = ("about", "reason", "=editor")
    date_hierarchy = "at"
    ordering = ("-at", "-id")
