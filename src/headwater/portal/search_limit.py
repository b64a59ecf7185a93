"""How often one network may search: a search that nobody asked before is the dearest page there is.

Each network has a purse that fills up by and by (a token bucket); a search takes one coin. Kept pages cost nothing and
are answered before anybody comes here. Counted in the memory of one process: a limit on work, not a record of readers.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from headwater.edition.networks import network_of
from headwater.portal.errors import too_many

#: Networks remembered; beyond it the one that was quiet longest starts anew.
_MOST_NETWORKS = 10_000
_MINUTE_S = 60.0


class Purses:
    """How many coins each network holds."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with a full purse for everybody."""
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, network: str, *, per_minute: int) -> int:
        """Take a coin; give 0, or the whole seconds until there is one again."""
        now, each_s = self._clock(), _MINUTE_S / per_minute
        with self._lock:
            coins, since = self._held.pop(network, (float(per_minute), now))
            coins = min(coins + (now - since) / each_s, float(per_minute))
            paid = coins >= 1
            self._held[network] = (coins - paid, now)
            if len(self._held) > _MOST_NETWORKS:
                self._held.popitem(last=False)
        return 0 if paid else math.ceil((1 - coins) * each_s)


_purses = Purses()


def is_searching(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Make a view answer 429 to networks that search more than `server.searches_per_minute`; 0 asks nobody."""

    @wraps(view)
    def limited(request: HttpRequest, **named: str) -> HttpResponseBase:
        per_minute = settings.PORTAL.server.searches_per_minute
        asks = per_minute > 0 and bool(request.GET.get("q", "").strip())
        retry_s = _purses.take(network_of(request), per_minute=per_minute) if asks else 0
        return too_many(request, retry_s=retry_s) if retry_s else view(request, **named)

    return limited
