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
    """Keeps a removed article, or everything of a removed outlet, from coming back; holds no word of it."""

    #: The article's key; for an outlet see `store.keys.outlet_tombstone_key`.
    key = models.CharField(max_length=16, primary_key=True)
    #: Whose it was.
    outlet_key = models.CharField(max_length=120, default="", db_index=True)
    #: The whole outlet was removed.
    is_outlet = models.BooleanField(default=False)
    #: Hashes of runs of its words (`text.sketch`): knows the text again and cannot be read.
    sketch = models.BinaryField(default=bytes)
    reason = models.CharField(max_length=20)
    removed_at = models.DateTimeField()
    #: Who removed it.
    editor = models.CharField(max_length=150, default="")

    def __str__(self) -> str:
        return f"{self.key} ({self.reason})"


class BuriedAddressRow(models.Model):
    """One address or feed identifier of something removed, as a digest, so that even the address is gone."""

    #: sha256, see `store.keys`.
    digest = models.CharField(max_length=64, primary_key=True)
    tombstone = models.ForeignKey(TombstoneRow, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        ordering = ["digest"]

    def __str__(self) -> str:
        return self.digest


class LogRow(models.Model):
    """Who did what at the desk or by a command, when and why; holds keys and never a word of a report."""

    at = models.DateTimeField(db_index=True)
    editor = models.CharField(max_length=150)
    #: "pin", "takedown", "rights" and so on.
    action = models.CharField(max_length=30, db_index=True)
    #: Keys of what it was done to, set apart by spaces.
    about = models.TextField(default="")
    reason = models.TextField(default="")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.about}"


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
