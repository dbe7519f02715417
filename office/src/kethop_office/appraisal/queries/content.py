"""Everything that an approval binds to, as plain values with one canonical form.

The rows of a case carry the label of the case: who may know of the case may know of these. What a consulted office keeps to
itself (its internal reasons) is never part of it.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from kethop_office.appraisal.models import (
    Case,
    DecisionCondition,
    FindingOverride,
    Inquiry,
    Recommendation,
    Response,
    ScreeningRun,
)

__all__ = ["Content", "canonical", "cited", "content_hash", "content_of", "last_run"]

Content = dict[str, Any]

_FINAL = (
    Response.Outcome.NO_OBJECTION,
    Response.Outcome.CONDITIONS,
    Response.Outcome.OBJECTION,
    Response.Outcome.NO_COMMENT,
    Response.Outcome.NOT_INVOLVED,
)
_GONE = (Inquiry.State.REMOVED, Inquiry.State.RECALLED)
_STANDING = {
    Inquiry.State.SENT: "asked",
    Inquiry.State.PAUSED: "asked",
    Inquiry.State.ANSWERED: "answered",
    Inquiry.State.DEEMED: "deemed",
    Inquiry.State.STEPPED_IN: "stepped_in",
    Inquiry.State.PROPOSED: "proposed",
}


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one text of a content: keys in order, no spaces, NFC."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text)


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def last_run(case: Case) -> ScreeningRun | None:
    """Return the last run that ended well, or None."""
    return case.runs.filter(state=ScreeningRun.State.DONE).order_by("-number").first()


def content_of(case: Case) -> Content:
    """Return the content of a case as it stands now.

    Returns
    -------
    dict
        ``case``, ``file``, ``run``, ``recommendation`` (each a mapping or None), and ``findings``, ``inquiries``, ``opinions``,
        ``conditions``, ``sections`` by key.
    """
    run = last_run(case)
    return {
        "format": 1,
        "case": {
            "reference": case.reference,
            "kind": case.kind,
            "title": case.title,
            "proponent": case.proponent_name,
            "lead_office": case.lead_office.name_vi,
            "area_ha": None if case.area_ha is None else f"{case.area_ha.normalize():f}",
            "places": sorted(set(case.units.values_list("name", flat=True))),
        },
        "file": _file(case),
        "run": _run(run),
        "findings": _findings(run) if run else {},
        "inquiries": _inquiries(case),
        "opinions": _opinions(case),
        "conditions": _conditions(case),
        "sections": {
            row.key: {"order": row.order, "heading": row.heading, "text": row.text}
            for row in case.report_sections.order_by("order")
        },
        "recommendation": _recommendation(case),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _file(case: Case) -> Content | None:
    frozen = case.validations.select_related("submission").order_by("-number").first()
    if frozen is None:
        return None
    return {
        "number": frozen.number,
        "submission": frozen.submission.number,
        "proposal_sha256": frozen.proposal_id,
        "site_sha256": frozen.submission.site_id or "",
        "complete_on": _day(frozen.complete_on),
        "law_date": _day(frozen.law_date),
    }


def _run(run: ScreeningRun | None) -> Content | None:
    if run is None:
        return None
    return {
        "number": run.number,
        "file_sha256": run.file_id or "",
        "pack_version": run.pack_version,
        "pack_sha256": run.pack_sha256,
        "engine_version": run.engine_version,
        "law_date": _day(run.law_date),
    }


def cited(provisions: object) -> list[str]:
    """Return provisions as they are cited in Vietnamese, each once; those not checked against the gazette say so."""
    found: dict[str, None] = {}
    for item in provisions if isinstance(provisions, list) else []:
        if isinstance(item, str):
            found[item] = None
        elif isinstance(item, dict):
            cite = item.get("cite") or item.get("text") or ""
            words = str(cite.get("vi", "")) if isinstance(cite, dict) else str(cite)
            mark = " (cần kiểm chứng)" if item.get("is_to_verify") else ""
            if words:
                found[words + mark] = None
    return list(found)


def _findings(run: ScreeningRun) -> Content:
    overrides = {
        row.finding_id: row
        for row in FindingOverride.objects.filter(finding__run=run, state=FindingOverride.State.CONFIRMED).order_by(
            "settled_at"
        )
    }
    found: Content = {}
    for row in run.findings.order_by("order"):
        override = overrides.get(row.pk)
        found[row.key] = {
            "order": row.order,
            "topic": row.topic_vi,
            "text": row.text_vi,
            "said": row.outcome,
            "holds": override.outcome if override else row.outcome,
            "override_reason": override.reason if override else "",
            "provisions": cited(row.body.get("provisions")),
        }
    return found


def _inquiries(case: Case) -> Content:
    rows = case.inquiries.exclude(state__in=_GONE).exclude(role=Inquiry.Role.NOTIFY).order_by("created_at", "id")
    replaced = {row.again_for_id for row in rows if row.again_for_id and row.state != Inquiry.State.PROPOSED}
    replies = _replies(case)
    return {
        str(row.pk): {
            "body": row.body_vi,
            "role": row.role,
            "state": _STANDING[Inquiry.State(row.state)],
            "is_asked_again": row.pk in replaced,
            "provisions": cited(row.provisions),
            "reply": replies.get(row.pk),
        }
        for row in rows
    }


def _replies(case: Case) -> dict[object, Content]:
    sent = case.responses.filter(state=Response.State.SENT, outcome__in=_FINAL).order_by("number")
    return {
        row.inquiry_id: {
            "outcome": row.outcome,
            "text": row.text,
            "symbol": row.symbol,
            "dated": _day(row.dated),
            "is_deemed": row.is_deemed,
            "deemed_provisions": cited(row.deemed_provisions),
        }
        for row in sent
    }


def _opinions(case: Case) -> Content:
    rows = case.treatments.filter(response__state=Response.State.SENT).select_related("response__inquiry")
    return {
        str(row.pk): {
            "order": row.order,
            "inquiry": str(row.response.inquiry_id),
            "body": row.response.inquiry.body_vi,
            "opinion": row.opinion,
            "treatment": row.treatment,
            "text": row.text,
            "place": row.place,
        }
        for row in rows.order_by("order", "id")
    }


def _conditions(case: Case) -> Content:
    rows = case.conditions.exclude(state=DecisionCondition.State.SUPERSEDED).select_related("asked_by")
    return {
        str(row.pk): {
            "order": row.order,
            "text": row.text,
            "asked_by": row.asked_by.name_vi if row.asked_by else row.asked_by_vi,
            "legal_basis": row.legal_basis,
            "trigger": row.trigger,
            "evidence": row.evidence,
            "due_on": _day(row.due_on),
            "state": row.state,
            "explanation": row.explanation,
        }
        for row in rows.order_by("order", "id")
    }


def _recommendation(case: Case) -> Content | None:
    found = Recommendation.objects.filter(case=case).first()
    return {"proposal": found.proposal, "reasons": found.reasons} if found else None
