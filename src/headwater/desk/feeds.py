"""Feeds at the desk: their rights and health; added, paused, asked at once, or taken down with their outlet."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.data.load import load_knowledge
from headwater.desk.articles import TakeDown, kept_bytes
from headwater.desk.clock import desk_now
from headwater.desk.deciding import Deciding, Decision, DeskAdmin, Nothing
from headwater.desk.models import Feed
from headwater.desk.site import desk_site
from headwater.desk.words import later, moment, said, say
from headwater.model.feed import Feed as Subscription
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.rights import Extent, Rights
from headwater.newsroom.subscriptions import ask_now, change_feed, pause, resume, subscribe
from headwater.newsroom.takedown import Demand, take_down_outlet
from headwater.store.models import FeedRow, OutletRow
from headwater.store.rows import feed_from, outlet_from, state_from
from headwater.text.urls import host_of, normalise

_HOUR_S = 3600
_LONGEST_ADDRESS = 2000
_MANAGE = "paper.manage_feeds"


if TYPE_CHECKING:
    _FormOfFeed = forms.ModelForm[Feed]
else:  # Django's own class takes no type at run time
    _FormOfFeed = forms.ModelForm


class FeedForm(_FormOfFeed):
    """A feed's rights, section, and whether its articles wait."""

    address = forms.CharField(
        max_length=_LONGEST_ADDRESS, widget=forms.TextInput(attrs={"dir": "ltr", "class": "vLargeTextField"})
    )
    extent = forms.ChoiceField(choices=[(each.value, later(f"desk_value.{each.value}")) for each in Extent])
    images = forms.BooleanField(required=False)
    embargo_hours = forms.IntegerField(required=False, min_value=0, max_value=24 * 366)
    expires_after_hours = forms.IntegerField(required=False, min_value=1, max_value=24 * 36600)
    canonical_to_source = forms.BooleanField(required=False)
    credit_text = forms.CharField(required=False, max_length=300)
    tdm_reserved = forms.BooleanField(required=False)
    hold = forms.BooleanField(required=False)
    section = forms.CharField(required=False, max_length=120)

    class Meta:
        """Of which table; every field stands above."""

        model = Feed
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django hands to a form
        """Begin with what holds now."""
        instance = kwargs.get("instance")
        if instance is not None and instance.pk:
            kwargs["initial"] = _initial(feed_from(instance)) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = say(f"desk_feed.{name}"), say(f"desk_feed.{name}_help")
        if instance is not None and instance.pk:
            self.fields["address"].disabled = True

    def clean_address(self) -> str:
        """Give the address in its one spelling.

        Raises:
            ValidationError: it is no web address, or is subscribed already.

        """
        address = normalise(self.cleaned_data["address"])
        if address is None:
            raise forms.ValidationError(say("desk_feed.no_address"))
        if not self.instance.pk and FeedRow.objects.filter(url=address).exists():
            raise forms.ValidationError(say("desk_feed.known"))
        return address

    def subscription(self, *, outlet: str) -> Subscription:
        """Give the feed as filled in."""
        said = self.cleaned_data
        hours, embargo = said["expires_after_hours"], said["embargo_hours"] or 0
        return Subscription(
            url=said["address"],
            outlet=outlet,
            section=said["section"] or None,
            hold=said["hold"],
            rights=Rights(
                extent=Extent(said["extent"]),
                images=said["images"],
                embargo_s=embargo * _HOUR_S,
                expires_after_s=hours * _HOUR_S if hours else None,
                canonical_to_source=said["canonical_to_source"],
                credit_text=said["credit_text"] or None,
                tdm_reserved=said["tdm_reserved"],
            ),
        )


def _initial(feed: Subscription) -> dict[str, object]:
    rights = feed.rights
    return {
        "address": feed.url,
        "extent": rights.extent.value,
        "images": rights.images,
        "embargo_hours": rights.embargo_s // _HOUR_S or None,
        "expires_after_hours": rights.expires_after_s // _HOUR_S if rights.expires_after_s else None,
        "canonical_to_source": rights.canonical_to_source,
        "credit_text": rights.credit_text or "",
        "tdm_reserved": rights.tdm_reserved,
        "hold": feed.hold,
        "section": feed.section or "",
    }


