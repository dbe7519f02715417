"""The room that every other one stands on."""

from django.apps import AppConfig
from typing_extensions import override

__all__ = ["CommonConfig"]


class CommonConfig(AppConfig):
    """Start of the room."""

    name = "kethop_office.common"

    @override
    def ready(self) -> None:
        from kethop_office.common import checks  # noqa: F401, PLC0415 - registers itself; needs the apps
