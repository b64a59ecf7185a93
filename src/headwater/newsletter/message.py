"""A letter as bytes: headers that hold what they should and nothing else, two readable bodies, one signature.

Headers: RFC 5322, 2369, 2919, 8058. Only `EmailMessage` writes them; every value is free of control characters first,
because values that hold some have made headers of their own (CVE-2024-6923, CVE-2026-1299).
"""

import unicodedata
from base64 import encodebytes
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any

from django.utils.crypto import salted_hmac

from headwater.newsletter.mail import Mail
from headwater.newsletter.signing import signature_field

_SUBJECT_CHARACTERS = 140
_NAME_CHARACTERS = 80
_TAG_CHARACTERS = 20
#: Stands in no base64, so it parts any bodies.
_BOUNDARY = "=_headwater_letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one reader's letter says."""

    subject: str
    text: str
    html: str
    #: The headers that say how the list is left; a letter that asks to confirm is of no list.
    listed: Mapping[str, str] = field(default_factory=dict)


class _Policy(EmailPolicy):
    """Writes list headers in one line: the standard folding would encode a long address as words, and break it."""

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - the email package's own signature
        if name.casefold().startswith("list-"):
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(
    linesep=SMTP.linesep,
    max_line_length=SMTP.max_line_length,
    header_factory=SMTP.header_factory,
    cte_type="7bit",
    utf8=False,
)


def message_bytes(letter: Letter, *, to: str, mail: Mail, message_id: str, date: datetime) -> bytes:
    """Give a letter as it is handed over: CRLF at each line's end, signed where the portal has a key."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(mail.from_name, mail.from_address)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = clean(letter.subject, limit=_SUBJECT_CHARACTERS)
    message["Date"] = format_datetime(date.replace(microsecond=0))
    message["Message-ID"] = message_id
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    for name, value in (letter.listed or {"Auto-Submitted": "auto-generated"}).items():
        message[name] = clean(value, limit=900)
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/alternative; boundary="{_BOUNDARY}"'
    # The package writes an empty part where none was set.
    header = message.as_bytes().partition(b"\r\n\r\n")[0]
    content = header + b"\r\n\r\n" + _alternatives(letter)
    return content if mail.signature is None else signature_field(content, mail.signature, now=date) + content


def _alternatives(letter: Letter) -> bytes:
    """Give both bodies as parts, the better one last (RFC 2046, 5.1.4); nothing of them can end a part.

    Base64, for scripts of all kinds: quoted-printable makes Greek and Arabic thrice as long. The email package would
    write it line by line, which took as long as everything else of a letter.
    """
    parts = [
        f'--{_BOUNDARY}\r\nContent-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n".encode()
        + encodebytes(text.encode("utf-8", "replace")).replace(b"\n", b"\r\n")
        for subtype, text in (("plain", letter.text), ("html", letter.html))
    ]
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


def list_headers(mail: Mail, *, leave: str, sign_up: str) -> dict[str, str]:
    """Give the headers of a list: RFC 2369 and 2919, and one-click leaving by RFC 8058."""
    domain = mail.from_address.rpartition("@")[2]
    headers = {
        "List-Id": f"<newsletter.{domain}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Subscribe": f"<{sign_up}>",
        "List-Post": "NO",
    }
    if mail.reply_to or "@" in mail.contact:
        headers["List-Owner"] = f"<mailto:{mail.reply_to or mail.contact}>"
    return {name: value for name, value in headers.items() if value.isascii()}


def message_id_of(delivery: int, subscription: str, *, mail: Mail) -> str:
    """Give the Message-ID of a copy: always the same, whoever sends it, and nobody else can make one up."""
    body = f"{delivery}.{subscription}"
    return f"<{body}.{_tag(body)}@{mail.from_address.rpartition('@')[2]}>"


def delivery_of(message_id: str) -> int | None:
    """Give the delivery that a Message-ID stands for, or None where it was not made here."""
    body, _, tag = message_id.strip().strip("<>").rpartition("@")[0].rpartition(".")
    number = body.partition(".")[0]
    return int(number) if number.isdecimal() and tag and tag == _tag(body) else None


def clean(value: str, *, limit: int) -> str:
    r"""Give a header's value: no control, format or line characters, single spaces, cut to a length.

    >>> clean("Ferries\r\nBcc: all@news.example\u2028 sail", limit=80)
    'Ferries Bcc: all@news.example sail'
    """
    # What looks like an encoded word (RFC 2047) is decoded by the email package on its way out, line ends and all.
    kept = value.replace("=?", "= ?")
    if not (kept.isascii() and kept.isprintable()):
        kept = "".join(" " if _breaks(character) else character for character in kept)
    plain = " ".join(kept.split())
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def _breaks(character: str) -> bool:
    # Cc, Cf (bidi overrides), Cs (half a surrogate), Co, Cn, and the separators that no space is. The joiners of
    # scripts are Cf too, and stay: without them words of Persian or Hindi are spelt wrong.
    category = unicodedata.category(character)
    return category in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} or (category == "Cf" and character not in "\u200c\u200d")


def _address(name: str, address: str) -> Address:
    return Address(display_name=clean(name, limit=_NAME_CHARACTERS), addr_spec=address)


def _tag(body: str) -> str:
    return salted_hmac("headwater.newsletter.message", body, algorithm="sha256").hexdigest()[:_TAG_CHARACTERS]
