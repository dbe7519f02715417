"""The room's start: its events are protected after every migration."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from typing_extensions import override

__all__ = ["AuditConfig"]


class AuditConfig(AppConfig):
    """The audit room."""

    name = "kethop_office.audit"

    @override
    def ready(self) -> None:
        """Protect the events, sign heads by the clock, and let nothing happen by a clock that was put back."""
        from kethop_office.audit.actions.heads import sign_due  # noqa: PLC0415 - models are ready only now
        from kethop_office.audit.queries import clock_is_back  # noqa: PLC0415
        from kethop_office.common import schedule  # noqa: PLC0415

        schedule.every(1, "audit.heads", sign_due)
        schedule.hold_while(clock_is_back)
        post_migrate.connect(_protect, sender=self, dispatch_uid="audit.append_only")


def _protect(using: str = "default", **_kwargs: object) -> None:
    from kethop_office.audit import append_only  # noqa: PLC0415 - models are ready only now

    if append_only.TABLE in connections[using].introspection.table_names():
        append_only.install(connections[using])
