"""Findings of a run as the page shows them: hits, unknown, clear, and what changed since the run before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, Finding, FindingOverride, Inquiry, ScreeningRun
from kethop_office.appraisal.queries.effective import counting_run
from kethop_office.appraisal.queries.layers_used import LayerRow, layer_rows
from kethop_office.appraisal.queries.questions import spoken
from kethop_office.common.figures import date_text
from kethop_office.common.wording import sentence

__all__ = [
    "Change",
    "FindingRow",
    "FindingsView",
    "asked_overrides",
    "asking_findings",
    "failure_of",
    "finding_of",
    "finding_row",
    "findings_view",
    "override_of",
    "run_changes",
]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in the reader's language.

    Parameters
    ----------
    override : FindingOverride or None
        The last one that was asked or confirmed.
    outcome : str
        What counts.
    own : sequence of str
        For each body that is not asked because it carries the case or filed it: why.
    """

    finding: Finding
    topic: str
    text: str
    outcome: str
    provisions: Sequence[tuple[str, bool]]
    rules: Sequence[str]
    facts: Sequence[tuple[str, str, str]]
    notes: Sequence[str]
    bodies: Sequence[str]
    own: Sequence[str]
    override: FindingOverride | None


@dataclass(frozen=True, slots=True)
class FindingsView:
    """The page of one run.

    Parameters
    ----------
    run : ScreeningRun or None
        The run shown; None before any has finished.
    waiting, failed : ScreeningRun or None
        A run under way; the newest one, when it failed.
    """

    run: ScreeningRun | None
    waiting: ScreeningRun | None
    failed: ScreeningRun | None
    hits: Sequence[FindingRow]
    unknowns: Sequence[FindingRow]
    clears: Sequence[FindingRow]
    runs: Sequence[ScreeningRun]
    layers: Sequence[LayerRow]
    is_newest: bool
    may_run: bool
    may_overrule: bool
    may_settle: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of each outcome."""
        return {"hit": len(self.hits), "unknown": len(self.unknowns), "clear": len(self.clears)}

    @property
    def answered(self) -> int:
        """How many layers answered."""
        return sum(layer.as_of is not None for layer in self.layers)

    @property
    def has_several(self) -> bool:
        """Whether the case was screened more than once."""
        return len(self.runs) > 1


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a run says otherwise than the one before.

    Parameters
    ----------
    before, now : str
        Outcomes; empty where the finding, or the inquiry, is not there.
    """

    topic: str
    text: str
    before: str
    now: str


def findings_view(actor: Actor, case: Case, number: int | None) -> FindingsView | None:
    """Return the page of a finished run, the newest when ``number`` is None; None where there is no such run."""
    runs = list(ScreeningRun.objects.visible_to(actor).filter(case=case).select_related("job").order_by("-number"))
    done = [run for run in runs if run.state == ScreeningRun.State.DONE]
    run = next((item for item in done if number in {None, item.number}), None)
    if number is not None and run is None:
        return None
    rows = _rows(actor, run) if run else []
    newest = runs[0] if runs else None
    counting = counting_run(case)
    return FindingsView(
        run=run,
        waiting=newest if newest and newest.state in {"queued", "running"} else None,
        failed=newest if newest and newest.state == ScreeningRun.State.FAILED else None,
        hits=[row for row in rows if row.finding.outcome == Finding.Outcome.HIT],
        unknowns=[row for row in rows if row.finding.outcome == Finding.Outcome.UNKNOWN],
        clears=[row for row in rows if row.finding.outcome == Finding.Outcome.CLEAR],
        runs=runs,
        layers=layer_rows(run.layers) if run else (),
        is_newest=run is not None and counting is not None and run.pk == counting.pk,
        may_run=case.is_open and case.law_date is not None and actor.has(Role.OFFICER, case.lead_office_id),
        may_overrule=case.is_open and actor.has(Role.OFFICER, case.lead_office_id),
        may_settle=case.is_open and actor.has(Role.REVIEWER, case.lead_office_id),
    )


def _rows(actor: Actor, run: ScreeningRun) -> list[FindingRow]:
    found = (
        Finding.objects.visible_to(actor).filter(run=run).order_by("order").prefetch_related("inquiries", "overrides")
    )
    return [_row(item) for item in found]


def finding_row(actor: Actor, finding: Finding) -> FindingRow:
    """Return one finding that the actor may see."""
    return _row(Finding.objects.visible_to(actor).get(pk=finding.pk))


