"""`headwater why STORY`: why its reports stand together, why it counts so many sources, why it stands where it does."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
import typer

from headwater.cli.console import DirectoryOption, JsonOption, complain, out, print_json, print_table, show
from headwater.cli.opening import open_portal
from headwater.edition.wording import wording_of
from headwater.model.listing import HeldArticle, StoryDossier
from headwater.model.provenance import Reason
from headwater.model.story import Ranked

_KEY = re.compile(r"(?:^|/)(?:story/)?([a-z0-9]{1,16})(?:/[^/]*)?/?$")


def why(
    story: Annotated[str, typer.Argument(help="A story's address or key; the key of one of its reports will do.")],
    *,
    directory: DirectoryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a story is what it is: every grouping, every count and every place with its reasons."""
    open_portal(directory)
    from headwater.store import queries

    dossier = _dossier(story)
    if dossier is None:
        complain(f"there is no story {story}; its key stands in the address of its page: /story/KEY/…")
        raise typer.Exit(1)
    beside = queries.related_stories(dossier.story.key)
    if as_json:
        print_json(_plain(dossier, beside))
        return
    _print(dossier, beside, headlines=queries.headlines([ranked.story for ranked in beside]))


def _dossier(named: str) -> StoryDossier | None:
    from headwater.store import queries

    found = _KEY.search(named.strip())
    if found is None:
        return None
    key = found[1]
    place = queries.story_place(key)
    if place.moved_to is not None:
        key = place.moved_to
    elif not place.found:
        held = next(iter(queries.held_articles([key])), None)
        key = held.story or "" if held else ""
    return queries.story_dossier(key) if key else None


def _print(dossier: StoryDossier, beside: Sequence[Ranked], *, headlines: dict[str, str]) -> None:
    story = dossier.story
    names = {held.key: held for held in dossier.reports}
    show(story.headline, style="bold")
    show(f"{story.key} · {len(story.articles)} reports · {story.independent_sources} independent sources")
    if story.section:
        show(f"{story.section}: {story.filed.words if story.filed else 'nothing says why'}")
    out.print()
    placed = dict(dossier.placements)
    grouped = [(_outlet(names, key), _spoken(placed.get(key, ())) or "it began the story") for key in story.articles]
    print_table("Why its reports stand together", grouped, columns=("report", ""))
    counted = [
        (origin.name, len(origin.articles), _spoken(origin.evidence) or "nothing it shares with another source")
        for origin in story.origins
    ]
    print_table("Why it counts so many sources", counted, columns=("source", "reports", "why they count as one"))
    english = wording_of("en")
    shown = [
        (english.say(f"flags.{flag.kind.value}", len(flag.articles)), _evidence(flag.evidence, names))
        for flag in story.flags
    ]
    if shown:
        print_table("What the texts show", shown, columns=("", "by what"))
    ranked = dossier.ranked.reasons if dossier.ranked else ()
    places = [(reason.words, f"{reason.weight:+.2f}") for reason in ranked]
    if dossier.ranked:
        places.append(("together", f"{dossier.ranked.score:+.2f}"))
    print_table("Why it stands where it stands", places, columns=("", "weight"))
    near = [(headlines.get(other.story, other.story), _spoken(other.reasons), f"{other.score:.2f}") for other in beside]
    print_table("What stands beside it", near, columns=("story", "why", "score"))


def _outlet(names: dict[str, HeldArticle], key: str) -> str:
    held = names.get(key)
    return f"{held.article.outlet}, {held.first_seen:%d %b %H:%M}" if held else key


def _evidence(reasons: Iterable[Reason], names: dict[str, HeldArticle]) -> str:
    who = ((_outlet(names, reason.article) + ": " if reason.article else "", reason.words) for reason in reasons)
    return "; ".join(f"{outlet}{words}" for outlet, words in who)


def _spoken(reasons: Iterable[Reason]) -> str:
    return "; ".join(reason.words for reason in reasons)


def _plain(dossier: StoryDossier, beside: Sequence[Ranked]) -> dict[str, object]:
    story = dossier.story
    return {
        "story": story.key,
        "headline": story.headline,
        "section": story.section,
        "topic": story.topic,
        "filed": msgspec.to_builtins(story.filed),
        "reports": {key: msgspec.to_builtins(reasons) for key, reasons in dossier.placements},
        "origins": msgspec.to_builtins(story.origins),
        "flags": msgspec.to_builtins(story.flags),
        "ranked": msgspec.to_builtins(dossier.ranked),
        "beside": msgspec.to_builtins(tuple(beside)),
    }
