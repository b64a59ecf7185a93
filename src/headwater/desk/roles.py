"""The two roles: an editor decides about reports and stories, an administrator also about feeds, outlets and people."""

from typing import Any

from django.contrib.auth.models import Group, Permission

EDITOR, ADMINISTRATOR = "editor", "administrator"

_EVERYTHING_HERE = ("feed", "story", "article", "correction", "proposal", "person", "dropped", "removed", "action")
_EDITORS = frozenset({*(f"view_{name}" for name in _EVERYTHING_HERE), "decide", "take_down"})
_PEOPLE = frozenset({"add_user", "change_user", "view_user"})
_ADMINISTRATORS = _EDITORS | {"take_down_outlet", "manage_feeds"}


def keep_roles(**_signal: Any) -> None:  # noqa: ANN401 - what Django sends along
    """Give each role what it may do; called after every migration, changes nothing where all is as it should be."""
    wanted = {
        EDITOR: Permission.objects.filter(content_type__app_label="paper", codename__in=_EDITORS),
        ADMINISTRATOR: Permission.objects.filter(content_type__app_label="paper", codename__in=_ADMINISTRATORS)
        | Permission.objects.filter(content_type__app_label="auth", codename__in=_PEOPLE),
    }
    for name, permissions in wanted.items():
        role = Group.objects.filter(name=name).first() or Group.objects.create(name=name)
        allowed = set(permissions.values_list("pk", flat=True))
        if allowed != set(role.permissions.values_list("pk", flat=True)):
            role.permissions.set(allowed)
