"""What counts of the findings: the newest finished run, with what was overruled and confirmed."""

from django.db.models import Exists, OuterRef, QuerySet

from kethop_office.appraisal.models import Case, Finding, FindingOverride, ScreeningRun

__all__ = ["counting_run", "effective_outcome", "has_open_unknown", "open_unknowns"]


def counting_run(case: Case) -> ScreeningRun | None:
    """Return the newest finished run; a failed or waiting one changes nothing."""
    return case.runs.filter(state=ScreeningRun.State.DONE).order_by("-number").first()


def open_unknowns(case: Case) -> QuerySet[Finding]:
    """Return the unknown findings of the counting run that nobody, with a second person, has overruled."""
    run = counting_run(case)
    settled = FindingOverride.objects.filter(finding=OuterRef("pk"), state=FindingOverride.State.CONFIRMED)
    rows = Finding.objects.filter(run=run, outcome=Finding.Outcome.UNKNOWN) if run else Finding.objects.none()
    return rows.exclude(Exists(settled.exclude(outcome=Finding.Outcome.UNKNOWN)))


def has_open_unknown(case: Case) -> bool:
    """Return whether something is not determined and nobody has settled it."""
    return open_unknowns(case).exists()


def effective_outcome(finding: Finding) -> str:
    """Return the outcome that counts: the last confirmed override, else the engine's."""
    last = finding.overrides.filter(state=FindingOverride.State.CONFIRMED).order_by("-settled_at").first()
    return last.outcome if last else finding.outcome
