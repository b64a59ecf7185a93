"""The store's tables under the names that the desk prints, and what people may be allowed to do there."""

from django.db import models

from headwater.desk.words import said
from headwater.store.models import (
    ArticleRow,
    CorrectionRow,
    DroppedRow,
    FeedRow,
    LogRow,
    PersonRow,
    ProposalRow,
    StoryRow,
    TombstoneRow,
)
from headwater.store.rows import proposal_from


class Decision(models.Model):
    """No table: it carries the permissions."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("decide", "may approve, hide, pin, correct and overrule"),
            ("take_down", "may take reports down for good"),
            ("take_down_outlet", "may take a whole outlet down for good, and let it come back"),
            ("manage_feeds", "may add and pause feeds and set their rights"),
        ]


class Feed(FeedRow):
    """A feed at the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view",)

    def __str__(self) -> str:
        """Give its address, isolated: it runs from left to right in every language (Unicode UAX 9)."""
        return f"\u2066{self.url}\u2069"


class Story(StoryRow):
    """A story at the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name_plural = "stories"


class Article(ArticleRow):
    """A report at the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view",)


class Correction(CorrectionRow):
    """A correction at the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view",)


class Proposal(ProposalRow):
    """A change of stories that waits for an answer."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = "proposed change"

    def __str__(self) -> str:
        # Each headline keeps its own direction (Unicode 6.3: isolates).
        proposal = proposal_from(self)
        found = dict(StoryRow.objects.filter(key__in=proposal.stories).values_list("key", "headline"))
        found |= dict(ArticleRow.objects.filter(key__in=proposal.articles).values_list("key", "headline"))
        keys = (*proposal.stories, *proposal.articles)
        return f"{said(proposal.kind.value)}: " + " + ".join(f"\u2068{found.get(key, key)}\u2069" for key in keys)


class Person(PersonRow):
    """A speaker at the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view",)


class Dropped(DroppedRow):
    """What was not taken, and why."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = "dropped report"


class Removed(TombstoneRow):
    """What was taken down."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = "takedown"


class Action(LogRow):
    """What people did."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = "log entry"
        verbose_name_plural = "log"