def failure_of(run: ScreeningRun | None) -> str:
    """Return why a run failed, in the reader's language: the engine's own sentence, or the office's."""
    if run is None:
        return ""
    said = run.error_fields.get("en" if get_language() == "en" else "vi")
    return str(said) if said else sentence(run.error_code)


def _row(finding: Finding) -> FindingRow:
    is_english = get_language() == "en"
    kept = sorted(finding.overrides.all(), key=lambda item: item.asked_at)
    live = [item for item in kept if item.state != FindingOverride.State.DECLINED]
    confirmed = [item for item in live if item.state == FindingOverride.State.CONFIRMED]
    gone = {Inquiry.State.REMOVED, Inquiry.State.RECALLED}
    bodies = {
        inquiry.body_en if is_english else inquiry.body_vi
        for inquiry in finding.inquiries.all()
        if inquiry.state not in gone
    }
    body = finding.body
    return FindingRow(
        finding,
        finding.topic_en if is_english else finding.topic_vi,
        finding.text_en if is_english else finding.text_vi,
        confirmed[-1].outcome if confirmed else finding.outcome,
        [(spoken(item["cite"]), bool(item["is_to_verify"])) for item in body["provisions"]],
        body["rules"],
        [_fact(item) for item in body.get("facts", ())],
        [spoken(item) for item in body["notes"]],
        sorted(bodies),
        [_own(item) for item in body.get("own", ())],
        live[-1] if live else None,
    )


def _own(item: Mapping[str, Any]) -> str:
    """Return why a body that the rules name is not asked: it carries the case, or filed it."""
    said = {"body": spoken(item)}
    if item["is_lead"]:
        return gettext("%(body)s là cơ quan thụ lý: tự xem xét nội dung này, không gửi văn bản hỏi chính mình.") % said
    return gettext("%(body)s là bên đề xuất hồ sơ: không gửi văn bản hỏi chính mình.") % said


def _fact(item: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return label, value and test of a fact; what is not known says so."""
    value = item["value"]
    if value is None:
        shown = gettext("chưa biết")
    elif isinstance(value, bool):
        shown = gettext("có") if value else gettext("không")
    elif isinstance(value, Mapping):
        shown = spoken(value)
    else:
        shown = f"{_day_or_as_it_is(str(value))} {spoken(item['unit'])}".strip()
    test = item["test"]
    return spoken(item["label"]), shown, spoken(test) if isinstance(test, Mapping) else test


def _day_or_as_it_is(text: str) -> str:
    try:
        return date_text(date.fromisoformat(text)) if text.count("-") == 2 else text
    except ValueError:
        return text


def run_changes(actor: Actor, run: ScreeningRun) -> list[Change]:
    """Return what a run says otherwise than the finished one before it: findings that changed, came or went."""
    before = (
        ScreeningRun.objects.visible_to(actor)
        .filter(case=run.case_id, state=ScreeningRun.State.DONE, number__lt=run.number)
        .order_by("-number")
        .first()
    )
    if before is None:
        return []
    old, new = (_by_key(actor, item) for item in (before, run))
    changes = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        shown = now or was
        if shown is not None and _outcome(was) != _outcome(now):
            is_english = get_language() == "en"
            topic = shown.topic_en if is_english else shown.topic_vi
            text = shown.text_en if is_english else shown.text_vi
            changes.append(Change(topic, text, _outcome(was), _outcome(now)))
    return changes


def _by_key(actor: Actor, run: ScreeningRun) -> Mapping[str, Finding]:
    return {item.key: item for item in Finding.objects.visible_to(actor).filter(run=run).order_by("order")}


def _outcome(finding: Finding | None) -> str:
    return finding.outcome if finding else ""


def override_of(actor: Actor, case: Case, key: UUID) -> FindingOverride | None:
    """Return an override of the case that waits for its second person."""
    return asked_overrides(actor, case).filter(pk=key).first()


def asked_overrides(actor: Actor, case: Case) -> QuerySet[FindingOverride]:
    """Return the overrides of the case that wait for a second person."""
    rows = FindingOverride.objects.visible_to(actor).filter(finding__case=case, state=FindingOverride.State.ASKED)
    return rows.select_related("finding", "asked_by").order_by("asked_at")


def finding_of(actor: Actor, case: Case, key: UUID) -> Finding | None:
    """Return a finding of a case, or None."""
    return Finding.objects.visible_to(actor).filter(case=case, pk=key).first()


def asking_findings(case: Case) -> QuerySet[Finding]:
    """Return the findings of the counting run about which a body may be asked: those that are not clear."""
    return Finding.objects.filter(run=counting_run(case)).exclude(outcome=Finding.Outcome.CLEAR).order_by("order")
