"""`headwater why STORY`: why its reports stand together, why it counts so many sources, why it stands where it does."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
import typer

from headwater.cli.console import DirectoryOption, JsonOption, complain, out, print_json, print_table, show
from headwater.cli.opening import open_portal
from headwater.data.load import load_knowledge
from headwater.edition.wording import wording_of
from headwater.model.listing import HeldArticle, StoryDossier
from headwater.model.provenance import Reason
from headwater.model.story import Ranked
from headwater.stories.bilingual import said_alike

#: Earlier reports in other languages that a report is held against.
_LOOKED_AT = 20
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
    alike = [
        (_outlet(names, key), _outlet(names, earlier), ", ".join(dict.fromkeys(map(_spelt, shared))))
        for key, earlier, shared in _alike(dossier)
    ]
    if alike:
        columns = ("report", "like", "what both print, each in its spelling")
        print_table("What its languages share", alike, columns=columns)
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


def _alike(dossier: StoryDossier) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Give for each report the earlier one in another language that it has most in common with, and what that is."""
    gazetteer = load_knowledge().gazetteer
    held = {one.key: one.article for one in dossier.reports}
    ordered = [key for key in dossier.story.articles if key in held]
    found = []
    for place, key in enumerate(ordered):
        earlier = [other for other in ordered[:place] if held[other].language != held[key].language]
        shared = {other: said_alike(held[key], held[other], gazetteer=gazetteer) for other in earlier[:_LOOKED_AT]}
        most = max(shared, key=lambda other: len(shared[other]), default=None)
        if most is not None and shared[most]:
            found.append((key, most, shared[most]))
    return found


def _spelt(shared: tuple[str, str]) -> str:
    one, other = shared
    return one if one == other else f"{one} / {other}"


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
        "languages": [
            {"report": key, "like": earlier, "both_print": [list(pair) for pair in shared]}
            for key, earlier, shared in _alike(dossier)
        ],
    }
