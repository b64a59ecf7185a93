"""Stories: the unit of the site."""

from django.db import models


class StoryRow(models.Model):
    """The reports of one event. A key, once shown, is never reused: a merged story points to what it became."""

    key = models.CharField(max_length=16, primary_key=True)
    headline = models.TextField()
    section = models.CharField(max_length=120, default="", db_index=True)
    language = models.CharField(max_length=35, default="")
    first_seen = models.DateTimeField()
    last_updated = models.DateTimeField(db_index=True)
    independent_sources = models.IntegerField(default=1)
    report_count = models.IntegerField(default=1)
    score = models.FloatField(default=0.0, db_index=True)
    #: Readers of today and yesterday, as `rank.popular` counts them.
    reads = models.IntegerField(default=0, db_index=True)
    #: Something about it changed: origins, face and score are to be found anew.
    dirty = models.BooleanField(default=True, db_index=True)
    pinned = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    #: The Story.
    document = models.TextField()
    #: The Ranked, with its reasons.
    ranked = models.TextField(default="")
    #: The Related.
    related = models.TextField(default="")

    class Meta:
        ordering = ["-score", "key"]
        indexes = [
            models.Index(fields=["-pinned", "-score", "-last_updated", "key"], name="story_standing"),
            models.Index(fields=["section", "-pinned", "-score"], name="story_standing_in_section"),
            models.Index(fields=["section", "-last_updated"], name="story_latest_in_section"),
        ]

    def __str__(self) -> str:
        return self.headline
