"""Keys of the read API."""

from django.db import models


class ApiKeyRow(models.Model):
    """One key, as a digest: it can be asked about, never read out."""

    #: sha256 of the key, hexadecimal. A key is 256 bits drawn by chance, so nothing slower is needed.
    digest = models.CharField(max_length=64, primary_key=True)
    #: Whose it is, in the operator's words.
    name = models.CharField(max_length=120, unique=True)
    #: Requests in a minute.
    per_minute = models.IntegerField()
    created_at = models.DateTimeField()
    #: From then on it is refused.
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
