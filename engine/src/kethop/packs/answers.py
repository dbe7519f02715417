"""What the table of a topic answers, and what a derivation gives, as values."""

from dataclasses import dataclass
from enum import StrEnum

from kethop.packs.facts import FactValue
from kethop.rules import DecisionTrace
from kethop.vocabulary import LegalReference, Outcome, Role, Silence, Unit

__all__ = ["Derivation", "RowAnswer", "TopicAnswer", "TopicColumn"]


class TopicColumn(StrEnum):
    """Outputs and annotations that the table of a topic may have."""

    OUTCOME = "outcome"
    MESSAGE = "message"
    BODY = "body"
    ROLE = "role"
    PERIOD = "period"
    UNIT = "unit"
    SILENCE = "silence"
    ASKER = "asker"
    ASK_WITHIN = "ask_within"
    REFERENCE = "reference"
    PERIOD_REFERENCE = "period reference"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One row of a topic's table that applies or might apply.

    Parameters
    ----------
    rule : str
        Id of the row in its DMN file.
    is_certain : bool
        True when every cell holds; False when a missing fact leaves it open.
    missing : tuple of str
        Facts that leave the row open; of a row that speaks of their absence (a cell ``null``), those facts.
    outcome : Outcome
        What the row says when it applies.
    message : str
        Slug of its sentence.
    body, asker : str or None
        Who is asked, and who asks.
    role : Role or None
        Power of the body.
    period : int or None
        Days to answer; None when the provision states none.
    unit : Unit or None
        Working days or days.
    silence : Silence
        What no answer means.
    ask_within : int or None
        Working days in which the file is sent.
    references, period_references : tuple of LegalReference
        Provisions of the row, and of its period where they differ.
    note : str
        The rule officer's remark.
    """

    rule: str
    is_certain: bool
    missing: tuple[str, ...]
    outcome: Outcome
    message: str
    body: str | None
    asker: str | None
    role: Role | None
    period: int | None
    unit: Unit | None
    silence: Silence
    ask_within: int | None
    references: tuple[LegalReference, ...]
    period_references: tuple[LegalReference, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """What the table of one topic says.

    Parameters
    ----------
    topic : str
        The topic.
    rows : tuple of RowAnswer
        Rows that apply or might; empty when the table has no row for the case, which is never "clear".
    trace : DecisionTrace
        Every rule and cell.
    """

    topic: str
    rows: tuple[RowAnswer, ...]
    trace: DecisionTrace


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact that a decision gives.

    Parameters
    ----------
    fact : str
        The fact.
    value : FactValue
        Its value; None when it is not determined.
    missing : tuple of str
        Facts that leave it open.
    trace : DecisionTrace
        How it was derived.
    """

    fact: str
    value: FactValue
    missing: tuple[str, ...]
    trace: DecisionTrace
