"""Read the run in a stored file back as it was."""

from kethop.appraisal.records import ScreeningRun
from kethop.appraisal.replaying import StoredRun
from kethop.documents import Document, validate

__all__ = ["run_of"]


def run_of(stored: StoredRun, *, source: str) -> ScreeningRun:
    """Return the run that a file holds.

    Parameters
    ----------
    stored : StoredRun
        The file.
    source : str
        Its name, for messages.

    Raises
    ------
    CollectedError
        A part is missing, unknown or wrong: the file was written by another version, or changed by hand.
    """
    return validate(Document(source, stored.value, {}), ScreeningRun)
