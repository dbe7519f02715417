"""Read the run in a stored file back as it was."""

from kethop.appraisal.records import ScreeningRun
from kethop.appraisal.replaying import StoredRun
from kethop.documents import Document, validate
from kethop.errors import CollectedError, ReportError

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
    ReportError
        ``report.run_not_whole`` (``faults``): a part is missing, unknown or wrong, so the file was written by
        another version or changed by hand; the place is that of the first fault.
    """
    try:
        return validate(Document(source, stored.value, {}), ScreeningRun)
    except CollectedError as error:
        first = error.errors[0].place
        raise ReportError("report.run_not_whole", place=first, faults=len(error.errors)) from error
