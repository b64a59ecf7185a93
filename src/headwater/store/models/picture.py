"""Pictures: asked for once, made small, kept under the digest of what was made."""

from django.db import models


class PictureState(models.TextChoices):
    """How far a picture has come."""

    #: It is to be fetched.
    WAITING = "waiting"
    #: A small copy lies under `digest` in the portal's directory.
    KEPT = "kept"
    #: It was dropped; `reason` says why.
    DROPPED = "dropped"


class PictureRow(models.Model):
    """A picture that reports name as theirs; reports that name the same address share it."""

    #: Made of the normalised address: see `store.keys.picture_key`.
    key = models.CharField(max_length=16, primary_key=True)
    url = models.TextField()
    #: Host asked for it.
    host = models.CharField(max_length=255, default="")
    state = models.CharField(max_length=10, choices=PictureState.choices, default=PictureState.WAITING)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    reason = models.CharField(max_length=40, default="")
    #: sha256 of our copy: its name in the portal's directory and in its address.
    digest = models.CharField(max_length=64, default="", db_index=True)
    #: Pixels of our copy.
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["state", "due_at"], name="picture_due")]

    def __str__(self) -> str:
        return self.url
