"""Agreements with hubs that they tell us when a feed changes."""

from django.db import models

from headwater.store.models.source import FeedRow


class SubscriptionRow(models.Model):
    """One feed at one hub. The site writes what the hub says, the newsroom what it asks."""

    #: The end of the address that the hub calls; nobody can guess it.
    token = models.CharField(max_length=64, primary_key=True)
    #: None: the feed is gone, and the hub is to be told.
    feed = models.ForeignKey(FeedRow, null=True, on_delete=models.SET_NULL, related_name="subscriptions")
    made_at = models.DateTimeField()
    #: When the hub is to be asked next; None: it is not.
    due_at = models.DateTimeField(null=True, db_index=True)
    #: When the hub last knocked without the feed having been asked since.
    knocked_at = models.DateTimeField(null=True, db_index=True)
    #: The Subscription.
    document = models.TextField()

    class Meta:
        ordering = ["made_at", "token"]

    def __str__(self) -> str:
        return self.token[:8]
