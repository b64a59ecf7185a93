"""Requests for stories, as far as they are needed to count readers: marks that mean nothing a day later."""

from django.db import models


class SaltRow(models.Model):
    """What a day's marks are salted with; gone with the day's requests, so that nobody can make them again."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return str(self.day)


class HitRow(models.Model):
    """A client that asked for the page of a story or a report on a day; asked again, it is the same row."""

    day = models.DateField()
    #: Key of the story or of the report.
    subject = models.CharField(max_length=16)
    #: Salted marks of the client and of its network.
    reader = models.CharField(max_length=24)
    network = models.CharField(max_length=24)

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["day", "subject", "reader"], name="hit_once_a_day")]

    def __str__(self) -> str:
        return f"{self.subject} on {self.day}"
