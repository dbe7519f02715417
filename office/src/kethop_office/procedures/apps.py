"""The room, and what it does when Django has started."""

from django.apps import AppConfig
from typing_extensions import override

from kethop_office.common.registrations import register_setup

__all__ = ["ProceduresConfig"]


class ProceduresConfig(AppConfig):
    """Procedures drawn in BPMN."""

    name = "kethop_office.procedures"

    @override
    def ready(self) -> None:
        """Take the pack's drawings in at ``init``, stand in the account's menu."""
        from kethop_office.procedures import help as pages_help  # noqa: PLC0415 - models are ready only now
        from kethop_office.procedures.places import register  # noqa: PLC0415 - models are ready only now

        register_setup("procedures", "kethop_office.procedures.setup.take_in_drawings", order=30)
        register()
        pages_help.register()
