"""The job that screens a case: the engine judges outside every transaction, then one short one keeps what it said."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from kethop_office.accounts.jobs import JobProgress
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions.drawing import order_drawing
from kethop_office.appraisal.actions.screening import begin_run, fail_run, keep_run
from kethop_office.appraisal.bridge.desk import EngineEnded, ask
from kethop_office.appraisal.models import ScreeningRun
from kethop_office.common.files import blob_path

__all__ = ["screen", "sentences_of"]

SECONDS = 600


def screen(progress: JobProgress, *, run: str) -> dict[str, str | int | bool | None]:
    """Judge one run that waits, and keep the findings or why there are none.

    Parameters
    ----------
    run : str
        Key of the run.

    Returns
    -------
    dict
        ``path`` of the page of findings, and ``state``.
    """
    row = ScreeningRun.objects.select_related("case", "validation__proposal", "validation__submission__site").get(
        pk=UUID(run)
    )
    path = f"/case/{row.case.reference}/findings"
    if not begin_run(row):
        return {"path": path, "state": row.state}
    actor = progress.actor or actor_of(row.requested_by)
    progress.stage("screening.judging")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run.json"
        try:
            answer = ask("run", seconds=SECONDS, **_asked(row), out=str(out))
        except EngineEnded:
            fail_run(row, actor, code="engine.ended", fields={})
            return {"path": path, "state": ScreeningRun.State.FAILED.value}
        errors = answer["errors"]
        if errors:
            fail_run(row, actor, code=errors[0]["code"], fields=sentences_of(errors))
            return {"path": path, "state": ScreeningRun.State.FAILED.value}
        progress.stage("screening.keeping")
        try:
            keep_run(row, actor, answer, out.read_bytes())
        except Exception:  # whatever it is, the page must say that this run gave nothing; the job tells the log why
            fail_run(row, actor, code="screening.not_kept", fields={})
            raise
    order_drawing(actor, row.case)
    return {"path": path, "state": ScreeningRun.State.DONE.value}


def _asked(row: ScreeningRun) -> dict[str, str | None]:
    site = row.validation.submission.site
    return {
        "proposal": str(blob_path(row.validation.proposal.sha256)),
        "site": str(blob_path(site.sha256)) if site else None,
        "as_of": row.law_date.isoformat(),
    }


def sentences_of(errors: list[dict[str, Any]]) -> dict[str, str]:
    """Return what is wrong and what to do, in both languages; several errors, several sentences."""
    return {
        language: " ".join(f"{item['what'][language]} {item['cure'][language]}".strip() for item in errors)
        for language in ("vi", "en")
    }
