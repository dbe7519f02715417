"""In the worker: open the import that a job works on, whatever its rows are of."""

from typing import TypeVar, cast
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.common.files import read_blob
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.reading import Sheet, read_file
from kethop_office.registry.models.files import FileRun

__all__ = ["open_run", "sheets_of"]

Run = TypeVar("Run", bound=FileRun)


def open_run(progress: JobProgress, model: type[Run], key: str, *states: FileRun.State) -> tuple[Actor, Run]:
    """Return the account of a job and the import that it works on.

    Raises
    ------
    Refused
        ``import.gone``, ``import.state``.
    """
    actor = progress.actor
    found = model.objects.visible_to(actor).filter(pk=UUID(key)).first() if actor else None
    if actor is None or found is None:
        raise Refused("import.gone")
    if found.state not in states:
        raise Refused("import.state", state=found.get_state_display())
    return actor, cast("Run", found)


def sheets_of(run: FileRun) -> list[Sheet]:
    """Return the sheets of the file; where it cannot be read the job says why, and the import that it ended here."""
    try:
        return read_file(read_blob(run.blob), run.file_name)
    except Exception:
        run.state = FileRun.State.FAILED
        run.save(update_fields=["state"])
        raise
