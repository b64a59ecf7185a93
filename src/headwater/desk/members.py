"""Who may work at the desk: people and their role. Nobody can give more than a role here, not even an administrator."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from headwater.desk.clock import desk_now
from headwater.desk.filters import RoleFilter
from headwater.desk.site import desk_site
from headwater.desk.words import later, said
from headwater.newsroom.logbook import note_action

if TYPE_CHECKING:
    _People = UserAdmin[User]
else:  # Django's own class takes no type at run time
    _People = UserAdmin


@admin.register(User, site=desk_site)
class MemberAdmin(_People):
    """The list of people."""

    list_display = ("username", "role", "is_active", "last_login")
    list_filter = (("groups", RoleFilter), "is_active")
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("username", "password", "first_name", "last_name", "is_active", "groups")}),)
    add_fieldsets = ((None, {"fields": ("username", "usable_password", "password1", "password2", "groups")}),)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002 - Django's own signature
        """Nobody is deleted: the log names them. Take away *active* instead."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ANN401 - the same
        """Give everybody; somebody above all roles (made by hand) only to their like."""
        people = super().get_queryset(request)
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001 - the same
        """Let the person in, and write it down."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)
        note_action(
            "change person" if change else "add person",
            [obj.get_username()],
            reason=", ".join(form.changed_data) if change else "",
            editor=request.user.get_username(),
            now=desk_now(),
        )

    @admin.display(description=later("desk_column.role"))
    def role(self, person: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give the person's role."""
        return ", ".join(sorted(said(group.name) for group in person.groups.all())) or "—"

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # noqa: ANN401 - the same
        """Write nothing: `save_model` has."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # noqa: ANN401 - the same
        """Write nothing: `save_model` has."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ANN401, ARG002 - the same
        """Lead to the log."""
        return HttpResponseRedirect(reverse("admin:paper_action_changelist"))
