"""What a host of a scripted web says, and the shape of whatever says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host says."""

    status: int
    content_type: str
    body: bytes


class Answering(Protocol):
    """What stands behind the server."""

    def __call__(self, host: str, path: str, *, now: datetime) -> Answer:
        """Give what a host answers for a path with its query at a time."""
