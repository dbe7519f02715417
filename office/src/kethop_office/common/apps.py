"""The room that every other one stands on."""

from collections.abc import Callable
from datetime import time

from django.apps import AppConfig
from typing_extensions import override

__all__ = ["CommonConfig"]


class CommonConfig(AppConfig):
    """Start of the room."""

    name = "kethop_office.common"

    @override
    def ready(self) -> None:
        from kethop_office.common import (  # noqa: PLC0415 - needs the apps
            checks,  # noqa: F401 - registers itself; needs the apps
            registrations,
            schedule,
            statistics,
        )

        registrations.register_setup("statistics", _refresh_statistics, order=99)
        schedule.daily(time(3, 30), "common.statistics", statistics.refresh_statistics)


def _refresh_statistics(_say: Callable[[str], None]) -> None:
    from kethop_office.common import statistics  # noqa: PLC0415 - needs the apps

    statistics.refresh_statistics()
