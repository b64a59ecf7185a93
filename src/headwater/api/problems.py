"""Refusals that say what to do: raised anywhere while an answer is made, turned into problem+json in one place."""

from collections.abc import Mapping
from http import HTTPStatus

from headwater.api.values import Problem

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):  # noqa: N818 - the word of the house for an answer that is none
    """There is no answer; `problem` says why, and what to do."""

    def __init__(self, status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        """Take the status and a sentence or two for the person behind the client."""
        super().__init__(detail)
        self.problem = Problem(title=status.phrase, status=status.value, detail=detail)
        self.headers = dict(headers or {})


def unknown(what: str) -> Refusal:
    """Give the refusal for a key that leads nowhere."""
    return Refusal(HTTPStatus.NOT_FOUND, f"There is no {what} with this key. Keys come from the lists of this API.")


def gone(what: str) -> Refusal:
    """Give the refusal for what was here and has been taken away."""
    return Refusal(
        HTTPStatus.GONE, f"This {what} was here and has been taken away. Delete your copy of it; it does not come back."
    )


def moved(what: str, key: str) -> Refusal:
    """Give the refusal for what has become part of something else."""
    return Refusal(HTTPStatus.GONE, f'This {what} has become part of another one: ask for "{key}" from now on.')


def wrong(name: str, detail: str) -> Refusal:
    """Give the refusal for a parameter that cannot be understood."""
    return Refusal(HTTPStatus.BAD_REQUEST, f'The parameter "{name}" {detail}.')
