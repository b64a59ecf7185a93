"""The words of articles, folded, for full text search."""

from django.db import models

from headwater.store.models.article import ArticleRow


class SearchRow(models.Model):
    """An article's words as search sees them; the full text index of either database follows this table."""

    article = models.OneToOneField(ArticleRow, on_delete=models.CASCADE, related_name="search")
    #: As `store.folding.fold` gives them.
    words = models.TextField()
    #: CRC-32 of the document they were taken from: what has not changed is not folded again.
    document_mark = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.article_id
