"""Reports at the desk: approve, hide, correct, overrule an origin, move, split off, take down."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.desk.clock import desk_now
from headwater.desk.deciding import Because, Deciding, Decision, DeskAdmin, Nothing
from headwater.desk.keys import key_in
from headwater.desk.models import Article, Correction
from headwater.desk.site import desk_site
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

    story = forms.CharField(label="Story", max_length=300, help_text="Its address or key.")


class Correct(forms.Form):
    """What readers are told."""

    text = forms.CharField(
        label="Correction",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text="What was wrong and what is right, in the portal's language. Readers see it.",
    )


class TakeDown(Because):
    """Why, and that it is meant."""

    certain = forms.BooleanField(label="Yes, for good", help_text="This cannot be undone.")


def _approve(deciding: Deciding) -> str:
    return f"{approve(deciding.keys, editor=deciding.editor, now=desk_now())} approved."


def _hide(deciding: Deciding) -> str:
    hidden = hide_articles(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"{hidden} hidden."


def _show(deciding: Deciding) -> str:
    shown = show_articles(deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"{shown} shown again."


def _correct(deciding: Deciding) -> str:
    if len(deciding.rows) != 1:
        raise StoreError("choose one report: a correction is about one")
    correct_article(deciding.keys[0], deciding.said["text"], editor=deciding.editor, now=desk_now())
    return "Corrected; it stands on the report's page and on the page of corrections."


def _overrule(deciding: Deciding, kind: OverruleKind) -> str:
    if len(deciding.rows) < 2:  # noqa: PLR2004 - one report has nothing to be the same with
        raise StoreError("choose two reports at least")
    now = desk_now()
    overrule = Overrule(
        kind=kind, subjects=deciding.keys, reason=deciding.reason, editor=deciding.editor, decided_at=now
    )
    decide(overrule, now=now)
    return "Decided; the story's page follows within seconds."


def _same_origin(deciding: Deciding) -> str:
    return _overrule(deciding, OverruleKind.SAME_ORIGIN)


def _separate_origins(deciding: Deciding) -> str:
    return _overrule(deciding, OverruleKind.SEPARATE_ORIGINS)


def _move(deciding: Deciding) -> str:
    into = key_in(deciding.said["story"])
    for key in deciding.keys:
        move_article(key, into=into, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"{len(deciding.rows)} moved."


def _split(deciding: Deciding) -> str:
    stories = {row.story_id for row in deciding.rows}
    if len(stories) != 1 or None in stories:
        raise StoreError("choose reports of one story")
    new = split_story(str(stories.pop()), deciding.keys, reason=deciding.reason, editor=deciding.editor, now=desk_now())
    return f"They are a story of their own now: {new}."


def _take_down(deciding: Deciding) -> str:
    demand = Demand(reason=deciding.reason, editor=deciding.editor, kept=kept_bytes())
    done = take_down_articles(deciding.keys, demand, now=desk_now())
    return f"{done.articles} taken down with {done.files} files. Their pages answer 410."


def kept_bytes() -> Bytes:
    """Give the portal's bytes.

    Raises:
        StoreError: this Django has no portal's directory.

    """
    if settings.BYTES_DIRECTORY is None:
        raise StoreError("this desk knows no portal's directory; start it with headwater run")
    return Bytes(settings.BYTES_DIRECTORY)


@admin.register(Article, site=desk_site)
class ArticleAdmin(DeskAdmin):
    """The list of reports."""

    list_display = ("headline", "outlet_key", "shown_at", "state", "of_story", "on_the_site")
    list_filter = ("hidden_because", "retracted", "section", "language")
    search_fields = ("=key", "headline", "=outlet_key", "=story__key")
    search_help_text = "Words of the headline; a report's, an outlet's or a story's key."
    date_hierarchy = "shown_at"
    ordering = ("-shown_at", "key")
    list_select_related = ("story",)
    fields = ("key", "headline", "outlet_key", "url", "language", "section", "published", "first_seen", "state")
    decisions = (
        Decision(name="approve", label="Approve", explanation="Readers see it from now on.", do=_approve, form=Nothing),
        Decision(
            name="hide",
            label="Hide",
            explanation="No reader sees it; its page says that it is gone. It can be shown again.",
            do=_hide,
        ),
        Decision(name="show", label="Show again", explanation="Readers see it again.", do=_show),
        Decision(
            name="correct", label="Correct", explanation="A correction is told to readers.", do=_correct, form=Correct
        ),
        Decision(
            name="same_origin",
            label="Same origin",
            explanation="These reports rest on one source. Readers see why.",
            do=_same_origin,
        ),
        Decision(
            name="separate_origins",
            label="Separate origins",
            explanation="These reports rest on sources of their own. Readers see why.",
            do=_separate_origins,
        ),
        Decision(
            name="move", label="Move to a story", explanation="They belong to another story.", do=_move, form=Move
        ),
        Decision(
            name="split",
            label="Split off as a story",
            explanation="They leave their story and become one of their own.",
            do=_split,
        ),
        Decision(
            name="take_down",
            label="Take down",
            explanation="They leave the portal for good: pages, feeds, search, pictures, bytes and everything derived "
            "from them. They do not come back by another feed or address. Write no word of them into the reason.",
            do=_take_down,
            form=TakeDown,
            permission="paper.take_down",
            is_final=True,
        ),
    )

    @admin.display(description="state")
    def state(self, row: Any) -> str:  # noqa: ANN401 - a row of the list
        """Give what readers see of it."""
        hidden = {"hold": "waits for approval", "retracted": "taken back by its outlet"}
        if row.hidden:
            return hidden.get(row.hidden_because, "hidden")
        return "shown, taken back by a notice" if row.retracted else "shown"

    @admin.display(description="story")
    def of_story(self, row: Any) -> SafeString | str:  # noqa: ANN401 - the same
        """Give its story."""
        return format_html('<a href="{}">{}</a>', story_path(row.story_id, None), row.story_id) if row.story_id else "—"

    @admin.display(description="page")
    def on_the_site(self, row: Any) -> SafeString | str:  # noqa: ANN401 - the same
        """Give the way to its page."""
        return "—" if row.hidden else format_html('<a href="{}">see</a>', article_path(row.key, None))


@admin.register(Correction, site=desk_site)
class CorrectionAdmin(DeskAdmin):
    """The list of corrections."""

    list_display = ("corrected_at", "text", "article_id", "story_id", "editor")
    search_fields = ("text", "=article__key", "=story__key")
