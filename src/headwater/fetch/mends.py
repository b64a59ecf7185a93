"""What the operator can do about a feed that does not answer as it should: a sentence for each reason."""

from headwater.model.page import Failed, Failure, Gone, Outcome, Refusal, Refused

#: Where the answer came and is no feed.
UNREADABLE = "open it in a browser: if it shows a login, a notice or an error, look for the feed's new address"

_STATUS = {
    401: "ask the outlet for an open feed; we never log in",
    402: "remove the feed, or ask the outlet for an open one; we never pay",
    403: "ask the outlet whether the feed may be read",
    404: "look for its new address: headwater add with the outlet's home page finds it",
    429: "nothing to do: it is asked less often now; fewer feeds of this host help as well",
    451: "remove the feed, or ask the outlet",
}
_REFUSALS = {
    Refusal.ROBOTS: "ask the outlet's leave: its robots.txt keeps us out",
    Refusal.ADDRESS: "correct the address or remove the feed: what lies inside a network is never asked",
    Refusal.SCHEME: "correct the address or remove the feed: only https and http are asked",
    Refusal.PORT: "correct the address or remove the feed: only the ports of the web are asked",
    Refusal.REDIRECTS: "follow it in a browser, and subscribe to the address where it ends",
    Refusal.TOO_LARGE: "ask the outlet for a shorter feed, or subscribe to one of a section",
    Refusal.ENCODING: "tell the outlet: its server codes its answers in a way that nobody can undo",
    Refusal.CONTENT_TYPE: "correct the address: this one leads to something that is no feed",
}
_FAILURES = {
    Failure.RESOLVE: "check the spelling; if it opens in a browser, check the name server of this machine",
    Failure.CONNECT: "if it opens in a browser, a firewall stands between; else wait for the outlet",
    Failure.TLS: "check this machine's clock, then tell the outlet; it is read again once its encryption is in order",
    Failure.TIMEOUT: "wait for the outlet; a slow server may be given longer with fetch.timeout_s",
    Failure.CUT: "wait for the outlet; if it stays so, tell it that its server breaks off",
    Failure.PROTOCOL: "tell the outlet that its server does not keep to HTTP",
}


def reason_name(outcome: Outcome) -> str | None:
    """Give the short name of why there is no answer ("timeout", "too-large", "gone"); None where there is one."""
    if isinstance(outcome, Gone):
        return "gone"
    return outcome.reason.value if isinstance(outcome, Failed | Refused) else None


def mend_of(outcome: Outcome) -> str | None:
    """Give what the operator can do about an outcome; None where nothing is wrong.

    >>> from datetime import UTC, datetime
    >>> mend_of(Gone(url="https://ledger.example/rss", fetched_at=datetime(2026, 3, 1, tzinfo=UTC)))
    'look for its new address, or remove the feed'
    """
    if isinstance(outcome, Gone):
        return "look for its new address, or remove the feed"
    if isinstance(outcome, Refused):
        return _REFUSALS[outcome.reason]
    if not isinstance(outcome, Failed):
        return None
    if outcome.reason is not Failure.STATUS:
        return _FAILURES[outcome.reason]
    return _STATUS.get(outcome.status or 0, "wait for the outlet: the trouble is its server's own")
