"""One way for every decision: choose rows, say why on a page of its own, have the newsroom's function do it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from headwater.desk.words import later, say
from headwater.errors import HeadwaterError

#: Rows named one by one on the page that asks.
_NAMED = 20


class Because(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(
        label=later("desk_ask.reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=later("desk_ask.reason_help"),
    )


class Nothing(forms.Form):
    """A decision that needs no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What a decision is given."""

    rows: Sequence[Any]
    #: What was filled in.
    said: dict[str, Any]
    editor: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows, in their order."""
        return tuple(str(row.pk) for row in self.rows)

    @property
    def reason(self) -> str:
        """Why, as filled in."""
        return str(self.said.get("reason", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that can be decided about rows of a list."""

    #: Name in the address and the log: "hide".
    name: str
    #: Does it and gives what to say afterwards; a HeadwaterError says why it cannot be done.
    do: Callable[[Deciding], str]
    form: type[forms.Form] = Because
    permission: str = "paper.decide"
    #: It cannot be undone: the page says so in front of its button.
    is_final: bool = False
    #: The phrases `desk_do.WORDS` and `desk_what.WORDS` say it; empty: those of its name.
    words: str = ""

    @property
    def label(self) -> str:
        """As the menu prints it."""
        return say(f"desk_do.{self.words or self.name}")

    @property
    def explanation(self) -> str:
        """What it does and whether it can be undone, for the page that asks."""
        return say(f"desk_what.{self.words or self.name}")


if TYPE_CHECKING:
    _RowsOfAnyTable = admin.ModelAdmin[Any]
else:  # Django's own class takes no type at run time
    _RowsOfAnyTable = admin.ModelAdmin


class DeskAdmin(_RowsOfAnyTable):
    """A list of rows that nobody edits by hand, with the decisions that can be taken about them."""

    decisions: tuple[Decision, ...] = ()
    list_per_page = 50
    show_full_result_count = False
    actions_selection_counter = True

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Nothing is added by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002 - the same
        """Nothing is changed by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002 - the same
        """Nothing is deleted by hand."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Give the decisions this person may take."""
        user = request.user
        allowed = [each for each in self.decisions if user.has_perm(each.permission)]
        return {each.name: (_acting(each), each.name, each.label) for each in allowed}

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ANN401, ARG002 - the same
        """Lead to the log, which is the one history there is."""
        return HttpResponseRedirect(f"{reverse('admin:paper_action_changelist')}?q={object_id}")


def _acting(decision: Decision) -> Callable[[DeskAdmin, HttpRequest, QuerySet[Any]], HttpResponse | None]:
    def _act(desk: DeskAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
        # Asked again here: the menu is made for the person, the call is not.
        if not request.user.has_perm(decision.permission):
            return HttpResponse(status=403)
        return _decided(decision, desk, request=request, rows=list(chosen))

    _act.__name__ = decision.name
    return _act


def _decided(decision: Decision, desk: DeskAdmin, *, request: HttpRequest, rows: list[Any]) -> HttpResponse | None:
    confirmed = "confirmed" in request.POST
    form = decision.form(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        try:
            words = decision.do(Deciding(rows=rows, said=form.cleaned_data, editor=request.user.get_username()))
        except HeadwaterError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, words)
            return None
    context = {
        **desk.admin_site.each_context(request),
        "title": decision.label,
        "decision": decision,
        "form": form,
        "rows": rows[:_NAMED],
        "more": say("desk.more_rows", number=len(rows) - _NAMED) if len(rows) > _NAMED else "",
        "final": say("desk.final") if decision.is_final else "",
        "keys": [row.pk for row in rows],
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
        "opts": desk.model._meta,
    }
    return TemplateResponse(request, "desk/decide.html", context)
