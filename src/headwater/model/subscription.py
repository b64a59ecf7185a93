"""An agreement with a hub that it tells us when a feed changes (W3C WebSub, Recommendation of 23 January 2018)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class SubscriptionStage(Enum):
    """How far an agreement has come."""

    #: Asked for, not yet confirmed by the hub's call.
    REQUESTED = "requested"
    ACTIVE = "active"
    #: The hub said no, or ended it.
    DENIED = "denied"
    #: We no longer want it; its hub is asked to let us go.
    ENDING = "ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed at one hub."""

    #: Address of the feed as the feed itself names it (rel=self): what the hub knows it by.
    topic: str
    hub: str
    #: Our address that the hub calls; holds a token that nobody can guess.
    callback: str
    #: Signs what the hub sends (HMAC); fewer than 200 bytes, and only ever sent to a hub over https.
    secret: str
    stage: SubscriptionStage = SubscriptionStage.REQUESTED
    requested_at: datetime
    #: When the agreement ends unless renewed; None while it is not active.
    expires_at: datetime | None = None
    #: When the hub last told us something that was properly signed.
    heard_at: datetime | None = None
    #: When a poll after that brought something new.
    answered_at: datetime | None = None
    #: Requests to the hub since it last confirmed one.
    failures: int = 0
    #: Why there is none, one sentence for the desk.
    problem: str | None = None
