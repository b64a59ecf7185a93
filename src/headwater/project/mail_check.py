"""What can be wrong in the settings of mail and newsletter."""

import re
from collections.abc import Iterator

from headwater.project.config import Settings

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ADDRESS = re.compile(r"[^@\s<>\x00-\x1f]+@[A-Za-z0-9.-]+")
_SELECTOR = re.compile(r"[A-Za-z0-9._-]+")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LAST_PORT = 65535
_MOST_CONNECTIONS = 8


def mail_problems(settings: Settings) -> Iterator[str]:
    """Give a sentence for each setting of mail and newsletter that cannot work."""
    mail, letter = settings.mail, settings.newsletter
    checks = (
        (mail.tls in {"starttls", "tls", "none"}, 'mail.tls must be "starttls", "tls" or "none"'),
        (0 < mail.port <= _LAST_PORT, f"mail.port must lie between 1 and {_LAST_PORT}"),
        (mail.timeout_s > 0, "mail.timeout_s must be above 0"),
        (1 <= mail.connections <= _MOST_CONNECTIONS, f"mail.connections must lie between 1 and {_MOST_CONNECTIONS}"),
        (
            bool(mail.dkim_selector) == bool(mail.dkim_key_file),
            "mail.dkim_selector and mail.dkim_key_file go together: set both, or neither",
        ),
        (
            not mail.dkim_selector or _SELECTOR.fullmatch(mail.dkim_selector) is not None,
            "mail.dkim_selector is a name in DNS: letters, digits, dots and hyphens",
        ),
        (not mail.reply_to or _is_address(mail.reply_to), "mail.reply_to is no e-mail address"),
        (
            not mail.host or _is_address(mail.from_address),
            "mail.from_address must be the address that letters come from",
        ),
        (
            not mail.host or settings.portal.address.startswith(("https://", "http://")),
            'letters link to the portal: set portal.address = "https://…"',
        ),
        (_TIME.fullmatch(letter.daily_at) is not None, 'newsletter.daily_at must be a time such as "07:00"'),
        (letter.weekly_on in _DAYS, 'newsletter.weekly_on must be a day such as "saturday"'),
        (letter.stories > 0, "newsletter.stories must be above 0"),
        (letter.breaking_sources > 1, "newsletter.breaking_sources must be above 1: one source is no breaking news"),
        (letter.breaking_per_day >= 0, "newsletter.breaking_per_day is negative: 0 sends none"),
    )
    yield from (message for holds, message in checks if not holds)


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None
