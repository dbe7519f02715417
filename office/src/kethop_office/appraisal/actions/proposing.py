"""Turn the inquiries of a run into rows, and keep those that are there already."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case, Finding, Inquiry, InquiryRemoval, ScreeningRun

__all__ = ["propose_inquiries"]

_SAME = ("role", "period", "unit", "period_state", "silence")


def propose_inquiries(
    run: ScreeningRun,
    case: Case,
    actor: Actor,
    said: Mapping[str, Any],
    findings: Mapping[str, Finding],
    provinces: Sequence[str],
) -> dict[str, int]:
    """Write the inquiries that the engine asks for, exactly as it says them.

    One that is there already with the same body, role and period because of the same finding is kept, with what became of
    it; only its run is the new one. So is one that two persons took out. One that was proposed, never sent and is no longer
    asked for goes with the run that asked for it; one that was sent stays, since a letter is out.

    No office asks itself: where the body is the lead office or the one that filed, its findings say that it is its own to
    examine, and nothing is asked.

    Returns
    -------
    dict of int
        ``added``, ``kept``, ``gone`` (proposed before and no longer asked for), ``still_out`` (sent, no longer asked for),
        ``own`` (the office's own to examine).
    """
    before = _standing(case)
    counts = {"added": 0, "kept": 0, "gone": 0, "still_out": 0, "own": 0}
    for item in said["inquiries"]:
        because = [findings[key] for key in item["findings"]]
        consultee = _consultee(item, provinces)
        if consultee is not None and consultee.pk in {case.lead_office_id, case.proponent_id}:
            _say_own(item, because, is_lead=consultee.pk == case.lead_office_id)
            counts["own"] += 1
            continue
        same = next((row for row in before if _is_same(row, item)), None)
        if same is not None:
            before.remove(same)
            same.run, same.key = run, item["id"]
            same.save(update_fields=["run", "key"])
            same.findings.add(*because)
            counts["kept"] += 1
            continue
        row = _created(run, case, actor, item, consultee, because)
        row.findings.set(because)
        counts["added"] += 1
    for row in before:
        if row.state == Inquiry.State.REMOVED:
            continue
        is_out = row.state != Inquiry.State.PROPOSED
        counts["still_out" if is_out else "gone"] += 1
        if not is_out:
            row.state, row.closed_at = Inquiry.State.REMOVED, actor.at
            row.version += 1
            row.save(update_fields=["state", "closed_at", "version"])
    return counts


def _standing(case: Case) -> list[Inquiry]:
    """Return the rows of earlier runs that still stand: not recalled, and out only where two persons took them out."""
    agreed = InquiryRemoval.objects.filter(inquiry=OuterRef("pk"), state=InquiryRemoval.State.CONFIRMED)
    rows = case.inquiries.filter(origin=Inquiry.Origin.SCREENING).exclude(state=Inquiry.State.RECALLED)
    rows = rows.exclude(~Exists(agreed), state=Inquiry.State.REMOVED)
    return list(rows.prefetch_related("findings").order_by("created_at", "pk"))


def _is_same(row: Inquiry, item: Mapping[str, Any]) -> bool:
    """Return whether a row asks the same office in the same way for the same time because of the same findings."""
    period = item["period"]
    asked = {
        "role": item["role"],
        "period": period["days"],
        "unit": period["unit"] or "",
        "period_state": period["state"],
        "silence": item["silence"],
    }
    if row.body != item["body"] or row.body_vi != item["body_label"]["vi"]:
        return False
    if any(getattr(row, name) != asked[name] for name in _SAME):
        return False
    return bool({finding.key for finding in row.findings.all()} & set(item["findings"]))


def _created(
    run: ScreeningRun,
    case: Case,
    actor: Actor,
    item: Mapping[str, Any],
    consultee: Office | None,
    because: Sequence[Finding],
) -> Inquiry:
    period = item["period"]
    return Inquiry.objects.create(
        case=case,
        run=run,
        key=item["id"],
        body=item["body"],
        body_vi=item["body_label"]["vi"],
        body_en=item["body_label"]["en"],
        consultee=consultee,
        role=item["role"],
        origin=Inquiry.Origin.SCREENING,
        provisions=list(_provisions(period, because)),
        period=period["days"],
        unit=period["unit"] or "",
        period_state=period["state"],
        silence=item["silence"],
        silence_provisions=period["provisions"] if item["silence"] == "deemed_agreed" else [],
        is_estimated=item["is_estimated"],
        created_by_id=actor.user_id,
        created_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )


def _say_own(item: Mapping[str, Any], because: Sequence[Finding], *, is_lead: bool) -> None:
    """Say in the findings that the body which they ask carries the case, or filed it, itself."""
    said = {"is_lead": is_lead, "role": item["role"], **item["body_label"]}
    for finding in because:
        finding.body["own"] = [*finding.body.get("own", ()), said]
        finding.save(update_fields=["body"])


def _provisions(period: Mapping[str, Any], because: Sequence[Finding]) -> Iterator[Mapping[str, Any]]:
    """Yield each provision once: those of the findings, then those of the period."""
    seen = set()
    for provision in [*(item for finding in because for item in finding.body["provisions"]), *period["provisions"]]:
        if provision["id"] not in seen:
            seen.add(provision["id"])
            yield provision


def _consultee(item: Mapping[str, Any], provinces: Sequence[str]) -> Office | None:
    """Return the office that the body is here: by its name, else the one of a province of the site, else the central one."""
    offices = Office.objects.filter(body=item["body"], is_closed=False)
    named = offices.filter(name_vi=item["body_label"]["vi"]).first()
    if named is not None:
        return named
    if len(provinces) == 1 and (own := offices.filter(province=provinces[0]).first()) is not None:
        return own
    central = list(offices.filter(province="")[:2])
    return central[0] if len(central) == 1 else None
