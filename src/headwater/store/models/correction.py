"""Corrections: what an editor put right, told to readers."""

from django.db import models

from headwater.store.models.article import ArticleRow
from headwater.store.models.story import StoryRow


class CorrectionRow(models.Model):
    """A correction of one article or of one story; it goes with what it is about, because it may quote it."""

    article = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, null=True, related_name="corrections")
    story = models.ForeignKey(StoryRow, on_delete=models.CASCADE, null=True, related_name="corrections")
    text = models.TextField()
    corrected_at = models.DateTimeField(db_index=True)
    editor = models.CharField(max_length=150)

    class Meta:
        ordering = ["-corrected_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=True) ^ models.Q(story__isnull=True),
                name="correction_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"correction of {self.article_id or self.story_id}"