class HealthFilter(admin.SimpleListFilter):
    """Feeds that go well, and feeds that do not."""

    title = later("desk_feed.health")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ANN401, ARG002 - Django's own signature
        """Give what can be chosen."""
        return [(name, say(f"desk_feed.{name}")) for name in ("problem", "paused", "well")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002 - the same
        """Give the feeds of what was chosen."""
        if self.value() == "problem":
            return queryset.exclude(problem="")
        if self.value() == "paused":
            return queryset.filter(paused=True)
        return queryset.filter(problem="", paused=False, retired=False) if self.value() == "well" else queryset


def _pause(deciding: Deciding) -> str:
    paused = pause(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.paused", number=paused)


def _resume(deciding: Deciding) -> str:
    resumed = resume(deciding.keys, editor=deciding.editor, now=desk_now())
    return say("desk_done.resumed", number=resumed)


def _ask(deciding: Deciding) -> str:
    return say("desk_done.asked", number=ask_now(deciding.keys, now=desk_now()))


def _take_down(deciding: Deciding) -> str:
    outlets = sorted({row.outlet_key for row in deciding.rows})
    demand = Demand(reason=deciding.reason, editor=deciding.editor, kept=kept_bytes())
    done = [take_down_outlet(outlet, demand, now=desk_now()) for outlet in outlets]
    return say("desk_done.outlet_gone", outlets=tuple(outlets), number=sum(each.articles for each in done))


@admin.register(Feed, site=desk_site)
class FeedAdmin(DeskAdmin):
    """The list of feeds, and the form of their rights."""

    form = FeedForm
    list_display = ("address", "outlet_key", "rights", "health", "last_answer", "next_poll")
    list_filter = (HealthFilter, "paused", "retired")
    search_fields = ("url", "outlet_key")
    ordering = ("outlet_key", "url")
    fieldsets = (
        (None, {"fields": ("address", "section", "hold")}),
        (
            later("desk_feed.rights"),
            {"fields": ("extent", "images", "embargo_hours", "expires_after_hours", "credit_text")},
        ),
        (later("desk_feed.machines"), {"fields": ("canonical_to_source", "tdm_reserved")}),
    )
    decisions = (
        Decision(name="ask", do=_ask, form=Nothing, permission=_MANAGE),
        Decision(name="pause", do=_pause, permission=_MANAGE),
        Decision(name="resume", do=_resume, form=Nothing, permission=_MANAGE),
        Decision(
            name="take_down",
            do=_take_down,
            form=TakeDown,
            permission="paper.take_down_outlet",
            is_final=True,
            words="take_down_outlet",
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever manages feeds adds them."""
        return request.user.has_perm(_MANAGE)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002 - Django's own signature
        """Whoever manages feeds changes their rights."""
        return request.user.has_perm(_MANAGE)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ANN401 - the same
        """Give the form to who may fill it in, and plain columns to others."""
        if self.has_change_permission(request):
            return super().get_fieldsets(request, obj)
        return ((None, {"fields": ("url", "outlet_key", "rights", "health", "last_answer", "next_poll")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ANN401, ARG002 - the same
        """Give the columns that others may read."""
        return () if self.has_change_permission(request) else ("rights", "health", "last_answer", "next_poll")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001 - the same
        """Hand the feed to the newsroom's own functions, which log it and tell the site."""
        if change:
            wanted = form.subscription(outlet=obj.outlet_key)
            change_feed(obj.pk, wanted, editor=request.user.get_username(), now=desk_now())
            return
        outlets = _outlets()
        address = form.cleaned_data["address"]
        owner = outlets.by_host(host_of(address))
        wanted = form.subscription(outlet=owner.key if owner else host_of(address))
        named = Outlet(key=wanted.outlet, name=wanted.outlet, domains=(host_of(address),))
        subscribe(wanted, outlet=named, outlets=outlets, editor=request.user.get_username(), now=desk_now())
        stored = FeedRow.objects.get(url=wanted.url)
        obj.__dict__.update({field.attname: getattr(stored, field.attname) for field in stored._meta.concrete_fields})

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # noqa: ANN401 - the same
        """Write nothing: the newsroom's function has."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # noqa: ANN401 - the same
        """Write nothing: the newsroom's function has."""

    @admin.display(description=later("desk_column.url"), ordering="url")
    def address(self, row: Any) -> SafeString:  # noqa: ANN401 - a row of the list
        """Give its address, which runs one way in every language."""
        return format_html('<bdi dir="ltr">{}</bdi>', row.url)

    @admin.display(description=later("desk_column.rights"))
    def rights(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what readers may see of it."""
        feed = feed_from(row)
        parts = [
            said(feed.rights.extent.value),
            *([said("pictures")] if feed.rights.images else []),
            *([say("desk_feed.hold")] if feed.hold else []),
        ]
        return ", ".join(parts)

    @admin.display(description=later("desk_feed.health"))
    def health(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give what is wrong, with its mend, or that nothing is."""
        if row.paused:
            return say("desk_feed.is_paused")
        if row.retired:
            return say("desk_feed.given_up", problem=row.problem or say("desk_feed.gone"))
        return row.problem or say("desk_feed.well")

    @admin.display(description=later("desk_column.last_answer"))
    def last_answer(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give when it last answered."""
        at = state_from(row).fetched_at
        return moment(at) if at else say("desk.not_yet")

    @admin.display(description=later("desk_column.next_poll"), ordering="due_at")
    def next_poll(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give when it is asked again."""
        if row.paused or row.retired:
            return say("desk.never")
        is_due = row.due_at <= desk_now() + timedelta(seconds=1)
        return say("desk.now") if is_due else moment(row.due_at)


def _outlets() -> OutletDirectory:
    own = [outlet_from(row) for row in OutletRow.objects.all()]
    return OutletDirectory([*load_knowledge().outlets, *own])
