"""A letter before it goes out: to look at, and to send to oneself. The desk and the command line ask the same."""

from dataclasses import replace
from datetime import datetime

from headwater.edition.letter import as_may_be_shown, chosen_stories, make_issue
from headwater.model.letter import Frequency, Reader, Wishes
from headwater.newsletter.connection import Answer, Connection
from headwater.newsletter.mail import Mail
from headwater.newsletter.message import Letter, message_bytes
from headwater.newsletter.writing import Writer

#: Stands for the reader whose letter it will be; its links lead to pages that know nobody.
_NOBODY = "preview"


def preview_letter(wishes: Wishes, *, mail: Mail, now: datetime, limit: int, sources: int = 1) -> Letter:
    """Give the letter that a reader with such wishes would get if it were made now, who has had none yet."""
    if wishes.frequency is not Frequency.BREAKING:
        sources, most = 1, limit
    else:
        most = 1
    issue = make_issue(wishes.frequency, now=now, address=mail.address, sources=sources)
    keys = chosen_stories(issue, wishes, had=(), merged={}, limit=most)
    shown = {story.key: story for story in as_may_be_shown(issue.stories, now=now)[0]}
    stories = [shown[key] for key in keys if key in shown]
    reader = Reader(key=_NOBODY, address=mail.from_address, wishes=wishes)
    return Writer(mail).issue_letter(reader, stories, frequency=wishes.frequency, made_at=now)


def send_test(letter: Letter, *, to: str, mail: Mail, now: datetime) -> Answer:
    """Hand a previewed letter over to the mail server, to one address; give what the server said.

    Raises:
        NotReachedError: the server cannot be reached, or refuses us.

    """
    marked = replace(letter, subject=f"[test] {letter.subject}")
    domain = mail.from_address.rpartition("@")[2]
    message_id = f"<test.{now.timestamp():.0f}@{domain}>"
    content = message_bytes(marked, to=to, mail=mail, message_id=message_id, date=now)
    connection = Connection(mail.server)
    try:
        return connection.hand_over(content, sender=mail.from_address, to=to, before_end=lambda: None)
    finally:
        connection.close()
