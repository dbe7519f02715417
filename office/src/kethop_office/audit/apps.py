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
        post_migrate.connect(_protect, sender=self, dispatch_uid="audit.append_only")


def _protect(using: str = "default", **_kwargs: object) -> None:
    from kethop_office.audit import append_only  # noqa: PLC0415 - models are ready only now

    if append_only.TABLE in connections[using].introspection.table_names():
        append_only.install(connections[using])
