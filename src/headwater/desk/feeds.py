"""Feeds at the desk: their rights and health; added, paused, asked at once, or taken down with their outlet."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from headwater.data.load import load_knowledge
from headwater.desk.articles import TakeDown, kept_bytes
from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin, Nothing
from headwater.desk.models import Feed
from headwater.desk.site import desk_site
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


if TYPE_CHECKING:
    _FormOfFeed = forms.ModelForm[Feed]
else:  # Django's own class takes no type at run time
    _FormOfFeed = forms.ModelForm


class FeedForm(_FormOfFeed):
    """A feed's rights, section, and whether its articles wait."""

    address = forms.CharField(max_length=_LONGEST_ADDRESS, help_text="The feed's own address: https://…")
    extent = forms.ChoiceField(
        label="Readers may see",
        choices=[(each.value, each.value) for each in Extent],
        help_text="Of each report: a link, the headline, a short excerpt, or the full text. More only by agreement.",
    )
    images = forms.BooleanField(label="Pictures", required=False, help_text="Keep and show its pictures.")
    embargo_hours = forms.IntegerField(
        required=False, min_value=0, max_value=24 * 366, help_text="Show nothing before so many hours."
    )
    expires_after_hours = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=24 * 36600,
        help_text="Show nothing later than so many hours; empty: never.",
    )
    canonical_to_source = forms.BooleanField(
        required=False,
        help_text="Full copies name the source's address as canonical, because the agreement asks for it.",
    )
    credit_text = forms.CharField(
        required=False, max_length=300, help_text="Words that the agreement wants printed under each report."
    )
    tdm_reserved = forms.BooleanField(
        label="Data mining reserved", required=False, help_text="Nothing of it goes into exports."
    )
    hold = forms.BooleanField(
        label="Hold", required=False, help_text="Its articles wait until an editor approves each."
    )
    section = forms.CharField(required=False, max_length=120, help_text="Section of the paper for all its reports.")

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
        if instance is not None and instance.pk:
            self.fields["address"].disabled = True

    def clean_address(self) -> str:
        """Give the address in its one spelling.

        Raises:
            ValidationError: it is no web address, or is subscribed already.

        """
        address = normalise(self.cleaned_data["address"])
        if address is None:
            raise forms.ValidationError("This is no web address; it begins with https:// or http://.")
        if not self.instance.pk and FeedRow.objects.filter(url=address).exists():
            raise forms.ValidationError("This feed is subscribed already.")
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

    title = "health"
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ANN401, ARG002 - Django's own signature
        """Give what can be chosen."""
        return [("problem", "has a problem"), ("paused", "paused"), ("well", "well")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002 - the same
        """Give the feeds of what was chosen."""
        if self.value() == "problem":
            return queryset.exclude(problem="")
        if self.value() == "paused":
            return queryset.filter(paused=True)
        return queryset.filter(problem="", paused=False, retired=False) if self.value() == "well" else queryset


def _pause(deciding: Deciding) -> str:
    paused = pause(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"{paused} paused; what they brought stays."


def _resume(deciding: Deciding) -> str:
    return f"{resume(deciding.keys, editor=deciding.editor, now=desk_now())} asked again."


def _ask(deciding: Deciding) -> str:
    return f"{ask_now(deciding.keys, now=desk_now())} are asked with the newsroom's next round."


def _take_down(deciding: Deciding) -> str:
    outlets = sorted({row.outlet_key for row in deciding.rows})
    demand = Demand(reason=deciding.reason, editor=deciding.editor, kept=kept_bytes())
    done = [take_down_outlet(outlet, demand, now=desk_now()) for outlet in outlets]
    return f"Everything of {', '.join(outlets)} is gone: {sum(each.articles for each in done)} reports."


@admin.register(Feed, site=desk_site)
class FeedAdmin(DeskAdmin):
    """The list of feeds, and the form of their rights."""

    form = FeedForm
    list_display = ("url", "outlet_key", "rights", "health", "last_answer", "next_poll")
    list_filter = (HealthFilter, "paused", "retired")
    search_fields = ("url", "outlet_key")
    ordering = ("outlet_key", "url")
    fieldsets = (
        (None, {"fields": ("address", "section", "hold")}),
        ("Rights", {"fields": ("extent", "images", "embargo_hours", "expires_after_hours", "credit_text")}),
        ("Machines", {"fields": ("canonical_to_source", "tdm_reserved")}),
    )
    decisions = (
        Decision(
            name="ask",
            label="Ask now",
            explanation="They are asked with the newsroom's next round.",
            do=_ask,
            form=Nothing,
            permission="paper.manage_feeds",
        ),
        Decision(
            name="pause",
            label="Pause",
            explanation="They are not asked until they are resumed.",
            do=_pause,
            form=Because,
            permission="paper.manage_feeds",
        ),
        Decision(
            name="resume",
            label="Resume",
            explanation="They are asked again, those too that were given up.",
            do=_resume,
            form=Nothing,
            permission="paper.manage_feeds",
        ),
        Decision(
            name="take_down",
            label="Take down the whole outlet",
            explanation="Everything of the outlets of these feeds leaves the portal for good and does not come back by "
            "any other feed. Write no word of their reports into the reason.",
            do=_take_down,
            form=TakeDown,
            permission="paper.take_down_outlet",
            is_final=True,
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever manages feeds adds them."""
        return request.user.has_perm("paper.manage_feeds")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002 - Django's own signature
        """Whoever manages feeds changes their rights."""
        return request.user.has_perm("paper.manage_feeds")

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

    @admin.display(description="rights")
    def rights(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what readers may see of it."""
        feed = feed_from(row)
        parts = [
            feed.rights.extent.value,
            *(["pictures"] if feed.rights.images else []),
            *(["hold"] if feed.hold else []),
        ]
        return ", ".join(parts)

    @admin.display(description="health")
    def health(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give what is wrong, with its mend, or that nothing is."""
        if row.paused:
            return "paused: resume it when it may be asked again"
        if row.retired:
            return f"given up: {row.problem or 'the server says that it is gone'} Find its new address, or resume it."
        return row.problem or "well"

    @admin.display(description="last answer")
    def last_answer(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give when it last answered."""
        at = state_from(row).fetched_at
        return f"{at:%d %b %H:%M}" if at else "not yet"

    @admin.display(description="next poll", ordering="due_at")
    def next_poll(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give when it is asked again."""
        if row.paused or row.retired:
            return "never"
        return "now" if row.due_at <= desk_now() + timedelta(seconds=1) else f"{row.due_at:%d %b %H:%M}"


def _outlets() -> OutletDirectory:
    own = [outlet_from(row) for row in OutletRow.objects.all()]
    return OutletDirectory([*load_knowledge().outlets, *own])
