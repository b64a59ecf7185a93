"""Reports at the desk: approve, hide, correct, overrule an origin, move, split off, take down."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin, Nothing
from headwater.desk.filters import CodeFilter, LanguageFilter
from headwater.desk.keys import key_in
from headwater.desk.models import Article, Correction
from headwater.desk.site import desk_site
from headwater.desk.words import later, say
from headwater.edition.addresses import article_path, story_path
from headwater.errors import StoreError
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.correcting import correct_article
from headwater.newsroom.holding import approve, hide_articles, show_articles
from headwater.newsroom.overruling import decide, move_article, split_story
from headwater.newsroom.takedown import Demand, take_down_articles
from headwater.store.bytes import Bytes


class Move(Because):
    """Where an article goes, and why."""

    story = forms.CharField(label=later("desk_ask.story"), max_length=300, help_text=later("desk_ask.story_help"))


class Correct(forms.Form):
    """What readers are told."""

    text = forms.CharField(
        label=later("desk_ask.text"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=later("desk_ask.text_help"),
    )


class TakeDown(Because):
    """Why, and that it is meant."""

    certain = forms.BooleanField(label=later("desk_ask.certain"), help_text=later("desk.final"))


def _approve(deciding: Deciding) -> str:
    approved = approve(deciding.keys, editor=deciding.editor, now=desk_now())
    return say("desk_done.approved", number=approved)


def _hide(deciding: Deciding) -> str:
    hidden = hide_articles(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.hidden", number=hidden)


def _show(deciding: Deciding) -> str:
    shown = show_articles(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.shown", number=shown)


def _correct(deciding: Deciding) -> str:
    if len(deciding.rows) != 1:
        raise StoreError(say("desk_ask.one_report"))
    correct_article(deciding.keys[0], deciding.said["text"], editor=deciding.editor, now=desk_now())
    return say("desk_done.corrected_article")


def _overrule(deciding: Deciding, kind: OverruleKind) -> str:
    if len(deciding.rows) < 2:  # noqa: PLR2004 - one report has nothing to be the same with
        raise StoreError(say("desk_ask.two_reports"))
    now = desk_now()
    overrule = Overrule(
        kind=kind, subjects=deciding.keys, reason=deciding.reason, editor=deciding.editor, decided_at=now
    )
    decide(overrule, now=now)
    return say("desk_done.decided")


def _same_origin(deciding: Deciding) -> str:
    return _overrule(deciding, OverruleKind.SAME_ORIGIN)


def _separate_origins(deciding: Deciding) -> str:
    return _overrule(deciding, OverruleKind.SEPARATE_ORIGINS)


def _move(deciding: Deciding) -> str:
    into = key_in(deciding.said["story"])
    for key in deciding.keys:
        move_article(key, into=into, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.moved", number=len(deciding.rows))


def _split(deciding: Deciding) -> str:
    stories = {row.story_id for row in deciding.rows}
    if len(stories) != 1 or None in stories:
        raise StoreError(say("desk_ask.of_one_story"))
    new = split_story(str(stories.pop()), deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return say("desk_done.split", story=new)


def _take_down(deciding: Deciding) -> str:
    demand = Demand(reason=deciding.reason, editor=deciding.editor, kept=kept_bytes())
    done = take_down_articles(deciding.keys, demand, now=desk_now())
    return say("desk_done.taken_down", number=done.articles, files=done.files)


def kept_bytes() -> Bytes:
    """Give the portal's bytes.

    Raises:
        StoreError: this Django has no portal's directory.

    """
    if settings.BYTES_DIRECTORY is None:
        raise StoreError(say("desk_ask.no_directory"))
    return Bytes(settings.BYTES_DIRECTORY)


@admin.register(Article, site=desk_site)
class ArticleAdmin(DeskAdmin):
    """The list of reports."""

    list_display = ("titled", "outlet_key", "shown_at", "state", "of_story", "on_the_site")
    list_filter = (("hidden_because", CodeFilter), "retracted", "section", ("language", LanguageFilter))
    search_fields = ("=key", "headline", "=outlet_key", "=story__key")
    search_help_text = later("desk.search_articles")
    date_hierarchy = "shown_at"
    ordering = ("-shown_at", "key")
    list_select_related = ("story",)
    fields = ("key", "headline", "outlet_key", "url", "language", "section", "published", "first_seen", "state")
    decisions = (
        Decision(name="approve", do=_approve, form=Nothing),
        Decision(name="hide", do=_hide, words="hide_article"),
        Decision(name="show", do=_show),
        Decision(name="correct", do=_correct, form=Correct),
        Decision(name="same_origin", do=_same_origin),
        Decision(name="separate_origins", do=_separate_origins),
        Decision(name="move", do=_move, form=Move),
        Decision(name="split", do=_split),
        Decision(name="take_down", do=_take_down, form=TakeDown, permission="paper.take_down", is_final=True),
    )

    @admin.display(description=later("desk_column.headline"), ordering="headline")
    def titled(self, row: Any) -> SafeString:  # noqa: ANN401 - a row of the list
        """Give its headline, whichever way it is written."""
        return format_html("<bdi>{}</bdi>", row.headline)

    @admin.display(description=later("desk_column.state"))
    def state(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what readers see of it."""
        hidden = {"hold": "held", "retracted": "retracted"}
        if row.hidden:
            return say(f"desk_state.{hidden.get(row.hidden_because, 'hidden')}")
        return say("desk_state.retracted_shown" if row.retracted else "desk_state.shown")

    @admin.display(description=later("desk_column.story"))
    def of_story(self, row: Any) -> SafeString | str:  # noqa: ANN401 - the same
        """Give its story."""
        return way_to(story_path(row.story_id, None), row.story_id) if row.story_id else "—"

    @admin.display(description=later("desk_column.page"))
    def on_the_site(self, row: Any) -> SafeString | str:  # noqa: ANN401 - the same
        """Give the way to its page."""
        return "—" if row.hidden else way_to(article_path(row.key, None), say("desk.see"))


def way_to(address: str, words: str) -> SafeString:
    """Give a link."""
    return format_html('<a href="{}">{}</a>', address, words)


@admin.register(Correction, site=desk_site)
class CorrectionAdmin(DeskAdmin):
    """The list of corrections."""

    list_display = ("corrected_at", "text", "of_article", "of_story", "editor")
    search_fields = ("text", "=article__key", "=story__key")

    @admin.display(description=later("desk_column.article"))
    def of_article(self, row: Any) -> SafeString | str:  # noqa: ANN401 - a row of the list
        """Give the report it is about."""
        return way_to(article_path(row.article_id, None), row.article_id) if row.article_id else "—"

    @admin.display(description=later("desk_column.story"))
    def of_story(self, row: Any) -> SafeString | str:  # noqa: ANN401 - the same
        """Give the story it is about."""
        return way_to(story_path(row.story_id, None), row.story_id) if row.story_id else "—"
