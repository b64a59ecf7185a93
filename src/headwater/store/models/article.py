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
    #: An editor holds it back.
    hidden = models.BooleanField(default=False)
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
