"""What the process of record writes down: the ordered log, its snapshots, and the publication number."""

from django.db import models


class PlacementRow(models.Model):
    """One line of the ordered log: which story an article was put into. Replaying it rebuilds the live state."""

    #: 1, 2, 3 and so on, without gaps; given by the one process of record.
    sequence = models.BigIntegerField(primary_key=True)
    article_key = models.CharField(max_length=16, unique=True)
    story_key = models.CharField(max_length=16, db_index=True)
    placed_at = models.DateTimeField()
    #: The Placement, with its reasons.
    document = models.TextField()

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.article_key} in {self.story_key}"


class MergeRow(models.Model):
    """A story that became part of another one, behind the line of the log that caused it."""

    sequence = models.BigIntegerField(db_index=True)
    story_key = models.CharField(max_length=16, unique=True)
    into_key = models.CharField(max_length=16)
    merged_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence", "story_key"]

    def __str__(self) -> str:
        return f"{self.story_key} into {self.into_key}"


class RegroupingRow(models.Model):
    """A line of the ordered log that an editor wrote: an article was moved, or a story became part of another one.

    Placements and regroupings share one numbering: no number stands in both tables.
    """

    sequence = models.BigIntegerField(primary_key=True)
    #: The article that was moved; empty where a whole story was.
    article_key = models.CharField(max_length=16, default="", db_index=True)
    from_key = models.CharField(max_length=16)
    into_key = models.CharField(max_length=16)
    #: Whether the two stories are to stay apart from now on.
    apart = models.BooleanField(default=False)
    decided_at = models.DateTimeField()
    #: Who decided it and why, as the story's page says it.
    words = models.TextField(default="")

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.article_key or self.from_key} into {self.into_key}"


class ProposalRow(models.Model):
    """What a look back over the open stories would change: the desk shows it, an editor decides."""

    #: Made of what it is about: the same proposal is made once, however often it is found again.
    key = models.CharField(max_length=16, primary_key=True)
    #: "merge" or "split".
    kind = models.CharField(max_length=10)
    story_key = models.CharField(max_length=16, db_index=True)
    #: Likelihood that it is right, 0..1.
    chance = models.FloatField()
    made_at = models.DateTimeField()
    #: "open", "taken" or "declined".
    state = models.CharField(max_length=10, default="open", db_index=True)
    #: The Proposal.
    document = models.TextField()

    class Meta:
        ordering = ["-chance", "key"]

    def __str__(self) -> str:
        return f"{self.kind} {self.story_key}"


class SnapshotRow(models.Model):
    """The live state of one step of record, as it was after a line of the log."""

    name = models.CharField(max_length=40, primary_key=True)
    #: Version of the step that wrote it; another version's is not read.
    version = models.IntegerField()
    #: The last line of the log it holds.
    sequence = models.BigIntegerField()
    taken_at = models.DateTimeField()
    state = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"


class PublicationRow(models.Model):
    """One row: the number that every shown change raises; page caches are keyed by it."""

    number = models.BigIntegerField(default=0)
    #: The last number after which no page of an earlier one may be shown: something was taken away, not only added.
    withdrawn = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    #: The Publications: which stories the last ones were about.
    document = models.TextField(default="")

    def __str__(self) -> str:
        return str(self.number)
