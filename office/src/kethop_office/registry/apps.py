"""What this room does when the office starts."""

from django.apps import AppConfig
from typing_extensions import override

__all__ = ["RegistryConfig"]


class RegistryConfig(AppConfig):
    """The room of parks and layers."""

    name = "kethop_office.registry"

    @override
    def ready(self) -> None:
        """Register the room's jobs, its step of ``init`` and its places in the head of every page."""
        from kethop_office.registry import help as pages_help  # noqa: PLC0415 - models are ready only now
        from kethop_office.registry.places import register  # noqa: PLC0415 - models are ready only now

        register()
        pages_help.register()
