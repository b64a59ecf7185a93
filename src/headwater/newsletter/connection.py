"""One connection to the mail server: a message is handed over in steps, and each step's end is known for what it is.

    MAIL, RCPT, DATA, the lines ──> `before_end` writes the state down ──> the final dot ──> the answer

What happens before the final dot leaves the message with us for certain (RFC 5321, 4.1.1.4). Behind it only an answer
tells, and where none comes the message is in doubt.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from headwater.newsletter.mail import Server

_FOR_GOOD, _FOR_NOW = 500, 400
#: The server says good-bye (RFC 5321, 3.8).
_CLOSING = 421
_GO_AHEAD = 354
#: Refusals that speak of the mailbox and not of us or of the letter (RFC 3463, 3.2 and 3.3).
_NO_MAILBOX = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)\b")
_ANY_STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
_PLAIN_NO_MAILBOX = frozenset({550, 551, 553})


class Fate(Enum):
    """What became of a message."""

    #: The server took it.
    TAKEN = "taken"
    #: Refused for good, for reasons of this letter.
    REFUSED = "refused"
    #: Refused for good: there is no such mailbox.
    NO_MAILBOX = "no mailbox"
    #: Not taken for now.
    LATER = "later"
    #: Not taken, and the connection is of no more use; nothing is the matter with this message.
    CUT = "cut"
    #: The final dot went out and no answer came.
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one message, and what the server said."""

    fate: Fate
    words: str = ""


class NotReachedError(Exception):
    """The server cannot be reached, refuses us altogether, or offers no encryption."""


class Connection:
    """A connection that messages are handed over on, one after the other."""

    def __init__(self, server: Server) -> None:
        """Connect, encrypt, and sign in.

        Raises:
            NotReachedError: any of it failed; the message says what the server said.

        """
        self._server = server
        try:
            self._smtp = _connected(server)
        except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
            raise NotReachedError(f"{server.host}:{server.port}: {said_by(error)}") from error

    def hand_over(self, content: bytes, *, sender: str, to: str, before_end: Callable[[], None]) -> Answer:
        """Give what became of a message.

        `before_end` is called when all but the final dot has gone out; where it raises, the connection is cut, the
        message stays with us, and the error goes on.
        """
        try:
            refusal = self._announce(sender, to)
            if refusal is not None:
                return refusal
            self._smtp.send(_stuffed(content))
        except (OSError, smtplib.SMTPException) as error:
            self.cut()
            return Answer(fate=Fate.CUT, words=said_by(error))
        try:
            before_end()
        except BaseException:
            self.cut()
            raise
        return self._end()

    def close(self) -> None:
        """Say good-bye where the server still listens."""
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self.cut()

    def cut(self) -> None:
        """Hang up at once."""
        self._smtp.close()

    def _announce(self, sender: str, to: str) -> Answer | None:
        """Say from whom and to whom; None where the server waits for the lines."""
        code, words = self._smtp.mail(sender)
        if code >= _FOR_NOW:
            # Our own address is refused, or the server is tired of us: no reader is to blame.
            self.cut()
            return Answer(fate=Fate.CUT, words=_said(code, words))
        code, words = self._smtp.rcpt(to)
        if code < _FOR_NOW:
            code, words = self._smtp.docmd("DATA")
            if code == _GO_AHEAD:
                return None
            return self._refused(code, words, mailbox=False)
        return self._refused(code, words, mailbox=True)

    def _end(self) -> Answer:
        try:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(self._server.answer_s)
            self._smtp.send(b".\r\n")
            code, words = self._smtp.getreply()
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(self._server.timeout_s)
        except (OSError, smtplib.SMTPException) as error:
            self.cut()
            return Answer(fate=Fate.IN_DOUBT, words=f"no answer to the last line: {said_by(error)}")
        if code < _FOR_NOW:
            return Answer(fate=Fate.TAKEN, words=_said(code, words))
        return self._refused(code, words, mailbox=False)

    def _refused(self, code: int, words: bytes, *, mailbox: bool) -> Answer:
        said = _said(code, words)
        if code == _CLOSING or code < 0:
            self.cut()
            return Answer(fate=Fate.CUT, words=said)
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.cut()
        if code < _FOR_GOOD:
            return Answer(fate=Fate.LATER, words=said)
        return Answer(fate=Fate.NO_MAILBOX if mailbox and _names_no_mailbox(code, said) else Fate.REFUSED, words=said)


def said_by(error: BaseException) -> str:
    """Give an error of the connection in a few words."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split()) or type(error).__name__


def _connected(server: Server) -> smtplib.SMTP:
    context = None if server.tls == "none" else ssl.create_default_context()
    if server.tls == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    try:
        # The final dot is a small packet behind a large one: without this it waits for the other end's delayed answer.
        if smtp.sock is not None:
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _stuffed(content: bytes) -> bytes:
    """Give the lines with each leading dot doubled (RFC 5321, 4.5.2); they end with CRLF already."""
    return (b"." if content.startswith(b".") else b"") + content.replace(b"\r\n.", b"\r\n..")


def _names_no_mailbox(code: int, said: str) -> bool:
    if _ANY_STATUS.search(said):
        return _NO_MAILBOX.search(said) is not None
    return code in _PLAIN_NO_MAILBOX


def _said(code: int, words: bytes | str) -> str:
    plain = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {plain}".split())[:300]
