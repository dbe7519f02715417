"""What the pages of the report, its review and its approvals show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import (
    Case,
    Recommendation,
    ReportSection,
    ReportVersion,
    Review,
)
from kethop_office.appraisal.queries.content import Content, content_of
from kethop_office.appraisal.queries.obstacles import Obstacle, case_obstacles, case_warnings
from kethop_office.appraisal.queries.prepared import Fact, prepared_facts
from kethop_office.appraisal.queries.versions import (
    last_version,
    standing_review,
)
from kethop_office.common.wording import sentence

__all__ = ["ReportPage", "SectionView", "insertions", "report_page", "section_of", "section_view"]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its facts as they are now.

    Parameters
    ----------
    facts : list
        Facts made from the records of this moment.
    is_old : bool
        Whether they differ from those last prepared.
    """

    section: ReportSection
    facts: list[Fact]
    is_old: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the page on which it is settled."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report as its officer sees it."""

    sections: list[SectionView]
    recommendation: Recommendation | None
    obstacles: list[Told]
    warnings: list[Told]
    version: ReportVersion | None
    review: Review | None
    notes: Mapping[str, str]
    may_edit: bool
    may_send: bool

    @property
    def is_old(self) -> bool:
        """Whether any prepared fact is no longer as it was."""
        return any(view.is_old for view in self.sections)


_EDITED = (Case.Stage.CONSULTATION, Case.Stage.REPORT, Case.Stage.REVIEW, Case.Stage.APPROVAL, Case.Stage.DECISION)


def report_page(actor: Actor, case: Case) -> ReportPage:
    """Return the report of a case."""
    content = content_of(case)
    rows = ReportSection.objects.visible_to(actor).filter(case=case).select_related("edited_by").order_by("order")
    version = last_version(case)
    said = standing_review(version) if version else None
    is_officer = actor.has(Role.OFFICER, case.lead_office_id)
    return ReportPage(
        sections=[section_view(row, content) for row in rows],
        recommendation=Recommendation.objects.visible_to(actor).filter(case=case).select_related("edited_by").first(),
        obstacles=told(case_obstacles(case), case),
        warnings=told(case_warnings(case), case),
        version=version,
        review=said,
        notes=said.section_notes if said and said.action == Review.Action.RETURNED else {},
        may_edit=is_officer and case.stage in _EDITED,
        may_send=is_officer and case.stage in {Case.Stage.REPORT, Case.Stage.CONSULTATION},
    )


def section_view(row: ReportSection, content: Content) -> SectionView:
    """Return a section with fresh facts."""
    facts = prepared_facts(row.key, content)
    return SectionView(row, facts, is_old=row.prepared.get("facts", []) != facts)


def told(obstacles: tuple[Obstacle, ...], case: Case) -> list[Told]:
    """Return obstacles as sentences in the reader's language, each once."""
    rows = [Told(sentence(item.code, _fields(item)), f"/case/{case.reference}/{item.section}") for item in obstacles]
    return list(dict.fromkeys(rows))


def _fields(item: Obstacle) -> dict[str, object]:
    fields = dict(item.fields)
    if get_language() == "en":
        fields.update(
            {name.removesuffix("_en"): value for name, value in item.fields.items() if name.endswith("_en") and value}
        )
    return fields


def insertions(content: Content) -> list[tuple[str, str, str]]:
    """Return what may be put into a section's text: key, name, words."""
    found = [
        (f"finding:{key}", str(item["topic"]), f"{item['topic']}: {item['text']}")
        for key, item in content["findings"].items()
        if item["holds"] != "clear"
    ]
    found += [
        (f"inquiry:{key}", str(item["body"]), f"Ý kiến của {item['body']}: {item['reply']['text']}")
        for key, item in content["inquiries"].items()
        if item["reply"] and item["reply"]["text"]
    ]
    return found


def section_of(actor: Actor, case: Case, key: str) -> ReportSection | None:
    """Return one section of the report of a case, or None."""
    return ReportSection.objects.visible_to(actor).filter(case=case, key=key).first()
