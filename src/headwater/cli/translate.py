"""`headwater translate`: one pass over what waits to be translated, or a trial; and the process that goes on."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from django.db import Error, connection

from headwater.cli.console import DirectoryOption, JsonOption, complain, print_json, print_table, say, show
from headwater.cli.demo import demo_clock
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import await_portal, open_portal
from headwater.newsroom.orphans import die_with_parent
from headwater.project.home import Home
from headwater.project.lock import run_lock

if TYPE_CHECKING:
    from headwater.translation.office import Office  # its tables can be imported once Django knows the portal

#: Seconds between two looks for something to translate.
_IDLE_S = 3.0
#: One that follows a process that was killed waits so long for its lock.
_TAKE_OVER_S = 10.0


def translate(
    *,
    directory: DirectoryOption = None,
    trial: Annotated[str, typer.Option("--try", help="Translate these words and print them; nothing is kept.")] = "",
    source: Annotated[str, typer.Option("--from", help="Language of the words to try.")] = "en",
    as_json: JsonOption = False,
) -> None:
    """Translate the reports that wait, within the day's room, then say what came of it."""
    home = open_portal(directory)
    if trial:
        _try(trial, source=source)
        return
    with _office(home) as office:
        while office.round():
            pass
        outcome = dict(sorted(office.tally.items())) | ({"trouble": office.trouble} if office.trouble else {})
    if as_json:
        print_json(outcome)
    else:
        print_table("What came of it", outcome.items() or [("translated", 0)], columns=("", ""))
    if office.trouble:
        raise typer.Exit(1)


def translations(*, directory: DirectoryOption = None) -> None:
    """Translate as reports come in. A process of its own, because a slow engine must not keep news waiting."""
    die_with_parent(os.getppid())
    home = await_portal(directory)
    told = Event()

    def _tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGINT, _tell)
    signal.signal(signal.SIGTERM, _tell)
    with _office(home) as office:
        away = ""
        while not told.is_set():
            try:
                taken = office.round()
            except Error as error:  # the next round finds in the database what is left to do
                away = _note_away(error, away)
                taken = 0
            else:
                away = ""
            if not taken:
                told.wait(_IDLE_S)


def _note_away(error: Error, known: str) -> str:
    """Say once that the database cannot be used, and let go of the connection, so that a new one is made."""
    words = " ".join(str(error).split()) or type(error).__name__
    if words != known:
        complain(f"translation pauses: {words}; is the disk full, or the database away?")
    with suppress(Error):
        connection.close()
    return words


@contextmanager
def _office(home: Home) -> "Iterator[Office]":
    from headwater.translation.office import Office
    from headwater.translation.portal import LOCK_FILE, plan_of_portal, translator_of_portal

    started = home.settings().demo
    clock = demo_clock(started) if started.started_at else utc_now
    plan = plan_of_portal()
    with run_lock(home.directory / LOCK_FILE, wait_s=_TAKE_OVER_S), translator_of_portal() as translator:
        yield Office(translator=translator, plan=plan, clock=clock, report=say)


def _try(words: str, *, source: str) -> None:
    from headwater.translation.engine import NoAnswer
    from headwater.translation.pieces import Piece
    from headwater.translation.portal import plan_of_portal, translator_of_portal
    from headwater.translation.translating import Languages, translate_pieces

    into = plan_of_portal().into
    with translator_of_portal() as translator:
        known = translator.sources(into)
        languages = Languages(source=source, target=into)
        found = (
            known
            if isinstance(known, NoAnswer)
            else translate_pieces([Piece(text=words)], languages=languages, translator=translator)
        )
    if isinstance(found, NoAnswer):
        complain(found.detail)
        raise typer.Exit(1)
    if not isinstance(known, NoAnswer):
        say(f"{translator.name} translates into {into} from: {', '.join(sorted(known)) or 'nothing'}")
    show(found[0].text)
