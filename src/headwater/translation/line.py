"""The line to an engine that answers over HTTP: one address, its own gate, no redirects; each failure a sentence."""

import json
from collections.abc import Mapping
from typing import Self
from urllib.parse import urlsplit

from headwater.fetch.client import Client
from headwater.fetch.fetcher import Fetcher
from headwater.fetch.guard import OperatorsGate
from headwater.fetch.pace import Pace
from headwater.model.page import Failed, Failure, Outcome, Page, Purpose, Refusal, Refused, Request
from headwater.translation.engine import Blame, NoAnswer

_PORTS = {"http": 80, "https": 443}
_SERVER_TROUBLE = 500
#: Waited for beside the time limit: the client itself ends every request in that time.
_GRACE_S = 30.0

_WORDS: Mapping[int, tuple[str, str, Blame]] = {
    400: ("not-understood", "does not understand the request; it may not have this language", Blame.TEXTS),
    401: ("key", "does not accept the key; check HEADWATER_TRANSLATION_KEY", Blame.ENGINE),
    403: ("key", "does not accept the key, or none was given; check HEADWATER_TRANSLATION_KEY", Blame.ENGINE),
    404: ("no-engine", "has no translation at this address; check translation.address", Blame.ENGINE),
    413: ("too-large", "does not take so much text at once", Blame.TEXTS),
    429: ("too-often", "says that it is asked too often; it is asked less often now", Blame.ENGINE),
    456: ("quota", "has translated as much as the account allows; it is asked again tomorrow", Blame.ENGINE),
    503: ("not-available", "is not available for now", Blame.ENGINE),
}
_DAY_S = 86_400
_QUOTA = 456


class Line:
    """Asks one address that the operator named, and nothing else."""

    def __init__(self, address: str, *, name: str, timeout_s: float, headers: Mapping[str, str] | None = None) -> None:
        """Take the address up to the last slash, how the engine is called, and what goes with every request."""
        parts = urlsplit(address)
        self._address = address.rstrip("/")
        self._name = name
        self._timeout_s = timeout_s
        self._headers = tuple((headers or {}).items())
        gate = OperatorsGate(host=parts.hostname or "", port=parts.port or _PORTS.get(parts.scheme, 0))
        self._fetcher = Fetcher(
            Client(gate=gate, pace=Pace(host_interval_s=0.0), timeout_s=timeout_s, idle_timeout_s=timeout_s)
        )

    def __enter__(self) -> Self:
        """Give the open line."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._fetcher.close()

    def get(self, path: str) -> object | NoAnswer:
        """Give what JSON a path answers."""
        return self._asked(Request(url=self._address + path, purpose=Purpose.ENGINE, headers=self._headers))

    def post(self, path: str, plain: object) -> object | NoAnswer:
        """Give what JSON a path answers to JSON."""
        body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        request = Request(
            url=self._address + path,
            purpose=Purpose.ENGINE,
            body=body,
            body_type="application/json",
            headers=self._headers,
        )
        return self._asked(request)

    def misunderstood(self) -> NoAnswer:
        """Give the reason for an answer that is JSON and says something else than it should."""
        detail = f"{self._name} answers something that is no translation; check translation.address"
        return NoAnswer(reason="not-understood", detail=detail)

    def _asked(self, request: Request) -> object | NoAnswer:
        self._fetcher.submit(request)
        _, outcome = self._fetcher.outcomes.get(timeout=self._timeout_s + _GRACE_S)
        if not isinstance(outcome, Page):
            return self._no_answer(outcome)
        try:
            found: object = json.loads(outcome.body)
        except (ValueError, RecursionError):
            detail = f"{self._name} answers something that is no JSON; check translation.address"
            return NoAnswer(reason="no-json", detail=detail)
        return found

    def _no_answer(self, outcome: Outcome) -> NoAnswer:
        if isinstance(outcome, Failed) and outcome.status is not None:
            return self._by_status(outcome.status, outcome.retry_after_s)
        if isinstance(outcome, Failed):
            slow = outcome.reason in {Failure.TIMEOUT, Failure.CUT}
            detail = f"{self._name}: {outcome.detail}"
            blame = Blame.TEXTS if slow else Blame.ENGINE
            return NoAnswer(reason=f"no-answer-{outcome.reason.value}", detail=detail, blame=blame)
        if isinstance(outcome, Refused):
            blame = Blame.TEXTS if outcome.reason is Refusal.TOO_LARGE else Blame.ENGINE
            return NoAnswer(reason=outcome.reason.value, detail=f"{self._name}: {outcome.detail}", blame=blame)
        return self.misunderstood()

    def _by_status(self, status: int, retry_after_s: int | None) -> NoAnswer:
        if status in _WORDS:
            reason, words, blame = _WORDS[status]
        elif status >= _SERVER_TROUBLE:
            reason, words, blame = "engine-trouble", "has trouble of its own", Blame.TEXTS
        else:
            reason, words, blame = "refused", "does not accept the request", Blame.ENGINE
        wait_s = _DAY_S if status == _QUOTA and retry_after_s is None else retry_after_s
        return NoAnswer(
            reason=reason, detail=f"{self._name} {words} (status {status})", blame=blame, retry_after_s=wait_s
        )
