"""What an appraisal returns, in the shape in which it is stored (``docs/reference/run.schema.json``)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from kethop.appraisal.site_records import Sha256, SiteRecord, SurfaceRecord
from kethop.documents import Record
from kethop.vocabulary import (
    ClassificationLevel,
    Language,
    LegalReference,
    Outcome,
    Role,
    Silence,
    Text,
    TrustMark,
    Unit,
)

__all__ = [
    "CitedProvision",
    "Finding",
    "Inquiry",
    "LayerUse",
    "PackUse",
    "PeriodStatement",
    "ScreeningRun",
    "UnknownFact",
    "cited",
]


class CitedProvision(Record):
    """A provision as a finding cites it."""

    id: Annotated[str, Field(description="FRBR-style identifier of the provision")]
    cite: Text
    valid_from: date
    valid_to: date | None
    trust: TrustMark
    is_to_verify: Annotated[bool, Field(description="Not yet compared with the gazette: shown as 'to verify'")]


class Finding(Record):
    """One answer of one topic."""

    id: str
    topic: str
    topic_label: Text
    outcome: Outcome
    message: Annotated[str, Field(description="Slug of the sentence; 'undetermined' when a fact is missing")]
    text: Text
    provisions: tuple[CitedProvision, ...]
    rules: Annotated[tuple[str, ...], Field(description="Rows of the topic's table that applied or might apply")]
    missing: Annotated[tuple[str, ...], Field(description="Facts whose absence leaves it open")]
    notes: tuple[Text, ...]


class PeriodStatement(Record):
    """How long a body has to answer, and how sure that is."""

    state: Annotated[
        Literal["stated", "none_stated", "unverified", "not_determined"],
        Field(
            description="none_stated: the law in force states none; unverified: the number was last known but is not "
            "confirmed for this date; not_determined: the law was not read or gives no class"
        ),
    ]
    days: int | None
    unit: Unit | None
    provisions: tuple[CitedProvision, ...]


class Inquiry(Record):
    """One body to be asked or told."""

    id: str
    body: str
    body_label: Text
    role: Role
    is_certain: Annotated[bool, Field(description="False when it is asked because something is unknown")]
    findings: Annotated[tuple[str, ...], Field(min_length=1)]
    asker_label: Text | None
    ask_by: date | None
    ask_by_sum: Text | None
    period: PeriodStatement
    last_day: date | None
    sum: Annotated[Text | None, Field(description="The sum of the last day in words")]
    is_estimated: Annotated[bool, Field(description="A year's days off are not decided yet")]
    silence: Silence


class UnknownFact(Record):
    """Something that is not known, why, and how to learn it: a fact of the case, or what a rule says (by finding id)."""

    fact: str
    label: Text
    reason: str
    text: Text
    how_to_learn: Text


class PackUse(Record):
    """The pack that was used."""

    id: str
    version: str
    sha256: Sha256
    is_illustrative: bool


class LayerUse(Record):
    """A layer that was asked, and what became of it."""

    id: str
    state: str
    sha256: Sha256 | None
    as_of: date | None
    classification: ClassificationLevel | None


class ScreeningRun(Record):
    """Everything that one appraisal used and found; the same input gives the same bytes."""

    format: Literal["kethop-run/1"]
    engine_version: str
    law_date: date
    asked_on: date
    is_asked_on_assumed: Annotated[bool, Field(description="Not given in the proposal: the day of submission is taken")]
    is_illustrative: bool
    title: Text
    proponent: str
    pack: PackUse
    layers: tuple[LayerUse, ...]
    site: SiteRecord | None
    surfaces: Annotated[SurfaceRecord | None, Field(description="The set of surfaces that governs")]
    other_surfaces: Annotated[tuple[SurfaceRecord, ...], Field(description="The other sets that hold on the day")]
    findings: tuple[Finding, ...]
    inquiries: tuple[Inquiry, ...]
    unknown: tuple[UnknownFact, ...]
    facts: Annotated[Mapping[str, JsonValue], Field(description="Value of every fact; null when unknown")]
    input: Annotated[
        Mapping[str, JsonValue], Field(description="Proposal and site file as filed, base64, for the replay")
    ]
    trace: Annotated[tuple[Mapping[str, JsonValue], ...], Field(description="Each decision: rules, cells, outputs")]


def cited(reference: LegalReference) -> CitedProvision:
    """Return a reference as findings cite it."""
    return CitedProvision(
        id=reference.frbr_id,
        cite=Text(vi=reference.cite(Language.VI), en=reference.cite(Language.EN)),
        valid_from=reference.period.valid_from,
        valid_to=reference.period.valid_to,
        trust=reference.trust,
        is_to_verify=reference.trust.is_to_verify,
    )
