"""What waits for somebody at the desk, in numbers, each with the list that shows it."""

from dataclasses import dataclass

from django.urls import reverse

from headwater.desk.clock import desk_now
from headwater.desk.words import say
from headwater.model.rights import HiddenBecause
from headwater.store import deliveries
from headwater.store.models import ArticleRow, FeedRow, ProposalRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the desk's first page."""

    count: int
    #: With its number, in the portal's language.
    what: str
    address: str


def what_waits() -> tuple[Waiting, ...]:
    """Give what is to be done, without the lines where nothing is."""
    articles, feeds = reverse("admin:paper_article_changelist"), reverse("admin:paper_feed_changelist")
    counted = (
        (
            "held",
            ArticleRow.objects.filter(hidden_because=HiddenBecause.HOLD.value).count(),
            f"{articles}?hidden_because__exact={HiddenBecause.HOLD.value}",
        ),
        (
            "retracted",
            ArticleRow.objects.filter(hidden_because=HiddenBecause.RETRACTED.value).count(),
            f"{articles}?hidden_because__exact={HiddenBecause.RETRACTED.value}",
        ),
        (
            "proposals",
            ProposalRow.objects.filter(state="open").count(),
            reverse("admin:paper_proposal_changelist") + "?state__exact=open",
        ),
        ("feeds", FeedRow.objects.exclude(problem="").count(), f"{feeds}?health=problem"),
        ("letters", len(deliveries.in_doubt(desk_now())), reverse("admin:letters")),
    )
    return tuple(
        Waiting(count=count, what=say(f"desk_waits.{name}", count), address=address)
        for name, count, address in counted
        if count
    )
