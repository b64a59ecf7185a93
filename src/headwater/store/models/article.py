"""Articles, and the words they share."""

from django.db import models

from headwater.store.models.picture import PictureRow
from headwater.store.models.source import FeedRow
from headwater.store.models.story import StoryRow


class ArticleRow(models.Model):
    """A report that was read. `story` and `recorded` are set by the process of record."""

    key = models.CharField(max_length=16, primary_key=True)
    feed = models.ForeignKey(FeedRow, on_delete=models.CASCADE, related_name="articles")
    outlet_key = models.CharField(max_length=120, db_index=True)
    url = models.TextField(db_index=True)
    headline = models.TextField()
    language = models.CharField(max_length=35, default="")
    section = models.CharField(max_length=120, default="", db_index=True)
    published = models.DateTimeField(null=True)
    first_seen = models.DateTimeField()
    #: The time it is shown with and sorted by: as published, never later than first seen.
    shown_at = models.DateTimeField(db_index=True)
    story = models.ForeignKey(StoryRow, on_delete=models.SET_NULL, null=True, related_name="articles")
    #: Its lead picture, where its feed's rights allow one.
    picture = models.ForeignKey(PictureRow, on_delete=models.SET_NULL, null=True, related_name="articles")
    #: Whether the process of record has placed it.
    recorded = models.BooleanField(default=False)
    #: No reader sees it; `hidden_because` says why.
    hidden = models.BooleanField(default=False)
    #: A `model.rights.HiddenBecause`; empty where it is shown.
    hidden_because = models.CharField(max_length=20, default="")
    #: A notice of its outlet that takes it back stands in place of its text.
    retracted = models.BooleanField(default=False)
    #: Of the page it was read from, and the version of the step that read it: what tells an edit from a better reading.
    page_digest = models.CharField(max_length=64, default="")
    page_gist = models.CharField(max_length=64, default="")
    read_version = models.IntegerField(default=0)
    #: Its page reserves text and data mining (TDMRep); a feed's rights may reserve it too.
    tdm_reserved = models.BooleanField(default=False)
    #: The Article.
    document = models.TextField()
    #: What was Traced in it.
    traced = models.TextField(default="")

    class Meta:
        ordering = ["first_seen", "shown_at", "key"]
        indexes = [
            models.Index(fields=["recorded", "first_seen", "shown_at", "key"], name="article_to_record"),
            models.Index(fields=["outlet_key", "shown_at"], name="article_of_outlet"),
        ]

    def __str__(self) -> str:
        return self.headline


class RevisionRow(models.Model):
    """What an outlet changed in a report after we first read it."""

    article = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="revisions")
    captured_at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    #: The Revision.
    document = models.TextField()

    class Meta:
        ordering = ["captured_at", "id"]
        constraints = [models.UniqueConstraint(fields=["article", "captured_at"], name="revision_once_per_capture")]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.captured_at:%Y-%m-%d %H:%M}"


class ReuseRow(models.Model):
    """Words of a newer article that stand in an older one."""

    newer = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="reuses")
    older = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="reused_by")
    coverage = models.FloatField()
    #: The Reuse.
    document = models.TextField()

    class Meta:
        ordering = ["newer", "-coverage"]
        constraints = [models.UniqueConstraint(fields=["newer", "older"], name="reuse_once_per_pair")]

    def __str__(self) -> str:
        return f"{self.newer_id} from {self.older_id}"
