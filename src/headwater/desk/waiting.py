"""What waits for somebody at the desk, in numbers, each with the list that shows it."""

from dataclasses import dataclass

from django.urls import reverse

from headwater.desk.clock import desk_now
from headwater.model.rights import HiddenBecause
from headwater.store import deliveries
from headwater.store.models import ArticleRow, FeedRow, ProposalRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the desk's first page."""

    count: int
    what: str
    address: str


def what_waits() -> tuple[Waiting, ...]:
    """Give what is to be done, without the lines where nothing is."""
    articles, feeds = reverse("admin:paper_article_changelist"), reverse("admin:paper_feed_changelist")
    lines = (
        Waiting(
            count=ArticleRow.objects.filter(hidden_because=HiddenBecause.HOLD.value).count(),
            what="reports wait for approval",
            address=f"{articles}?hidden_because__exact={HiddenBecause.HOLD.value}",
        ),
        Waiting(
            count=ArticleRow.objects.filter(hidden_because=HiddenBecause.RETRACTED.value).count(),
            what="reports were taken back by their outlets",
            address=f"{articles}?hidden_because__exact={HiddenBecause.RETRACTED.value}",
        ),
        Waiting(
            count=ProposalRow.objects.filter(state="open").count(),
            what="changes of stories are proposed",
            address=reverse("admin:paper_proposal_changelist") + "?state__exact=open",
        ),
        Waiting(
            count=FeedRow.objects.exclude(problem="").count(),
            what="feeds have a problem",
            address=f"{feeds}?health=problem",
        ),
        Waiting(
            count=len(deliveries.in_doubt(desk_now())),
            what="letters are in doubt",
            address=reverse("admin:letters"),
        ),
    )
    return tuple(line for line in lines if line.count)
