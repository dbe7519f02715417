"""Order a run of the engine, and keep what it says. A run that fails changes no earlier result and clears nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from kethop_office.accounts import jobs
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import material
from kethop_office.appraisal.actions.consulting import letters_still_out
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.proposing import propose_inquiries
from kethop_office.appraisal.actions.rescreened import settle_by_run
from kethop_office.appraisal.actions.telling import tell_lead
from kethop_office.appraisal.actions.units import measure_units
from kethop_office.appraisal.models import Case, Finding, ScreeningRun
from kethop_office.appraisal.queries.effective import has_open_unknown
from kethop_office.common.files import store_bytes
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures.queries import is_running

__all__ = ["JOB", "begin_run", "fail_run", "keep_run", "request_screening", "screen_again"]

JOB = "appraisal.screen"
_WAITING = (ScreeningRun.State.QUEUED, ScreeningRun.State.RUNNING)
_IN_ORDER = (Finding.Outcome.HIT, Finding.Outcome.UNKNOWN, Finding.Outcome.CLEAR)


def request_screening(actor: Actor, case: Case) -> ScreeningRun:
    """Order a run on the newest valid file; one that waits for the same file is joined.

    Raises
    ------
    Refused
        ``screening.not_valid``: no file of the case was found valid yet.
    """
    with transaction.atomic():
        case = lock_case(case.pk)
        validation = case.validations.order_by("-number").first()
        if validation is None:
            raise Refused("screening.not_valid", reference=case.reference)
        waiting = case.runs.filter(validation=validation, state__in=_WAITING).first()
        if waiting is not None:
            return waiting
        run = ScreeningRun.objects.create(
            case=case,
            validation=validation,
            number=case.runs.count() + 1,
            law_date=validation.law_date,
            requested_by_id=actor.user_id,
            requested_at=actor.at,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        tell(case, "screening.requested", actor=actor, fields={"number": run.number})
        run.job = jobs.enqueue(JOB, {"run": str(run.pk)}, actor=actor, level=case.level, compartment=case.compartment)
        ScreeningRun.objects.filter(pk=run.pk).update(job=run.job)
    return run


def screen_again(actor: Actor, case: Case) -> ScreeningRun:
    """Order another run, such as after a layer or the pack has changed.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.closed``, ``screening.not_valid``.
    """
    if not actor.has(Role.OFFICER, case.lead_office_id):
        raise Refused("case.not_yours")
    if not case.is_open:
        raise Refused("case.closed", reference=case.reference)
    return request_screening(actor, case)


def begin_run(run: ScreeningRun) -> bool:
    """Mark a waiting run as running; False where another worker, or a newer file, was first."""
    return bool(ScreeningRun.objects.filter(pk=run.pk, state__in=_WAITING).update(state=ScreeningRun.State.RUNNING))


def fail_run(run: ScreeningRun, actor: Actor, *, code: str, fields: Mapping[str, Any]) -> None:
    """Keep why a run could not be finished.

    Parameters
    ----------
    code : str
        Code of the engine's error, or ``engine.ended``.
    fields : mapping
        ``vi`` and ``en``: the sentence; and the error's own fields.
    """
    with transaction.atomic():
        case = lock_case(run.case_id)
        ScreeningRun.objects.filter(pk=run.pk).update(
            state=ScreeningRun.State.FAILED, error_code=code[:60], error_fields=dict(fields), ended_at=actor.at
        )
        fields = {"number": run.number, "code": code}
        tell(case, "screening.failed", actor=actor, fields=fields)
        tell_lead(case, "screening.failed", fields, roles=(Role.OFFICER,), section="findings")


def keep_run(run: ScreeningRun, actor: Actor, answer: Mapping[str, Any], data: bytes) -> ScreeningRun:
    """Keep a finished run: its bytes, findings, place, and whom it asks.

    Parameters
    ----------
    answer : mapping
        ``run``, ``reasons``, ``opened``, ``shape``, ``provinces``, as the bridge gives them.
    data : bytes
        ``run.json``.
    """
    said = answer["run"]
    with transaction.atomic():
        case = lock_case(run.case_id)
        _keep_header(run, answer, store_bytes(data), actor)
        findings = _keep_findings(run, case, said["findings"], answer["reasons"])
        if not _is_newest(run, case):
            tell(case, "screening.overtaken", actor=actor, fields={"number": run.number})
            return run
        provinces = [item["code"] for item in answer["provinces"]]
        _keep_place(case, said["site"], answer["shape"], provinces)
        changes = propose_inquiries(run, case, actor, said, findings, provinces)
        counts = {outcome: sum(item.outcome == outcome for item in findings.values()) for outcome in _IN_ORDER}
        case.has_unknown = has_open_unknown(case)
        case.save(update_fields=["has_unknown", "area_ha", "lon", "lat", "west", "south", "east", "north"])
        tell(
            case,
            "screening.done",
            actor=actor,
            fields={
                "number": run.number,
                "hit": counts[Finding.Outcome.HIT],
                "unknown": counts[Finding.Outcome.UNKNOWN],
                "clear": counts[Finding.Outcome.CLEAR],
                **changes,
            },
        )
        if changes["own"]:
            tell(case, "screening.own", actor=actor, fields={"number": run.number, "count": changes["own"]})
        if case.procedure is not None and is_running(case.procedure, "screen"):
            procedures.finish(case.procedure, "screen", actor=actor)
            letters_still_out(case, actor)
        material.changed(case, actor, "screening")
        settle_by_run(run, actor)
    return run


def _is_newest(run: ScreeningRun, case: Case) -> bool:
    """Return whether the run counts: no later one has finished, and no later file was found valid."""
    is_overtaken = case.runs.filter(state=ScreeningRun.State.DONE, number__gt=run.number).exists()
    return not is_overtaken and not case.validations.filter(number__gt=run.validation.number).exists()


def _keep_header(run: ScreeningRun, answer: Mapping[str, Any], file: Blob, actor: Actor) -> None:
    said, shape = answer["run"], answer["shape"]
    run.state, run.file, run.ended_at = ScreeningRun.State.DONE, file, actor.at
    run.pack_version, run.pack_sha256 = said["pack"]["version"], said["pack"]["sha256"]
    run.engine_version, run.layers, run.opened = said["engine_version"], said["layers"], answer["opened"]
    run.site = {**said["site"], **(shape or {})} if said["site"] else None
    run.error_code, run.error_fields = "", {}
    run.save()


def _keep_findings(
    run: ScreeningRun, case: Case, found: list[Mapping[str, Any]], reasons: Mapping[str, Any]
) -> dict[str, Finding]:
    rows = [
        Finding(
            run=run,
            case=case,
            key=item["id"],
            order=order,
            topic=item["topic"],
            topic_vi=item["topic_label"]["vi"],
            topic_en=item["topic_label"]["en"],
            outcome=item["outcome"],
            text_vi=item["text"]["vi"],
            text_en=item["text"]["en"],
            body={
                **{key: item[key] for key in ("message", "provisions", "rules", "missing", "notes")},
                "facts": reasons.get(item["id"], []),
            },
            level=case.level,
            compartment_id=case.compartment_id,
        )
        for order, item in enumerate(sorted(found, key=lambda item: _IN_ORDER.index(item["outcome"])), 1)
    ]
    Finding.objects.bulk_create(rows)
    return {row.key: row for row in rows}


def _keep_place(
    case: Case, site: Mapping[str, Any] | None, shape: Mapping[str, Any] | None, provinces: list[str]
) -> None:
    if site is None or shape is None:
        return
    measure_units(case, site["communes"], provinces)
    square_metres = site["area_m2"]
    case.area_ha = (Decimal(square_metres) / 10_000).quantize(Decimal("0.0001")) if square_metres is not None else None
    case.lon, case.lat = shape["inner"]
    case.west, case.south, case.east, case.north = shape["extent"]
