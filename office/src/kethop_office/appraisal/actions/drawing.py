"""Have the site of a case drawn by the worker; equal content is drawn once."""

import hashlib
from datetime import date
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, enqueue
from kethop_office.accounts.models import Job
from kethop_office.appraisal.bridge.desk import EngineEnded, ask
from kethop_office.appraisal.models import Case, SiteDrawing, Submission, ValidatedSubmission
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.files import blob_path, store_bytes
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused

__all__ = ["JOB", "draw_site", "order_drawing"]

JOB = "appraisal.draw_site"
SECONDS = 120
_PICTURES = ("overview", "sheet", "profile")


def order_drawing(actor: Actor | None, case: Case) -> Job:
    """Order the drawing of the newest filing of a case.

    Raises
    ------
    Refused
        ``drawing.nothing_filed``.
    """
    submission = Submission.objects.filter(case=case).order_by("-number").first()
    if submission is None:
        raise Refused("drawing.nothing_filed")
    return enqueue(JOB, {"submission": str(submission.pk)}, actor=actor, level=case.level, compartment=case.compartment)


def draw_site(progress: JobProgress, *, submission: str) -> dict[str, str | int | bool | None]:
    """Draw one filing in the worker.

    Raises
    ------
    Refused
        ``drawing.not_readable``, ``drawing.no_site``: nothing is drawn and nothing is guessed.
    """
    row = Submission.objects.select_related("case", "proposal", "site").get(pk=UUID(submission))
    case, path = row.case, f"/case/{row.case.reference}/site"
    proposal, on = _filed(row)
    content = _content(proposal, row.site, on)
    if SiteDrawing.objects.filter(submission=row, content=content).exists():
        return {"path": path}
    progress.stage("job.appraisal.draw_site.drawing")
    try:
        answer = ask(
            "site",
            seconds=SECONDS,
            proposal=str(blob_path(proposal.sha256)),
            site=str(blob_path(row.site.sha256)) if row.site else None,
            as_of=on.isoformat(),
        )
    except EngineEnded as error:
        raise Refused("drawing.not_readable") from error
    if answer["errors"]:
        raise Refused("drawing.not_readable")
    if answer["site"] is None:
        raise Refused("drawing.no_site")
    _keep(progress.actor, case, row, content, dict(answer["site"]))
    return {"path": path}


def _keep(actor: Actor | None, case: Case, row: Submission, content: str, site: dict[str, object]) -> None:
    pictures = site.pop("pictures")
    shape = site.pop("wkb")
    files: dict[str, Blob] = {}
    scales: dict[str, object] = {}
    if isinstance(pictures, dict):
        for language, drawn in pictures.items():
            scales[language] = {"scale": drawn.get("scale"), "drawn": drawn.get("drawn")}
            for kind in _PICTURES:
                if drawn.get(kind):
                    files[f"{'picture' if kind == 'overview' else kind}_{language}"] = store_bytes(drawn[kind].encode())
    moment = actor.at if actor else clock.now()
    dimension = site.get("dimension")
    with transaction.atomic():
        drawing, is_new = SiteDrawing.objects.get_or_create(
            submission=row,
            content=content,
            defaults={
                "case": case,
                "run": case.runs.filter(state="done").order_by("-number").first(),
                "shape": bytes.fromhex(str(shape)),
                "dimension": dimension if isinstance(dimension, int) else None,
                "facts": {**site, "sheets": scales},
                "drawn_at": moment,
                "level": case.level,
                "compartment_id": case.compartment_id,
                **files,
            },
        )
        if is_new:
            record(
                "site.drawn",
                actor=actor.user_id if actor else None,
                object_key=f"case:{case.pk}",
                at=moment,
                level=case.level,
                compartment=case.compartment_id,
                detail={"drawing": str(drawing.pk)},
            )


def _filed(row: Submission) -> tuple[Blob, date]:
    """Return the proposal as validated, else as filed, and the day whose law and layers are shown."""
    valid = ValidatedSubmission.objects.filter(submission=row).select_related("proposal").order_by("-number").first()
    return (valid.proposal, valid.law_date) if valid else (row.proposal, row.case.filed_on)


def _content(proposal: Blob, site: Blob | None, on: date) -> str:
    return hashlib.sha256("|".join([proposal.sha256, site.sha256 if site else "", on.isoformat()]).encode()).hexdigest()
