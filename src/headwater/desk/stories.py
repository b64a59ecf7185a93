"""Stories, proposed changes and persons at the desk: pin, hide, merge, correct, answer a proposal, join two persons."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.desk.articles import Correct
from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin, Nothing
from headwater.desk.keys import key_in
from headwater.desk.models import Person, Proposal, Story
from headwater.desk.site import desk_site
from headwater.edition.addresses import story_path
from headwater.edition.reasons import reason_in
from headwater.edition.wording import wording_of
from headwater.errors import StoreError
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.correcting import correct_story
from headwater.newsroom.holding import show_stories, unpin
from headwater.newsroom.overruling import decide, merge_stories
from headwater.newsroom.proposing import decline_proposal, take_proposal
from headwater.store.rows import proposal_from


class Keep(Because):
    """Who stays, and why."""

    keep = forms.CharField(
        label="Stays", max_length=300, help_text="Address or key of the person under whose name the others stand."
    )


def _decide(deciding: Deciding, kind: OverruleKind, *, subjects: tuple[str, ...] = ()) -> None:
    now = desk_now()
    decide(
        Overrule(
            kind=kind,
            subjects=subjects or deciding.keys,
            reason=deciding.reason,
            editor=deciding.editor,
            decided_at=now,
        ),
        now=now,
    )


def _pin(deciding: Deciding) -> str:
    _decide(deciding, OverruleKind.PIN)
    return f"{len(deciding.rows)} pinned."


def _unpin(deciding: Deciding) -> str:
    return f"{unpin(deciding.keys, reason='', editor=deciding.editor, now=desk_now())} unpinned."


def _hide(deciding: Deciding) -> str:
    _decide(deciding, OverruleKind.HIDE)
    return f"{len(deciding.rows)} hidden."


def _show(deciding: Deciding) -> str:
    shown = show_stories(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"{shown} shown again."


def _merge(deciding: Deciding) -> str:
    kept = merge_stories(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"They are one story now: {kept}. The other addresses lead there."


def _correct(deciding: Deciding) -> str:
    if len(deciding.rows) != 1:
        raise StoreError("choose one story: a correction is about one")
    correct_story(deciding.keys[0], deciding.said["text"], editor=deciding.editor, now=desk_now())
    return "Corrected; it stands on the story's page and on the page of corrections."


def _take(deciding: Deciding) -> str:
    for key in deciding.keys:
        take_proposal(key, editor=deciding.editor, now=desk_now())
    return f"{len(deciding.rows)} done."


def _decline(deciding: Deciding) -> str:
    for key in deciding.keys:
        decline_proposal(key)
    return f"{len(deciding.rows)} declined; they are not proposed again."


def _same_person(deciding: Deciding) -> str:
    keep = key_in(deciding.said["keep"])
    others = tuple(key for key in deciding.keys if key != keep)
    if not others:
        raise StoreError("choose another person beside the one that stays")
    _decide(deciding, OverruleKind.SAME_PERSON, subjects=(keep, *others))
    return f"{len(others)} joined to {keep}."


@admin.register(Story, site=desk_site)
class StoryAdmin(DeskAdmin):
    """The list of stories."""

    list_display = ("headline", "section", "report_count", "independent_sources", "last_updated", "state", "reports")
    list_filter = ("pinned", "hidden", "section", "language")
    search_fields = ("=key", "headline")
    search_help_text = "Words of the headline, or a story's key."
    ordering = ("-last_updated", "key")
    fields = (
        "key",
        "headline",
        "section",
        "report_count",
        "independent_sources",
        "first_seen",
        "last_updated",
        "state",
    )
    decisions = (
        Decision(
            name="pin", label="Pin", explanation="It stands in front of all others until it is unpinned.", do=_pin
        ),
        Decision(
            name="unpin", label="Unpin", explanation="It stands where its score puts it.", do=_unpin, form=Nothing
        ),
        Decision(name="hide", label="Hide", explanation="No reader sees it; its page says that it is gone.", do=_hide),
        Decision(name="show", label="Show again", explanation="Readers see it again.", do=_show),
        Decision(
            name="merge",
            label="Merge",
            explanation="They become one story: the largest stays, the others' addresses lead to it.",
            do=_merge,
        ),
        Decision(
            name="correct", label="Correct", explanation="A correction is told to readers.", do=_correct, form=Correct
        ),
    )

    @admin.display(description="state")
    def state(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what readers see of it."""
        if row.merged_into_id:
            return f"part of {row.merged_into_id}"
        if row.hidden:
            return "hidden"
        return "pinned" if row.pinned else "shown"

    @admin.display(description="reports")
    def reports(self, row: Any) -> SafeString:  # noqa: ANN401 - the same
        """Give the ways to its reports here and to its page."""
        return format_html(
            '<a href="{}?story__key={}">list</a> · <a href="{}">page</a>',
            reverse("admin:paper_article_changelist"),
            row.key,
            story_path(row.key, None),
        )


@admin.register(Proposal, site=desk_site)
class ProposalAdmin(DeskAdmin):
    """The list of what a look back over the stories would change."""

    list_display = ("what", "chance", "why", "made_at", "state")
    list_filter = ("state", "kind")
    ordering = ("state", "-chance", "key")
    decisions = (
        Decision(name="take", label="Do it", explanation="It is done as your own decision.", do=_take, form=Nothing),
        Decision(
            name="decline",
            label="Leave it",
            explanation="The stories stay as they are, and nobody is asked again.",
            do=_decline,
            form=Nothing,
        ),
    )

    @admin.display(description="change")
    def what(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what would be done."""
        proposal = proposal_from(row)
        named = ", ".join((*proposal.stories, *proposal.articles))
        return f"{proposal.kind.value}: {named}"

    @admin.display(description="why")
    def why(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give the reasons."""
        wording = wording_of(settings.PORTAL.portal.language)
        return "; ".join(reason_in(reason, wording) for reason in proposal_from(row).reasons)


@admin.register(Person, site=desk_site)
class PersonAdmin(DeskAdmin):
    """The list of speakers."""

    list_display = ("name", "key", "statements", "last_said", "merged_into")
    search_fields = ("name", "=key")
    ordering = ("-statements", "key")
    fields = ("key", "name", "statements", "last_said", "merged_into")
    decisions = (
        Decision(
            name="same_person",
            label="Same person",
            explanation="They are one person under several names.",
            do=_same_person,
            form=Keep,
        ),
    )
