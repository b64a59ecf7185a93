"""Speakers across articles: persons, and which statement of which article is theirs."""

from django.db import models

from headwater.store.models.article import ArticleRow


class PersonRow(models.Model):
    """A speaker across articles. `merged_into` leads on where an editor joined two; such a row has no statements."""

    #: See `model.person.Person.key`.
    key = models.CharField(max_length=120, primary_key=True)
    #: Key of the name alone: namesakes share it.
    name_key = models.CharField(max_length=80, db_index=True)
    name = models.TextField()
    statements = models.IntegerField(default=0)
    last_said = models.DateTimeField(null=True)
    merged_into = models.CharField(max_length=120, default="")
    #: The Person.
    document = models.TextField()

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["-statements", "key"], name="person_most_said")]

    def __str__(self) -> str:
        return self.name


class StatementRow(models.Model):
    """A statement of a speaker with a full name; its words stand in the article alone, and go with it."""

    article = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="statements")
    #: Its place among the statements that were traced in the article.
    number = models.IntegerField()
    name_key = models.CharField(max_length=80, db_index=True)
    #: As the article prints them.
    name = models.TextField()
    role = models.TextField(default="")
    #: Key of the person; "" where it may be any of several namesakes.
    person_key = models.CharField(max_length=120, default="")
    #: The time its article is shown with.
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["article", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="statement_once")]
        indexes = [models.Index(fields=["person_key", "-shown_at"], name="statement_of_person")]

    def __str__(self) -> str:
        return f"{self.name} in {self.article_id}"
