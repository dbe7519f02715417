"""How often a program may ask."""

import threading
import time
from collections import deque

from django.core.cache import cache

__all__ = ["MOST_A_MINUTE", "MOST_WRONG", "count_wrong", "seconds_to_wait"]

MOST_A_MINUTE = 600
MOST_WRONG = 20
_WRONG_SECONDS = 300
_WINDOW = 60.0
_asked: dict[str, deque[float]] = {}
_lock = threading.Lock()


def seconds_to_wait(key: str) -> int:
    """Count one request; return 0, or after how many seconds the next one is answered.

    Counted in the process: it guards the process. A count in the database would make each reading a writing.
    """
    now = time.monotonic()
    with _lock:
        if len(_asked) > 10_000:
            _asked.clear()
        times = _asked.setdefault(key, deque())
        while times and times[0] <= now - _WINDOW:
            times.popleft()
        if len(times) >= MOST_A_MINUTE:
            return int(times[0] + _WINDOW - now) + 1
        times.append(now)
    return 0


def count_wrong(address: str) -> int:
    """Count a wrong password of an address, for all processes of the office; return how many there were in five minutes."""
    key = f"api-wrong-{address}"
    if cache.add(key, 1, _WRONG_SECONDS):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two
        cache.set(key, 1, _WRONG_SECONDS)
        return 1
