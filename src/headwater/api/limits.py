"""How many requests a client may make in a minute, counted in the memory of the process that serves."""

import threading
import time
from collections import Counter
from collections.abc import Callable

_MINUTE_S = 60.0
#: Clients that are told apart in one minute; those beyond it share one count, so memory stays bounded.
_MOST_CLIENTS = 100_000
_THE_REST = ""


class Limits:
    """Counts by client, from one full minute of the process's clock to the next."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nobody counted; `clock` gives seconds."""
        self._clock = clock
        self._minute = -1.0
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def wait_s(self, client: str, *, per_minute: int) -> int:
        """Count one request; give 0 where it may be answered, else the seconds until the next minute, at least 1.

        >>> limits = Limits(clock=lambda: 59.5)
        >>> [limits.wait_s("a", per_minute=1) for _ in range(2)]
        [0, 1]
        """
        now = self._clock()
        minute, passed = divmod(now, _MINUTE_S)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            counted = client if client in self._counts or len(self._counts) < _MOST_CLIENTS else _THE_REST
            self._counts[counted] += 1
            return 0 if self._counts[counted] <= per_minute else max(1, round(_MINUTE_S - passed))
