"""What an engine that the operator named made of reports, for grouping across languages."""

from django.db import models

from headwater.store.models.article import ArticleRow


class EmbeddingRow(models.Model):
    """An article's embedding, as it was placed with; kept beside it so that a replay asks nobody."""

    article = models.OneToOneField(ArticleRow, on_delete=models.CASCADE, primary_key=True, related_name="embedding")
    model = models.CharField(max_length=120)
    #: One signed byte a dimension (`stories.meaning.packed`).
    vector = models.BinaryField()

    class Meta:
        ordering = ["article"]

    def __str__(self) -> str:
        return f"{self.article_id} by {self.model}"
