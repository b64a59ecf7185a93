"""Places, and which articles name them."""

from django.db import models

from headwater.store.models.article import ArticleRow


class NamedPlaceRow(models.Model):
    """A place that an article names; it goes with the article."""

    article = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="places")
    #: See `model.places.Place.key`.
    place = models.CharField(max_length=60)
    #: Its place among those that the article names, the one named most often first.
    number = models.IntegerField()
    #: The time its article is shown with.
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["article", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "place"], name="place_once_per_article")]
        indexes = [models.Index(fields=["place", "-shown_at"], name="articles_of_place")]

    def __str__(self) -> str:
        return f"{self.place} in {self.article_id}"
