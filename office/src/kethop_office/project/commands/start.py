"""What every command does first, and how one refuses."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
import django
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from kethop_office.common.refusal import Refused

__all__ = ["Refusal", "begin", "refuse_unready", "said", "said_of", "unapplied"]

P = ParamSpec("P")
Made = TypeVar("Made")
CACHE_TABLE = "kethop_cache"  # as in the settings: what all processes of the office count together


class Refusal(click.ClickException):
    """The command is not done; the sentence says what to do, in both languages."""

    exit_code = 2

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


def said_of(refused: Refused) -> Refusal:
    """Return the refusal of an act as a command says it, in both languages."""
    from django.utils import translation  # noqa: PLC0415 - Django is ready only now

    from kethop_office.common.wording import sentence  # noqa: PLC0415

    texts = []
    for language in ("vi", "en"):
        with translation.override(language):
            texts.append(sentence(refused.code, refused.fields))
    return Refusal(*texts)


def said(act: Callable[P, Made], *args: P.args, **kwargs: P.kwargs) -> Made:
    """Do an act and return what it makes.

    Raises
    ------
    Refusal
        The act is refused; the sentence is the act's own.
    """
    try:
        return act(*args, **kwargs)
    except Refused as refused:
        raise said_of(refused) from refused


def begin() -> None:
    """Load Django with the settings."""
    django.setup()


def unapplied() -> int:
    """Return how many changes of the database's shape wait.

    Raises
    ------
    Refusal
        The database cannot be reached.
    """
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        has_cache = CACHE_TABLE in connection.introspection.table_names()
        return waiting if has_cache else waiting + 1
    except OperationalError as error:
        where = connection.settings_dict
        name = where["NAME"] if connection.vendor == "sqlite" else f"{where['HOST']}/{where['NAME']}"
        raise Refusal(
            f"Không mở được cơ sở dữ liệu {name}. Kiểm tra KETHOP_DATA_DIR hoặc DATABASE_URL, rồi chạy: kethop-office init",
            f"The database {name} cannot be opened. Check KETHOP_DATA_DIR or DATABASE_URL, then run: kethop-office init",
        ) from error


def refuse_unready() -> None:
    """Refuse to run on a database of another shape than the program's.

    Raises
    ------
    Refusal
        Changes wait, or the database cannot be reached.
    """
    waiting = unapplied()
    if waiting:
        raise Refusal(
            f"Cơ sở dữ liệu còn {waiting} thay đổi chưa áp dụng. Sao lưu, rồi chạy: kethop-office init",
            f"{waiting} changes of the database are not applied. Make a backup, then run: kethop-office init",
        )
