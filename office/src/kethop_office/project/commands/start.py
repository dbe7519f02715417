"""What every command does first, and how one refuses."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
import django
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from kethop_office.common import disk
from kethop_office.common.refusal import Refused
from kethop_office.project import environ
from kethop_office.project.safekeeping.fault import Fault

__all__ = [
    "Progress",
    "Refusal",
    "begin",
    "bring_to_date",
    "identity_in",
    "refuse_half",
    "refuse_unguarded",
    "refuse_unready",
    "said",
    "said_of",
    "told_faults",
    "unapplied",
]

P = ParamSpec("P")
Made = TypeVar("Made")
CACHE_TABLE = "kethop_cache"  # as in the settings: what all processes of the office count together


class Refusal(click.ClickException):
    """The command is not done; the sentence says what to do, in both languages."""

    exit_code = 2

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


class Progress:
    """Say on standard error how long work goes on, at most every two seconds."""

    SECONDS = 2.0

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, line: str) -> None:
        """Say a line."""
        if time.monotonic() - self._told >= self.SECONDS:
            self._told = time.monotonic()
            click.echo(f"  {line}", err=True)


@contextmanager
def told_faults() -> Iterator[None]:
    """Turn what a backup, a restore or a check refuses, and a full disk, into a refusal of the command.

    Raises
    ------
    Refusal
        With what to do.
    """
    try:
        yield
    except Fault as fault:
        raise Refusal(fault.vi, fault.en) from fault
    except Exception as error:
        if not disk.is_full(error):
            raise
        raise Refusal(
            "Đĩa đầy. Không có gì dở dang được giữ lại. Giải phóng chỗ rồi chạy lại.",
            "The disk is full. Nothing half done was kept. Make room and run again.",
        ) from error


def identity_in(file: Path) -> str:
    """Return the identity in a file as age writes it: the line that is no comment.

    Raises
    ------
    Refusal
        There is none.
    """
    try:
        lines = file.read_text(encoding="utf-8").split("\n")[:20]
    except (OSError, UnicodeDecodeError):
        lines = []
    found = next((line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-1")), "")
    if not found:
        raise Refusal(
            f"{file} không có khóa AGE-SECRET-KEY-1…. Dùng tệp do kethop-office keys new tạo.",
            f"{file} has no AGE-SECRET-KEY-1…. Use the file that kethop-office keys new made.",
        )
    return found


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


def bring_to_date() -> None:
    """Bring the database to today's shape, as the office's own account: what changes rows must see every one of them."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

    from kethop_office.accounts.row_security.reader import keeping  # noqa: PLC0415

    if waiting := unapplied():
        click.echo(f"Cơ sở dữ liệu: áp dụng {waiting} thay đổi · database: applying {waiting} changes")
    with keeping("setup"):
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def unapplied() -> int:
    """Return how many changes of the database's shape wait.

    Raises
    ------
    Refusal
        The database cannot be reached, or a newer version made it.
    """
    from kethop_office.project.safekeeping.upgrade import refuse_newer_database  # noqa: PLC0415 - Django is ready only now

    try:
        with told_faults():
            refuse_newer_database()
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


def refuse_half() -> None:
    """Refuse a data folder in which a restore was cut off.

    Raises
    ------
    Refusal
        Run the restore again first.
    """
    if (environ.data_folder() / ".restoring").exists():
        raise Refusal(
            f"Việc khôi phục vào {environ.data_folder()} bị ngắt giữa chừng. Chạy lại kethop-office restore.",
            f"A restore into {environ.data_folder()} was cut off. Run kethop-office restore again.",
        )


def refuse_unready() -> None:
    """Refuse to run on a database of another shape than the program's.

    Raises
    ------
    Refusal
        Changes wait, or the database cannot be reached.
    """
    refuse_half()
    waiting = unapplied()
    if waiting:
        raise Refusal(
            f"Cơ sở dữ liệu còn {waiting} thay đổi chưa áp dụng. Sao lưu, rồi chạy: kethop-office init",
            f"{waiting} changes of the database are not applied. Make a backup, then run: kethop-office init",
        )
    refuse_unguarded()


def refuse_unguarded() -> None:
    """Refuse to run on a database that does not hold back what this node's levels ask it to.

    Raises
    ------
    Refusal
        A label above the node's levels would be taken, or rows of several levels are not guarded by the database.
    """
    from kethop_office.accounts.row_security.check import fault  # noqa: PLC0415 - Django is ready only now

    found = fault()
    if found is not None:
        raise Refusal(*found)
