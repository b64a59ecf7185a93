"""Translations of reports: what is held, what waits, and how much was asked for today."""

from django.db import models

from headwater.store.models.article import ArticleRow


class TranslationState(models.TextChoices):
    """How far the translation of one report has come."""

    #: It is to be made when its time has come.
    WAITING = "waiting"
    #: It is held.
    HELD = "held"
    #: It will not be made; `reason` says why.
    DROPPED = "dropped"


class TranslationRow(models.Model):
    """One report in one language; it goes with its report."""

    article = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="translations")
    #: Primary language that it is translated into.
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=10, choices=TranslationState.choices, default=TranslationState.WAITING)
    #: When it is to be made, or looked at again because its report was edited; None: it is not.
    due_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    #: Why it was not made so far.
    reason = models.CharField(max_length=40, default="")
    detail = models.TextField(default="")
    #: The Translation; empty until there is one.
    document = models.TextField(default="")

    class Meta:
        ordering = ["article", "language"]
        indexes = [models.Index(fields=["due_at"], name="translation_due")]
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="translation_once")]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.language}"


class TranslatedPieceRow(models.Model):
    """That a translation holds a text of this digest: so no engine is asked twice for the words of an agency."""

    translation = models.ForeignKey(TranslationRow, on_delete=models.CASCADE, related_name="pieces")
    #: `model.translation.digest_of_text` of the original.
    made_of = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["translation", "made_of"], name="translated_piece_once")]

    def __str__(self) -> str:
        return self.made_of[:8]


class TranslationTallyRow(models.Model):
    """How many characters an engine was asked for on one day (UTC)."""

    day = models.DateField(primary_key=True)
    characters = models.IntegerField(default=0)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.characters}"
