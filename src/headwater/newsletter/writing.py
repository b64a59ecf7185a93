"""Values to letters: what a reader's copy says, as HTML that reads well without pictures, and as plain text."""

import textwrap
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import dateformat, translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from headwater.edition.addresses import confirmation_path, leaving_path, newsletter_path, preferences_path
from headwater.edition.direction import direction_of
from headwater.edition.tokens import confirmation_token, reader_token
from headwater.edition.wording import Wording, wording_of
from headwater.model.letter import Frequency, LetterStory, Reader
from headwater.newsletter.mail import Mail
from headwater.newsletter.message import Letter, list_headers

_SHIPPED = Path(__file__).parent / "templates"
#: Stand in a letter that many readers get until each one's own addresses take their place.
_CHANGE, _LEAVE = "headwater-change-address", "headwater-leave-address"
#: Letters kept for the next reader with the same wishes.
_KEPT = 256
_LINE_CHARACTERS = 72


class Writer:
    """Writes the letters of a portal; what many readers get is written once."""

    def __init__(self, mail: Mail) -> None:
        """Take the portal's way of sending mail, and its own templates before those that are shipped."""
        self._mail = mail
        self._templates = _environment(mail.templates)
        self._shared = lru_cache(maxsize=_KEPT)(self._write)

    def issue_letter(
        self, reader: Reader, stories: Sequence[LetterStory], *, frequency: Frequency, made_at: datetime
    ) -> Letter:
        """Give a reader's copy of an issue."""
        shared = self._shared(tuple(stories), frequency, reader.wishes.language, made_at)
        token = reader_token(reader.key)
        base = self._mail.address
        own = {_CHANGE: base + preferences_path(token), _LEAVE: base + leaving_path(token)}
        return Letter(
            subject=shared.subject,
            text=_filled(shared.text, own),
            html=_filled(shared.html, own),
            listed=list_headers(self._mail, leave=own[_LEAVE], sign_up=base + newsletter_path()),
        )

    def confirmation(self, reader: Reader, *, invitation: int, made_at: datetime) -> Letter:
        """Give the letter that asks whether somebody wants to be a reader."""
        wording = wording_of(reader.wishes.language)
        token = confirmation_token(reader.key, invitation=invitation, made_at=made_at)
        link = self._mail.address + confirmation_path(token)
        given = self._given(wording) | {"link": link}
        return Letter(
            subject=wording.say("letter.confirm_subject", name=self._mail.name),
            text=_trimmed(self._templates.get_template("confirm.txt").render(given)),
            html=self._templates.get_template("confirm.html").render(given),
        )

    def _write(
        self, stories: tuple[LetterStory, ...], frequency: Frequency, language: str, made_at: datetime
    ) -> Letter:
        wording = wording_of(language)
        title = wording.say(f"letter.{frequency.value}")
        headlines = [story.headline for story in stories if story.headline]
        given = self._given(wording) | {
            "title": title,
            "date": self._date(made_at, wording),
            "stories": stories,
            "origin": lambda story: self._origin(story, wording, made_at=made_at),
            "change": _CHANGE,
            "leave": _LEAVE,
            "preview": " · ".join(headlines[1:4]),
            "subject": headlines[0] if headlines else f"{title} · {self._mail.name}",
        }
        return Letter(
            subject=given["subject"],
            text=_trimmed(self._templates.get_template("letter.txt").render(given)),
            html=self._templates.get_template("letter.html").render(given),
        )

    def _given(self, wording: Wording) -> dict[str, Any]:
        return {
            "say": wording.say,
            "language": wording.language,
            "direction": direction_of(wording.language),
            "name": self._mail.name,
            "contact": self._mail.contact,
            "base": self._mail.address,
            "colour": self._mail.colour,
            "colour_dark": self._mail.colour_dark,
        }

    def _origin(self, story: LetterStory, wording: Wording, *, made_at: datetime) -> str:
        """Give the honest line: how many know it, how many repeat it, who was seen first."""
        parts = [wording.say("letter.sources", story.sources)]
        if story.reports > 1:
            parts.append(wording.say("letter.reports", story.reports))
        if story.first_seen is not None:
            time = self._moment(story.first_seen, wording, made_at=made_at)
            if story.first_outlet:
                parts.append(wording.say("letter.first_seen", time=time, outlet=story.first_outlet))
            else:
                parts.append(wording.say("letter.first_seen_plain", time=time))
        return " · ".join(parts)

    def _moment(self, when: datetime, wording: Wording, *, made_at: datetime) -> str:
        local = when.astimezone(self._mail.zone)
        with translation.override(wording.language):
            time = dateformat.format(local, wording.say("date.time"))
            if local.date() == made_at.astimezone(self._mail.zone).date():
                return time
            return wording.say("date.day_time", day=dateformat.format(local, wording.say("date.day")), time=time)

    def _date(self, when: datetime, wording: Wording) -> str:
        with translation.override(wording.language):
            return dateformat.format(when.astimezone(self._mail.zone), wording.say("date.long"))


def _environment(operators: Path | None) -> Environment:
    folders = [folder for folder in (operators, _SHIPPED) if folder is not None]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["direction"] = direction_of
    made.filters["wrapped"] = _wrapped
    return made


def _wrapped(text: str, indent: int = 0) -> str:
    space = " " * indent
    return textwrap.fill(
        " ".join(text.split()),
        _LINE_CHARACTERS,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n")) + "\n"


def _filled(text: str, own: dict[str, str]) -> str:
    for mark, address in own.items():
        text = text.replace(mark, address)
    return text
