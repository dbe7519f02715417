"""Proposals that are being written."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from kethop_office.api.shapes.texts import Line, Long, Name, Reference, Short
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.drafts import documents
from kethop_office.appraisal.queries.panels import Panel
from kethop_office.appraisal.queries.questions import Choice, PackQuestions
from kethop_office.appraisal.queries.readiness import missing_answers

__all__ = [
    "DetailsIn",
    "DraftIn",
    "DraftOut",
    "HeightsIn",
    "KindIn",
    "QuestionsOut",
    "SentOut",
    "SiteIn",
    "SiteOut",
    "draft_out",
    "questions_out",
    "site_out",
]


class ChoiceOut(Schema):
    """A value with its label."""

    value: str
    label: str


class QuestionOut(Schema):
    """A fact that the law asks of this kind of proposal; `how` says what to do when it is not known."""

    name: str
    label: str
    kind: str
    unit: str
    options: list[ChoiceOut]
    how: str
    topic: str


class QuestionsOut(Schema):
    """What a proposal is asked."""

    kinds: list[ChoiceOut]
    systems: list[ChoiceOut]
    lead_offices: list[ChoiceOut]
    filing_offices: list[ChoiceOut]
    questions: list[QuestionOut]


class DraftIn(Schema):
    """A new draft: of an office of the account, or the next submission of a case."""

    office: UUID | None = None
    case: Reference | None = None


class KindIn(Schema):
    """Kind of proposal, and who takes it in; `amendment_of` is the reference of a case that it changes."""

    kind: Short
    lead_office: UUID
    amendment_of: Reference | None = None


class DetailsIn(Schema):
    """Name, proponent, communes (codes or names), and the facts that are known, by the names of the questions."""

    title: Line
    title_en: Line = ""
    proponent: Name
    communes: list[Name] = Field([], max_length=200)
    facts: dict[Short, bool | Decimal | Line | None] = Field({}, max_length=500)


class ShieldIn(Schema):
    """An existing object behind which the work stands; degrees WGS 84, metres above sea level."""

    name: Name
    longitude: Decimal
    latitude: Decimal
    top_elevation: Decimal


class HeightsIn(Schema):
    """Heights in metres; two of the three are enough."""

    ground_elevation: Decimal | None = None
    height: Decimal | None = None
    top_elevation: Decimal | None = None
    shields: list[ShieldIn] = Field([], max_length=3)


class SiteIn(Schema):
    """Where: `way` is `table`, `file`, `units`, `park` or `none`; `units` has a line for each."""

    way: Short
    crs: Short = ""
    column_order: Short = ""
    table: Long = ""
    layer: Name = ""
    unit: Short = ""
    units: Long = ""
    park: Line = ""
    area_ha: Short = ""
    area_reason: Line = ""
    repair: bool = False


class MissingOut(Schema):
    """Something to enter before the draft can be sent."""

    step: str
    sentence: str


class FiledDocument(Schema):
    """A document of the draft."""

    sha256: str
    name: str
    media_type: str
    component: str
    size: int


class DraftOut(Schema):
    """A draft; its `ETag` is its version."""

    id: UUID
    version: int
    office: UUID
    case: str | None
    saved_at: datetime
    is_sent: bool
    site_name: str
    answers: dict[str, Any]
    documents: list[FiledDocument]
    missing: list[MissingOut]


class CheckedLine(Schema):
    """One thing checked of a site: `pass`, `notice`, `fault` or `unknown`."""

    state: str
    text: str
    cure: str


class SiteOut(Schema):
    """The draft with what was found of its site; `layers` are those among which one must be chosen."""

    draft: DraftOut
    is_in_order: bool
    lines: list[CheckedLine]
    layers: list[str]


class SentOut(Schema):
    """What a sent draft became."""

    reference: str
    number: int
    filed_at: datetime


def questions_out(asked: PackQuestions, leads: list[tuple[UUID, str]], offices: list[tuple[UUID, str]]) -> QuestionsOut:
    """Return what a proposal is asked, in the reader's language."""
    return QuestionsOut(
        kinds=_choices(asked.kinds),
        systems=_choices(asked.systems),
        lead_offices=_choices([(str(key), name) for key, name in leads]),
        filing_offices=_choices([(str(key), name) for key, name in offices]),
        questions=[
            QuestionOut(
                name=item.name,
                label=item.label,
                kind=item.kind,
                unit=item.unit,
                options=_choices(item.options),
                how=item.how,
                topic=item.topic,
            )
            for item in asked.questions
        ],
    )


def draft_out(draft: ProposalDraft) -> DraftOut:
    """Return a draft."""
    return DraftOut(
        id=draft.pk,
        version=draft.version,
        office=draft.office_id,
        case=draft.case.reference if draft.case else None,
        saved_at=draft.saved_at,
        is_sent=draft.sent_at is not None,
        site_name=draft.site_name,
        answers={step: answers for step, answers in draft.answers.items() if step != "files"},
        documents=[
            FiledDocument(**{name: item[name] for name in FiledDocument.model_fields}) for item in documents(draft)
        ],
        missing=[MissingOut(step=item.step, sentence=str(item.sentence)) for item in missing_answers(draft)],
    )


def site_out(draft: ProposalDraft, panel: Panel | None) -> SiteOut:
    """Return a draft with what was found of its site."""
    lines = panel.lines if panel else ()
    return SiteOut(
        draft=draft_out(draft),
        is_in_order=bool(draft.answers.get("site", {}).get("is_in_order")),
        lines=[CheckedLine(state=line.state, text=line.text, cure=line.cure) for line in lines],
        layers=list(panel.layers) if panel else [],
    )


def _choices(values: "list[Choice] | tuple[Choice, ...]") -> list[ChoiceOut]:
    return [ChoiceOut(value=value, label=str(label)) for value, label in values]
