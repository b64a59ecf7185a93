"""What stands in an issue, what of it goes to a reader, and what of that may still be shown when it is written."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from headwater.edition.cards import Card, cards_of, may_show
from headwater.edition.rights import Shown
from headwater.model.letter import Frequency, Issue, LetterPicture, LetterStory, Wishes
from headwater.store import queries

#: How far back each kind of letter looks. A story that began earlier is not news to its readers.
WINDOWS: Mapping[Frequency, timedelta] = {
    Frequency.DAILY: timedelta(hours=36),
    Frequency.WEEKLY: timedelta(days=7),
    Frequency.BREAKING: timedelta(hours=6),
}
#: Stories that an issue holds at most: enough for a reader of the least section.
_STORIES_HELD = 200
#: As wide as the letter's column. Its height is left to the picture: a letter without pictures keeps no hole for it.
_PICTURE_PIXELS = 552


def make_issue(frequency: Frequency, *, now: datetime, address: str, sources: int = 1) -> Issue:
    """Give an issue: the stories that began in its window, in the order of their rank, as rights allow now.

    A weekly issue looks back over a week, in which yesterday's rank has faded; it is ordered by independent sources
    first. `sources` is the least number of independent sources; `address` is the portal's public one.
    """
    since = now - WINDOWS[frequency]
    if frequency is Frequency.WEEKLY:
        keys = queries.widest_story_keys(since, limit=_STORIES_HELD)
    else:
        keys = queries.story_keys_since(since, limit=_STORIES_HELD, sources=sources)
    cards = cards_of(keys, now=now).in_order(keys)
    return Issue(frequency=frequency, made_at=now, stories=tuple(story_of(card, address=address) for card in cards))


def story_of(card: Card, *, address: str) -> LetterStory:
    """Give a story as an issue holds it."""
    return LetterStory(
        key=card.key,
        face=card.face.key,
        path=card.path,
        headline=card.headline,
        summary=card.summary,
        outlet=card.outlet,
        section=card.section,
        language=card.language,
        sources=card.origin.sources,
        reports=card.origin.reports,
        first_seen=card.first_seen,
        first_outlet=card.origin.first_outlet,
        picture=_picture(card, address),
    )


def chosen_stories(
    issue: Issue, wishes: Wishes, *, had: Collection[str], merged: Mapping[str, Iterable[str]], limit: int
) -> tuple[str, ...]:
    """Give the keys of the stories of one reader's copy, in rank order.

    None of them was in an earlier copy: `had` has the keys of those, `merged` the keys that became part of a story.
    """
    fitting = (story for story in issue.stories if _fits(story, wishes) and not _was_had(story.key, had, merged))
    return tuple(story.key for _, story in zip(range(limit), fitting, strict=False))


def as_may_be_shown(
    stories: Iterable[LetterStory], *, now: datetime
) -> tuple[tuple[LetterStory, ...], datetime | None]:
    """Give stories without the words that may not be shown any more, and until when that is right.

    An issue is frozen, rights are not: what was taken down or has expired since is left out.
    """
    frozen = tuple(stories)
    held = {copy.key: copy for copy in queries.held_articles([story.face for story in frozen])}
    answers = {key: may_show(copy, now=now) for key, copy in held.items()}
    kept = [(story, answers.get(story.face)) for story in frozen]
    changes = [may.valid_until for may in answers.values() if may.valid_until is not None]
    shown = tuple(_limited(story, may) for story, may in kept if may is not None and may.extent is not None)
    return shown, min(changes, default=None)


def _limited(story: LetterStory, may: Shown) -> LetterStory:
    return replace(
        story,
        headline=story.headline if may.headline is not None else None,
        summary=story.summary if may.excerpt is not None else None,
        picture=story.picture if may.image is not None else None,
    )


def _fits(story: LetterStory, wishes: Wishes) -> bool:
    in_section = not wishes.sections or story.section in wishes.sections
    primary = (story.language or "").partition("-")[0].casefold()
    return in_section and (not wishes.news_languages or not primary or primary in wishes.news_languages)


def _was_had(key: str, had: Collection[str], merged: Mapping[str, Iterable[str]]) -> bool:
    return key in had or any(former in had for former in merged.get(key, ()))


def _picture(card: Card, address: str) -> LetterPicture | None:
    image = card.image
    if image is None or not image.width:
        return None
    return LetterPicture(
        address=address + image.url,
        alt=image.alt or "",
        caption=" ".join(part for part in (image.caption, image.credit) if part),
        width=min(image.width, _PICTURE_PIXELS),
    )
