"""Stories, proposed changes and persons at the desk: pin, hide, merge, correct, answer a proposal, join two persons."""

from typing import Any

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headwater.desk.articles import Correct
from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin, Nothing
from headwater.desk.filters import CodeFilter, LanguageFilter
from headwater.desk.keys import key_in
from headwater.desk.models import Person, Proposal, Story
from headwater.desk.site import desk_site
from headwater.desk.words import desk_wording, later, said, say
from headwater.edition.addresses import story_path
from headwater.edition.reasons import reason_in
from headwater.errors import StoreError
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.correcting import correct_story
from headwater.newsroom.holding import show_stories, unpin
from headwater.newsroom.overruling import decide, merge_stories
from headwater.newsroom.proposing import decline_proposal, take_proposal
from headwater.store.rows import proposal_from


class Keep(Because):
    """Who stays, and why."""

    keep = forms.CharField(label=later("desk_ask.keep"), max_length=300, help_text=later("desk_ask.keep_help"))


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
    return say("desk_done.pinned", number=len(deciding.rows))


def _unpin(deciding: Deciding) -> str:
    unpinned = unpin(deciding.keys, reason="", editor=deciding.editor, now=desk_now())
    return say("desk_done.unpinned", number=unpinned)


def _hide(deciding: Deciding) -> str:
    _decide(deciding, OverruleKind.HIDE)
    return say("desk_done.hidden", number=len(deciding.rows))


def _show(deciding: Deciding) -> str:
    shown = show_stories(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.shown", number=shown)


def _merge(deciding: Deciding) -> str:
    kept = merge_stories(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.merged", story=kept)


def _correct(deciding: Deciding) -> str:
    if len(deciding.rows) != 1:
        raise StoreError(say("desk_ask.one_story"))
    correct_story(deciding.keys[0], deciding.said["text"], editor=deciding.editor, now=desk_now())
    return say("desk_done.corrected_story")


def _take(deciding: Deciding) -> str:
    for row in deciding.rows:
        take_proposal(row.key, editor=deciding.editor, now=desk_now(), reason=_why(row))
    return say("desk_done.taken", number=len(deciding.rows))


def _why(row: Any) -> str:  # noqa: ANN401 - a row of the list
    return say("page.semicolon").join(reason_in(reason, desk_wording()) for reason in proposal_from(row).reasons)


def _decline(deciding: Deciding) -> str:
    for key in deciding.keys:
        decline_proposal(key)
    return say("desk_done.declined", number=len(deciding.rows))


def _same_person(deciding: Deciding) -> str:
    keep = key_in(deciding.said["keep"])
    others = tuple(key for key in deciding.keys if key != keep)
    if not others:
        raise StoreError(say("desk_ask.another_person"))
    _decide(deciding, OverruleKind.SAME_PERSON, subjects=(keep, *others))
    return say("desk_done.joined", number=len(others), person=keep)


@admin.register(Story, site=desk_site)
class StoryAdmin(DeskAdmin):
    """The list of stories."""

    list_display = ("titled", "section", "report_count", "independent_sources", "last_updated", "state", "reports")
    list_filter = ("pinned", "hidden", "section", ("language", LanguageFilter))
    search_fields = ("=key", "headline")
    search_help_text = later("desk.search_stories")
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
        Decision(name="pin", do=_pin),
        Decision(name="unpin", do=_unpin, form=Nothing),
        Decision(name="hide", do=_hide, words="hide_story"),
        Decision(name="show", do=_show),
        Decision(name="merge", do=_merge),
        Decision(name="correct", do=_correct, form=Correct),
    )

    @admin.display(description=later("desk_column.headline"), ordering="headline")
    def titled(self, row: Any) -> SafeString:  # noqa: ANN401 - a row of the list
        """Give its headline, whichever way it is written."""
        return format_html("<bdi>{}</bdi>", row.headline)

    @admin.display(description=later("desk_column.state"))
    def state(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what readers see of it."""
        if row.merged_into_id:
            return say("desk_state.part_of", story=row.merged_into_id)
        if row.hidden:
            return say("desk_state.hidden")
        return say("desk_state.pinned" if row.pinned else "desk_state.shown")

    @admin.display(description=later("desk_column.reports"))
    def reports(self, row: Any) -> SafeString:  # noqa: ANN401 - the same
        """Give the ways to its reports here and to its page."""
        return format_html(
            '<a href="{}?story__key={}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:paper_article_changelist"),
            row.key,
            say("desk.list"),
            story_path(row.key, None),
            say("desk.page"),
        )


@admin.register(Proposal, site=desk_site)
class ProposalAdmin(DeskAdmin):
    """The list of what a look back over the stories would change."""

    list_display = ("what", "pages", "likelihood", "why", "made_at", "answered")
    list_filter = (("state", CodeFilter), ("kind", CodeFilter))
    ordering = ("state", "-chance", "key")
    fields = ("what", "pages", "likelihood", "why", "made_at", "answered")
    decisions = (
        Decision(name="take", do=_take, form=Nothing),
        Decision(name="decline", do=_decline, form=Nothing),
    )

    @admin.display(description=later("desk_column.change"))
    def what(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what would be done, with the headlines of what it is about."""
        return str(row)

    @admin.display(description=later("desk_column.page"))
    def pages(self, row: Any) -> SafeString:  # noqa: ANN401 - the same
        """Give the ways to the stories."""
        ways = ((story_path(key, None), say("desk.page")) for key in proposal_from(row).stories)
        return format_html_join(" · ", '<a href="{}">{}</a>', ways)

    @admin.display(description=later("desk_column.chance"), ordering="chance")
    def likelihood(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give how likely it is right."""
        return f"{min(99, round(100 * row.chance))} %"

    @admin.display(description=later("desk_column.why"))
    def why(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give the reasons."""
        return _why(row)

    @admin.display(description=later("desk_column.state"), ordering="state")
    def answered(self, row: Any) -> str:  # noqa: ANN401 - the same
        """Give what was answered, or that nobody has."""
        return said(row.state)


@admin.register(Person, site=desk_site)
class PersonAdmin(DeskAdmin):
    """The list of speakers."""

    list_display = ("name", "key", "statements", "last_said", "merged_into")
    search_fields = ("name", "=key")
    ordering = ("-statements", "key")
    fields = ("key", "name", "statements", "last_said", "merged_into")
    decisions = (Decision(name="same_person", do=_same_person, form=Keep),)
