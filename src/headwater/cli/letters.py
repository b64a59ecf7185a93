"""`headwater letters`: the process that invites, makes and sends letters; `headwater run` keeps it going."""

import os
import signal
from threading import Event
from types import FrameType

from headwater.cli.console import DirectoryOption, say
from headwater.cli.letter import plan_of
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import await_portal
from headwater.newsroom.orphans import die_with_parent

#: Seconds between two looks for something to send: the most that a letter to confirm waits for.
_IDLE_S = 3.0


def letters(*, directory: DirectoryOption = None) -> None:
    """Work as the post office alone. A process of its own, because a slow mail server must not keep news waiting."""
    die_with_parent(os.getppid())
    home = await_portal(directory)
    from headwater.newsletter.mail import mail_of_portal
    from headwater.newsletter.office import Office

    told = Event()

    def _tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGINT, _tell)
    signal.signal(signal.SIGTERM, _tell)
    office = Office(mail=mail_of_portal(), plan=plan_of(home), clock=utc_now, report=say, told=told.is_set)
    while not told.is_set():
        if not office.round():
            told.wait(_IDLE_S)
