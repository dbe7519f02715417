"""What every page of a case shows around its section: header, clock and the links to the other sections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, CaseLink, DecisionCondition, Finding, Inquiry, Letter, ScreeningRun
from kethop_office.appraisal.queries.clocks import CaseClock, case_clock
from kethop_office.appraisal.queries.letters import letters_of
from kethop_office.appraisal.queries.standing import Standing, standing_of
from kethop_office.appraisal.queries.submissions import may_read_files

__all__ = ["STAGE_LOOKS", "CaseShell", "SectionLink", "case_path", "case_shell", "open_sections", "title_of"]


# how the frame of a stage looks; the word says which it is
STAGE_LOOKS = {
    Case.Stage.FILED: "draft",
    Case.Stage.VALIDATION: "running",
    Case.Stage.COMPLETION: "paused",
    Case.Stage.SCREENING: "running",
    Case.Stage.CONSULTATION: "running",
    Case.Stage.REPORT: "running",
    Case.Stage.REVIEW: "holding",
    Case.Stage.APPROVAL: "holding",
    Case.Stage.DECISION: "holding",
    Case.Stage.APPROVED: "done",
    Case.Stage.REFUSED: "blocked",
    Case.Stage.RETURNED: "neutral",
    Case.Stage.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A link to a section of the case.

    Parameters
    ----------
    key : str
        Last part of its address; empty for the overview.
    count : str
        What is counted there, such as ``3/1/19``; empty where nothing is.
    """

    key: str
    label: str | Promise
    path: str
    count: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CaseShell:
    """What surrounds a section of a case.

    Parameters
    ----------
    title : str
        In the reader's language, as far as it was entered.
    clock : CaseClock
        The clock as this reader may see it.
    sections : tuple of SectionLink
        Only those that the reader may see.
    """

    case: Case
    standing: Standing
    title: str
    clock: CaseClock
    sections: tuple[SectionLink, ...]

    @property
    def stage_look(self) -> str:
        """How the frame of the stage looks."""
        return STAGE_LOOKS[Case.Stage(self.case.stage)]


def case_path(case: Case, section: str = "") -> str:
    """Return the address of a section of a case; the overview when none is named."""
    return f"/case/{case.reference}/{section}"


def case_shell(actor: Actor, case: Case, section: str) -> CaseShell:
    """Return the surroundings of a section, counted within what the actor may see.

    Parameters
    ----------
    section : str
        Key of the section shown, such as ``findings``; empty for the overview.
    """
    standing = standing_of(actor, case)
    shown = _shown(actor, case, standing)
    counts = _counts(actor, case, {key for key, _label, _may_see in shown}, letters_of(actor, case, standing))
    sections = tuple(
        SectionLink(key, label, case_path(case, key), counts.get(key, ""), key == section)
        for key, label, _may_see in shown
    )
    clock = case_clock(actor, case, carries=standing.carries)
    return CaseShell(case, standing, title_of(case), clock, sections)


def open_sections(actor: Actor, case: Case) -> frozenset[str]:
    """Return the keys of the sections of a case that the actor may open."""
    return frozenset(key for key, _label, _may_see in _shown(actor, case, standing_of(actor, case)))


def title_of(case: Case) -> str:
    """Return the title in the reader's language, as far as it was entered."""
    return case.shown_title


def _shown(actor: Actor, case: Case, standing: Standing) -> "list[_Section]":
    shown = [item for item in _SECTIONS if item[2](standing)]
    return shown if may_read_files(actor, case, standing) else [item for item in shown if item[0] != "submission"]


def _findings(actor: Actor, case: Case) -> str:
    run = ScreeningRun.objects.visible_to(actor).filter(case=case, state="done").order_by("-number").values("id")[:1]
    rows = (
        Finding.objects.visible_to(actor).filter(run__in=run).order_by().values_list("outcome").annotate(n=Count("id"))
    )
    counts: Mapping[str, int] = dict(rows)
    return "/".join(str(counts.get(outcome, 0)) for outcome in Finding.Outcome.values) if counts else ""


def _counts(actor: Actor, case: Case, sections: set[str], letters: QuerySet[Letter]) -> Mapping[str, str]:
    """Return what each section counts, of those that the reader may open; all but the findings in one query."""
    gone = (Inquiry.State.REMOVED, Inquiry.State.RECALLED, Inquiry.State.STEPPED_IN)
    asked = (
        Inquiry.objects.visible_to(actor).filter(case=case).exclude(state__in=gone).exclude(role=Inquiry.Role.NOTIFY)
    )
    seen = Case.objects.visible_to(actor).values("id")
    links = CaseLink.objects.visible_to(actor).filter(ended_at=None)
    rows: dict[str, QuerySet[Any]] = {
        "consultations": asked,
        "conditions": DecisionCondition.objects.visible_to(actor).filter(case=case),
        "documents": letters,
        "related": links.filter(Q(case=case, other__in=seen) | Q(other=case, case__in=seen)),
    }
    wanted = {f"n_{key}": _number(rows[key]) for key in rows if key in sections}
    if "consultations" in sections:
        wanted["answered"] = _number(asked.filter(state__in=(Inquiry.State.ANSWERED, Inquiry.State.DEEMED)))
    if not wanted:
        return {}
    found = Case.objects.filter(pk=case.pk).order_by().values_list(*wanted.values())
    numbers = dict(zip(wanted, found[0], strict=True))
    counts = {key: str(numbers[f"n_{key}"]) for key in rows if numbers.get(f"n_{key}")}
    if "consultations" in counts:
        counts["consultations"] = f"{numbers['answered']}/{counts['consultations']}"
    return {**counts, "findings": _findings(actor, case)} if "findings" in sections else counts


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _everyone(_standing: Standing) -> bool:
    return True


def _carriers(standing: Standing) -> bool:
    return standing.carries


def _carriers_and_proponent(standing: Standing) -> bool:
    return standing.carries or standing.filed


_Section = tuple[str, Promise, Callable[[Standing], bool]]
_SECTIONS: tuple[_Section, ...] = (
    ("", _("Tổng quan"), _everyone),
    ("submission", _("Hồ sơ trình"), _everyone),
    ("site", _("Khu đất"), _everyone),
    ("findings", _("Kết quả"), _carriers),
    ("consultations", _("Ý kiến"), _carriers),
    ("conditions", _("Điều kiện"), _carriers),
    ("report", _("Báo cáo"), _carriers),
    ("approvals", _("Phê duyệt"), _carriers),
    ("documents", _("Văn bản"), _carriers_and_proponent),
    ("events", _("Nhật ký"), _everyone),
    ("related", _("Liên quan"), _carriers),
)
