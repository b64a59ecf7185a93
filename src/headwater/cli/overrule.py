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
_FEWEST = 2


class Decision(Enum):
    """What may be decided here."""

    SAME_ORIGIN = "same-origin"
    SEPARATE_ORIGINS = "separate-origins"
    SAME_PERSON = "same-person"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    PIN = "pin"
    HIDE = "hide"


#: What has to be named at least, of decisions about more than one thing.
_LEAST_SUBJECTS = {
    Decision.SAME_ORIGIN: "two articles at least",
    Decision.SEPARATE_ORIGINS: "two articles at least",
    Decision.SAME_PERSON: "two persons at least",
    Decision.MERGE: "two stories at least",
    Decision.SPLIT: "a story, then the articles that leave it",
    Decision.MOVE: "an article, then the story it belongs to",
}


def overrule(
    decision: Annotated[Decision, typer.Argument(help="What is decided.")],
    subjects: Annotated[
        list[str],
        typer.Argument(
            help="By address or key. Origins: articles. same-person: persons, the first one stays. pin, hide, merge: "
            "stories. split: a story, then the articles that leave it. move: an article, then its story."
        ),
    ],
    *,
    reason: Annotated[str, typer.Option(help="Why, in your words; readers see it where it changes a count.")],
    editor: Annotated[str, typer.Option(help="Who decides. Otherwise the user of this machine.")] = "",
    directory: DirectoryOption = None,
) -> None:
    """Decide against the machine: what rests on one source, who is one person, what is one story, pinned, hidden."""
    open_portal(directory)
    from headwater.newsroom.overruling import decide

    keys = tuple(_key(subject) for subject in subjects)
    if decision not in {Decision.SPLIT, Decision.MOVE}:  # a story may have the key of an article in it
        keys = tuple(dict.fromkeys(keys))
    least = _LEAST_SUBJECTS.get(decision)
    if least is not None and len(keys) < _FEWEST:
        complain(f"name {least}")
        raise typer.Exit(2)
    if decision is Decision.MOVE and len(keys) > _FEWEST:
        complain("one article is moved at a time: name it and its story")
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
