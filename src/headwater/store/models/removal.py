"""What was dropped, removed or overruled, and why."""

from django.db import models


class DroppedRow(models.Model):
    """Something that came in and was not taken, with the reason; counted where it comes again."""

    step = models.CharField(max_length=40)
    url = models.TextField()
    feed_key = models.CharField(max_length=16, default="", db_index=True)
    reason = models.CharField(max_length=40, db_index=True)
    detail = models.TextField(default="")
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    times = models.IntegerField(default=1)

    class Meta:
        ordering = ["-last_seen", "url"]
        constraints = [models.UniqueConstraint(fields=["step", "url", "reason"], name="dropped_once")]

    def __str__(self) -> str:
        return f"{self.reason}: {self.url}"


class TombstoneRow(models.Model):
    """Keeps a removed article from coming back; holds no word of it."""

    key = models.CharField(max_length=16, primary_key=True)
    #: sha256 of the normalised address, so that even the address is gone.
    url_digest = models.CharField(max_length=64, db_index=True)
    reason = models.CharField(max_length=20)
    removed_at = models.DateTimeField()
    #: Who removed it.
    editor = models.CharField(max_length=150, default="")

    def __str__(self) -> str:
        return f"{self.key} ({self.reason})"


class OverruleRow(models.Model):
    """An editor's decision; it outlives every run of the machine."""

    kind = models.CharField(max_length=30, db_index=True)
    decided_at = models.DateTimeField()
    #: The Overrule.
    document = models.TextField()

    class Meta:
        ordering = ["decided_at", "id"]

    def __str__(self) -> str:
        return self.kind
