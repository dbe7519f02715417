"""What this room does when the office starts."""

from django.apps import AppConfig
from typing_extensions import override

__all__ = ["ApiConfig"]


class ApiConfig(AppConfig):
    """The room of other programs."""

    name = "kethop_office.api"
    label = "api"

    @override
    def ready(self) -> None:
        """Forget once a day which requests came."""
        from kethop_office.api.actions.once import forget_old  # noqa: PLC0415 - models are ready only now
        from kethop_office.common import schedule  # noqa: PLC0415 - models are ready only now

        schedule.every(24 * 60, "api.once", forget_old)
