"""The room, and what it does when Django has started."""

from django.apps import AppConfig
from typing_extensions import override

from kethop_office.common.registrations import register_setup

__all__ = ["TerritoryConfig"]


class TerritoryConfig(AppConfig):
    """Provinces and communes."""

    name = "kethop_office.territory"

    @override
    def ready(self) -> None:
        """Take the pack's units in at ``init``; say what the pages are for."""
        from kethop_office.territory.help import register  # noqa: PLC0415 - the catalogue is ready only now

        register()
        register_setup("territory", "kethop_office.territory.setup.take_in_units", order=20)
