"""How this portal sends mail: its settings as one value."""

import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from headwater.errors import SettingsError
from headwater.newsletter.signing import Signature, read_key

#: The password for the mail server; it stands in no file.
PASSWORD_VARIABLE = "HEADWATER_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
#: Lies in the portal's directory: the post's mark as it was last seen here.
MARK_FILE = "letters.mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The mail server that letters are handed to."""

    host: str
    port: int
    #: "starttls", "tls" or "none".
    tls: str = "none"
    user: str = ""
    password: str = ""
    timeout_s: float = 60.0
    #: Seconds to wait for the answer to a whole message (RFC 5321, 4.5.3.2.6).
    answer_s: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Everything that writing and sending letters needs to know of the portal."""

    #: Name of the portal.
    name: str
    #: Public address without a slash at the end.
    address: str
    language: str
    zone: ZoneInfo
    #: Accent colours, `#rrggbb`.
    colour: str
    colour_dark: str
    from_address: str
    from_name: str
    reply_to: str
    #: The operator's own contact; may be no e-mail address.
    contact: str
    server: Server
    signature: Signature | None = None
    #: Path of a Maildir or mbox with bounces.
    bounces: Path | None = None
    #: The operator's own templates.
    templates: Path | None = None
    mark_file: Path | None = None


def mail_of_portal() -> Mail:
    """Give how the opened portal sends mail.

    Raises:
        SettingsError: no mail server is set, or the key to sign with cannot be read.

    """
    portal, mail = settings.PORTAL.portal, settings.PORTAL.mail
    if not mail.host:
        raise SettingsError("no mail server is set, so there is no newsletter: set mail.host; see docs/how-to/mail.md")
    home: Path | None = settings.HOME.directory if settings.HOME else None
    return Mail(
        name=portal.name,
        address=portal.address.rstrip("/"),
        language=portal.language,
        zone=ZoneInfo(settings.TIME_ZONE),
        colour=portal.colour,
        colour_dark=portal.colour_dark,
        from_address=mail.from_address,
        from_name=mail.from_name or portal.name,
        reply_to=mail.reply_to,
        contact=portal.contact,
        server=Server(
            host=mail.host,
            port=mail.port,
            tls=mail.tls,
            user=mail.user,
            password=os.environ.get(PASSWORD_VARIABLE, ""),
            timeout_s=mail.timeout_s,
        ),
        signature=_signature(mail.from_address, mail.dkim_selector, key_file=_inside(home, mail.dkim_key_file)),
        bounces=_inside(home, mail.bounces),
        templates=settings.HOME.templates_directory if settings.HOME else None,
        mark_file=home / MARK_FILE if home else None,
    )


def _inside(home: Path | None, name: str) -> Path | None:
    if not name:
        return None
    return home / name if home else Path(name)


def _signature(from_address: str, selector: str, *, key_file: Path | None) -> Signature | None:
    if key_file is None:
        return None
    try:
        key = read_key(key_file.read_bytes())
    except OSError as error:
        raise SettingsError("mail.dkim_key_file cannot be read", about=str(key_file)) from error
    except ValueError as error:
        raise SettingsError(f"mail.dkim_key_file {error}", about=str(key_file)) from error
    return Signature(domain=from_address.rpartition("@")[2], selector=selector, key=key)
