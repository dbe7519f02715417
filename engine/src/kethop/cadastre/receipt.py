"""What is kept of a part that was written."""

from kethop.cadastre.files import Task
from kethop.cadastre.totals import Totals
from kethop.documents import Record

__all__ = ["Receipt", "part_name"]


class Receipt(Record):
    """A part that was written.

    Parameters
    ----------
    number : int
        Of its task.
    name, sha256 : str
        Of its file.
    totals : Totals
    """

    number: int
    name: str
    sha256: str
    totals: Totals


def part_name(task: Task) -> str:
    """Return the name of a task's part."""
    return f"part-{task.number:05d}.parquet"
