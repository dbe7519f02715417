"""Signs of life of the task workers."""

import os
import secrets
import socket
import threading
from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, connection
from typing_extensions import override

from kethop_office.common import clock
from kethop_office.common.models import LifeSign

__all__ = ["FRESH", "KEPT", "Pulse", "is_alive", "last_sign", "own_name", "say_alive", "say_goodbye"]

FRESH = timedelta(seconds=120)
KEPT = timedelta(days=1)
SECONDS_BETWEEN_SIGNS = 15


@cache
def own_name() -> str:
    """Return this process's name: machine, process number and a random part."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def say_alive() -> None:
    """Write this process's sign of life."""
    LifeSign.objects.update_or_create(name=own_name(), defaults={"at": clock.now()})


def say_goodbye() -> None:
    """Take this process's sign away, and those of processes long gone."""
    LifeSign.objects.filter(name=own_name()).delete()
    LifeSign.objects.filter(at__lt=clock.now() - KEPT).delete()


def last_sign() -> datetime | None:
    """Return the latest sign of life of any worker."""
    return LifeSign.objects.order_by("-at").values_list("at", flat=True).first()


def is_alive(name: str, now: datetime) -> bool:
    """Return whether a process lives: its sign is fresh, and on this machine its process number still runs."""
    host, _, rest = name.partition(":")
    if host == own_name().partition(":")[0] and not _runs(rest.partition(":")[0]):
        return False
    return LifeSign.objects.filter(name=name, at__gt=now - FRESH).exists()


def _runs(number: str) -> bool:
    if not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Pulse(threading.Thread):
    """Say every fifteen seconds that this process lives, also while a long job runs."""

    def __init__(self) -> None:
        super().__init__(name="pulse", daemon=True)
        self._end = threading.Event()

    @override
    def run(self) -> None:
        while not self._end.wait(SECONDS_BETWEEN_SIGNS):
            try:
                say_alive()
            except DatabaseError:  # busy for longer than the time-out: the next sign comes soon
                continue
            finally:
                connection.close()

    def end(self) -> None:
        """Stop, and wait until the last sign is written."""
        self._end.set()
        self.join(timeout=5)
