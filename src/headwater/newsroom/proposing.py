"""Changes of stories that a look back proposes: kept once, shown at the desk, done only by an editor."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from headwater.errors import StoreError
from headwater.model.story import Proposal, ProposalKind
from headwater.newsroom.overruling import merge_stories, split_story
from headwater.store.models import ProposalRow
from headwater.store.rows import proposal_from, proposal_row

_OPEN, _TAKEN, _DECLINED = "open", "taken", "declined"


def keep_proposals(proposals: Iterable[Proposal], *, now: datetime) -> int:
    """Keep what was proposed in place of what stood open before; give how many are new.

    What an editor has answered is not asked again.
    """
    rows = {row.key: row for row in (proposal_row(proposal, made_at=now) for proposal in proposals)}
    with transaction.atomic():
        known = set(ProposalRow.objects.filter(key__in=rows).values_list("key", flat=True))
        ProposalRow.objects.filter(state=_OPEN).exclude(key__in=rows).delete()
        fresh = [row for key, row in rows.items() if key not in known]
        ProposalRow.objects.bulk_create(fresh)
    return len(fresh)


def take_proposal(key: str, *, editor: str, now: datetime, reason: str = "") -> str:
    """Do what was proposed, as the editor's own decision; give the key of the story that is left or begun.

    `reason` is what readers are told; without one, the proposal's own in English.

    Raises:
        StoreError: there is no such proposal, or the stories have changed since so that it makes no sense.

    """
    with transaction.atomic():
        row = _proposal(key)
        proposal = proposal_from(row)
        reason = reason or "; ".join(each.words for each in proposal.reasons) or "as proposed"
        if proposal.kind is ProposalKind.MERGE:
            story = merge_stories(proposal.stories, reason=reason, editor=editor, now=now)
        else:
            story = split_story(proposal.stories[0], proposal.articles, reason=reason, editor=editor, now=now)
        row.state = _TAKEN
        row.save(update_fields=["state"])
    return story


def decline_proposal(key: str) -> None:
    """Leave the stories as they are and never ask again.

    Raises:
        StoreError: there is no such proposal.

    """
    row = _proposal(key)
    row.state = _DECLINED
    row.save(update_fields=["state"])


def _proposal(key: str) -> ProposalRow:
    row = ProposalRow.objects.filter(key=key).first()
    if row is None:
        raise StoreError(f"there is no proposal {key} any more; the stories have changed since")
    return row
