"""One row becomes a case that goes on from where it stands: its days are the real ones, and nothing is claimed of who did what."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.case_start import CaseStart, begin_case
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.consulting import letters_ended
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.imported_letters import add_letter, moment_of
from kethop_office.appraisal.actions.references import next_reference
from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.actions.stages import stage_of
from kethop_office.appraisal.actions.units import declare_units
from kethop_office.appraisal.bridge.proposals import proposal_bytes
from kethop_office.appraisal.models import (
    Case,
    CaseImport,
    CaseImportRow,
    CompletionRequest,
    Submission,
    ValidatedSubmission,
)
from kethop_office.appraisal.reading.sites import TABLE
from kethop_office.appraisal.reading.words import NEEDS_LAW
from kethop_office.common.files import store_bytes
from kethop_office.common.models import Blob

__all__ = ["make_case"]


def make_case(actor: Actor, run: CaseImport, row: CaseImportRow, letters: list[CaseImportRow]) -> Case:
    """Make the case of a row with its consultations, inside the transaction of the act.

    No screening is ordered: the case says that it was not screened here. A letter that is awaited is asked on, the clock
    counts from the real days.
    """
    values = row.values
    case = _case(actor, run, values, _step(values, letters))
    submission = _submission(actor, case, values)
    if values["step"] in NEEDS_LAW:
        _validation(actor, case, submission, values)
    if values["step"] == "complete":
        _completion(actor, case, submission, values)
    for letter in letters:
        add_letter(actor, case, letter.values)
    recompute(case)
    letters_ended(case, actor)
    declare_units(case, submission.answers)
    index_case(case.pk)
    tell(
        case,
        "case.imported",
        actor=actor,
        fields={"file": run.file_name, "row": row.number, "letters": len(letters)},
        hashes={"file": run.blob.sha256},
    )
    return case


def _step(values: Mapping[str, Any], letters: list[CaseImportRow]) -> str:
    """Return the step at which the case begins; a consultation of which no letter is known is still being prepared."""
    return "prepare_consultation" if values["step"] == "consult" and not letters else str(values["step"])


def _case(actor: Actor, run: CaseImport, values: Mapping[str, Any], step: str) -> Case:
    start = CaseStart(values["kind"], run.office, None, run.level, "cases.imported", step)
    compartment, procedure = begin_case(actor, start)
    is_valid = step in NEEDS_LAW
    received = date.fromisoformat(values["received_on"])
    return Case.objects.create(
        reference=next_reference("case", level=run.level, on=received),
        own_number=values["number"],
        kind=start.case_kind,
        title=values["title"],
        proponent_name=values["proponent"],
        lead_office=run.office,
        officer_id=UUID(values["officer"]) if values.get("officer") else None,
        stage=stage_of(step) or Case.Stage.FILED,
        procedure=procedure,
        pack=settings.KETHOP_PACK,
        filed_on=received,
        valid_on=_day(values, "complete_on") if is_valid else None,
        law_date=_day(values, "law_date") if is_valid else None,
        given_due_on=_day(values, "due_on"),
        is_illustrative=settings.KETHOP_IS_DEMO,
        created_at=actor.at,
        level=run.level,
        compartment=compartment,
    )


def _submission(actor: Actor, case: Case, values: Mapping[str, Any]) -> Submission:
    answers = {
        "kind": {"kind": values["kind"], "lead_office": str(case.lead_office_id)},
        "details": {
            "title": values["title"],
            "proponent": values["proponent"],
            "communes": values.get("communes", []),
            "facts": {},
        },
        "site": _site(values),
        "heights": {},
    }
    site = values.get("site", {})
    notes = [values.get("place", ""), values.get("remarks", "")]
    if values.get("site_left"):
        notes.append(_("Ranh giới ghi trong tệp chưa dùng được nên chưa nhập; xem dòng của lần nhập."))
    notes += [f"{head}: {text}" for head, text in values.get("kept", {}).items()]
    received = moment_of(values["received_on"])
    is_received = values["step"] != "receive"
    return Submission.objects.create(
        case=case,
        number=1,
        proposal=_proposal(case, answers, date.fromisoformat(values["received_on"]), site_name=site.get("name", "")),
        site=store_bytes(site["text"].encode()) if site else None,
        site_name=site.get("name", ""),
        answers=answers,
        note="\n".join(note for note in notes if note),
        filed_by_id=actor.user_id,
        filed_at=received,
        received_at=received if is_received else None,
        receipt_number=values["number"][:40] if is_received else "",
        level=case.level,
        compartment_id=case.compartment_id,
    )


def _site(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of the site step, as that step keeps them of a site that is in order."""
    site = values.get("site")
    if not site:
        return {}
    way = "table" if site["name"] == TABLE else "file"
    plain = {"layer": "", "unit": "", "units": [], "area_ha": "", "area_reason": "", "repair": False}
    return {"way": way, "crs": site["crs"], "column_order": "x-north", **plain, "is_in_order": True}


def _validation(actor: Actor, case: Case, submission: Submission, values: Mapping[str, Any]) -> None:
    ValidatedSubmission.objects.create(
        case=case,
        submission=submission,
        number=1,
        proposal=_proposal(
            case, submission.answers, date.fromisoformat(values["law_date"]), site_name=submission.site_name
        ),
        complete_on=date.fromisoformat(values["complete_on"]),
        law_date=date.fromisoformat(values["law_date"]),
        note=_("Theo sổ của cơ quan trước khi hồ sơ vào hệ thống; chưa kiểm tra lại ở đây."),
        frozen_by_id=actor.user_id,
        frozen_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )


def _completion(actor: Actor, case: Case, submission: Submission, values: Mapping[str, Any]) -> None:
    """Wait for what was asked for on paper: the file is completed in the system."""
    CompletionRequest.objects.create(
        case=case,
        submission=submission,
        items=[values.get("remarks") or _("Như văn bản yêu cầu bổ sung đã gửi trước khi hồ sơ vào hệ thống.")],
        sent_by_id=actor.user_id,
        sent_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )


def _proposal(case: Case, answers: Mapping[str, Mapping[str, Any]], submitted: date, *, site_name: str) -> Blob:
    data = proposal_bytes(
        answers,
        pack=settings.KETHOP_PACK,
        submitted=submitted,
        site_name=site_name,
        is_illustrative=case.is_illustrative,
    )
    return store_bytes(data)


def _day(values: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(values[name]) if values.get(name) else None
