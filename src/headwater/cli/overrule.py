"""`headwater overrule`: the editor has the last word."""

import getpass
import re
from enum import Enum
from typing import Annotated

import typer

from headwater.cli.console import DirectoryOption, complain, say
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal
from headwater.model.rights import Overrule, OverruleKind

_KEY_IN_ADDRESS = re.compile(r"(?:^|/)(?:article|story|person)/([a-z0-9.-]+)(?:/|$)")
_LEAST = 2


class Decision(Enum):
    """What may be decided here."""

    SAME_ORIGIN = "same-origin"
    SEPARATE_ORIGINS = "separate-origins"
    SAME_PERSON = "same-person"
    PIN = "pin"
    HIDE = "hide"


def overrule(
    decision: Annotated[Decision, typer.Argument(help="What is decided.")],
    subjects: Annotated[
        list[str],
        typer.Argument(
            help="Articles (origins), persons (the first one stays) or stories (pin, hide): address or key."
        ),
    ],
    *,
    reason: Annotated[str, typer.Option(help="Why, in your words; readers see it where it changes a count.")],
    editor: Annotated[str, typer.Option(help="Who decides. Otherwise the user of this machine.")] = "",
    directory: DirectoryOption = None,
) -> None:
    """Decide against the machine: what rests on one source or not, who is one person, what is pinned or hidden."""
    open_portal(directory)
    from headwater.newsroom.overruling import decide

    keys = tuple(dict.fromkeys(_key(subject) for subject in subjects))
    if decision not in {Decision.PIN, Decision.HIDE} and len(keys) < _LEAST:
        complain("name two persons at least" if decision is Decision.SAME_PERSON else "name two articles at least")
        raise typer.Exit(2)
    now = utc_now()
    decided = Overrule(
        kind=OverruleKind(decision.value),
        subjects=keys,
        reason=reason,
        editor=editor or getpass.getuser(),
        decided_at=now,
    )
    decide(decided, now=now)
    say("Decided. The pages follow within seconds while the newsroom runs, otherwise with the next cycle.")


def _key(subject: str) -> str:
    found = _KEY_IN_ADDRESS.search(subject)
    return found[1] if found else subject
