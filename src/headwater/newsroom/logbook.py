"""The log of what people decided: at the desk or by a command, with the reason and without a word of any report."""

from collections.abc import Iterable
from datetime import datetime

from headwater.store.models import LogRow

#: An editor's reason is a sentence, not an article.
_MOST_CHARACTERS = 2000


def note_action(action: str, about: Iterable[str], *, reason: str, editor: str, now: datetime) -> None:
    """Write down who did what to which keys, and why; inside the transaction of what was done."""
    LogRow.objects.create(
        at=now,
        editor=editor[:150],
        action=action[:30],
        about=" ".join(about)[:_MOST_CHARACTERS],
        reason=reason[:_MOST_CHARACTERS],
    )
