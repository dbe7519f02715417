"""The room, and what it does when Django has started."""

from datetime import time

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_migrate
from typing_extensions import override

from kethop_office.common.levels import highest_level, holds_several

__all__ = ["AccountsConfig"]


class AccountsConfig(AppConfig):
    """Accounts, desk and administration."""

    name = "kethop_office.accounts"

    @override
    def ready(self) -> None:
        """Listen to sign-ins, say what this room shows on others' pages, tidy up every night."""
        from kethop_office.accounts import help as pages_help  # noqa: PLC0415 - models are ready only now
        from kethop_office.accounts import (  # noqa: PLC0415 - models are ready only now
            jobs,
            signals,  # noqa: F401 - it listens once it is loaded
        )
        from kethop_office.accounts.actions.sweeping import JOB, order_sweep  # noqa: PLC0415 - models are ready only now
        from kethop_office.accounts.actions.tidying import tidy  # noqa: PLC0415 - models are ready only now
        from kethop_office.accounts.places import register  # noqa: PLC0415 - models are ready only now
        from kethop_office.accounts.queries.jobs import named_in_jobs  # noqa: PLC0415 - models are ready only now
        from kethop_office.common import schedule, unnamed  # noqa: PLC0415 - models are ready only now

        post_migrate.connect(_raise_the_wall, sender=self, dispatch_uid="accounts.row_security")
        register()
        pages_help.register()
        unnamed.register_names(named_in_jobs)
        schedule.daily(time(3), "accounts.tidy", tidy)
        jobs.register(JOB, "kethop_office.accounts.actions.sweeping.sweep_in_worker")
        schedule.daily(time(3, 30), "accounts.sweep_files", order_sweep)


def _raise_the_wall(using: str = "default", **_kwargs: object) -> None:
    """Tell the database what it may hold and show; the tables of all rooms are there by now."""
    from kethop_office.accounts.row_security import limits, policies  # noqa: PLC0415 - models are ready only now

    connection = connections[using]
    names = connection.introspection.table_names()
    if not {model._meta.db_table for model in policies.labelled()} <= set(names):  # noqa: SLF001 - Django's documented way
        return
    with transaction.atomic(using=using):
        if not limits.is_installed(highest_level(), connection):
            limits.install(connection, highest_level())
        if connection.vendor == "postgresql":
            (policies.install if holds_several() else policies.lift)(connection)
