"""The jobs that set letters and reports as PDF and Word."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from kethop_office.accounts.jobs import JobProgress
from kethop_office.appraisal.bridge.setting import PaperNotSet, set_form
from kethop_office.appraisal.models import Case, Letter, ReportVersion, ScreeningRun
from kethop_office.appraisal.queries.letter_forms import report_values
from kethop_office.common.files import blob_path, store_bytes
from kethop_office.common.refusal import Refused

__all__ = ["set_letter", "set_report"]

_OF_THE_RUN = ("F1", "F6", "F7", "F9", "F11")


def set_report(progress: JobProgress, *, version: str) -> Mapping[str, str | int | bool | None]:
    """Set a frozen report.

    Parameters
    ----------
    version : str
        Key of the version.

    Raises
    ------
    Refused
        ``letter.not_set``: it could not be set.
    """
    progress.stage("paper.setting")
    row = ReportVersion.objects.select_related("case__lead_office__parent").get(pk=UUID(version))
    file = (row.content.get("run") or {}).get("file_sha256") or ""
    pdf, docx = _set(report_values(row, row.case.lead_office), _path(file))
    row.pdf, row.docx = store_bytes(pdf), store_bytes(docx)
    row.save(update_fields=["pdf", "docx"])
    return {"path": f"/case/{row.case.reference}/approvals"}


def set_letter(progress: JobProgress, *, letter: str) -> Mapping[str, str | int | bool | None]:
    """Set a letter from its stored values.

    Parameters
    ----------
    letter : str
        Key of the letter.

    Raises
    ------
    Refused
        ``letter.not_set``: it could not be set.
    """
    progress.stage("paper.setting")
    row = Letter.objects.select_related("case").get(pk=UUID(letter))
    pdf, docx = _set(row.content, _run_path(row.case) if row.form in _OF_THE_RUN else None)
    row.pdf, row.docx = store_bytes(pdf), store_bytes(docx)
    row.save(update_fields=["pdf", "docx"])
    return {"path": f"/case/{row.case.reference}/documents"}


def _set(form: Mapping[str, Any], run: Path | None) -> tuple[bytes, bytes]:
    try:
        return set_form(form, run=run)
    except PaperNotSet as error:
        raise Refused("letter.not_set", why=error.code) from error


def _run_path(case: Case) -> Path | None:
    run = case.runs.filter(state=ScreeningRun.State.DONE).order_by("-number").first()
    return _path(run.file_id or "") if run else None


def _path(sha256: str) -> Path | None:
    path = blob_path(sha256) if sha256 else None
    return path if path and path.exists() else None
