"""What a table may ask about a proposal, declared in ``facts.yaml``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self, TypeAlias

from pydantic import model_validator

from kethop.documents import Record
from kethop.packs.manifest import Slug
from kethop.vocabulary import Text, Unit

__all__ = ["SURFACE_MEASURES", "FactDefinition", "FactOrigin", "FactType", "FactValue", "Measure"]

FactValue: TypeAlias = "bool | Decimal | str | date | None"


class FactType(StrEnum):
    """Type of a fact's value; each has its FEEL type."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"

    @property
    def feel_type(self) -> str:
        """The ``typeRef`` that an input of a table must carry."""
        return "string" if self in {FactType.TEXT, FactType.CHOICE} else self.value


class FactOrigin(StrEnum):
    """Where a fact's value comes from."""

    DECLARED = "declared"
    MEASURED = "measured"
    DERIVED = "derived"
    LAW_DATE = "law_date"


class Measure(StrEnum):
    """What the engine measures on a site.

    ``special_zone`` is whether the site lies in a unit of the type that the manifest names; ``layer_touches`` is true or
    unknown-or-false by the layer's coverage; ``surface_state`` is ``penetrated``, ``inside``, ``inside_open`` (below what was
    computed while other surfaces are open) or ``not_reached``, and unknown where the surfaces cannot be computed.
    """

    SITE_AREA = "site_area"
    SITE_LENGTH = "site_length"
    PROVINCE_COUNT = "province_count"
    PROVINCE_CODE = "province_code"
    SPECIAL_ZONE = "special_zone"
    LAYER_TOUCHES = "layer_touches"
    LAYER_DISTANCE = "layer_distance"
    HEIGHT_ABOVE_GROUND = "height_above_ground"
    TOP_ELEVATION = "top_elevation"
    HEIGHT_ABOVE_AERODROME = "height_above_aerodrome"
    SURFACE_STATE = "surface_state"
    PERMITTED_ELEVATION = "permitted_elevation"
    PENETRATION = "penetration"
    AERODROME_DISTANCE = "aerodrome_distance"


SURFACE_MEASURES = frozenset(
    {
        Measure.HEIGHT_ABOVE_AERODROME,
        Measure.SURFACE_STATE,
        Measure.PERMITTED_ELEVATION,
        Measure.PENETRATION,
        Measure.AERODROME_DISTANCE,
    }
)
_LAYER_MEASURES = frozenset({Measure.LAYER_TOUCHES, Measure.LAYER_DISTANCE})


class FactDefinition(Record):
    """One fact.

    Parameters
    ----------
    label : Text
        The question's subject, as shown in findings and forms.
    type : FactType
        Type of the value.
    unit : Unit or None
        Unit of a number; required for numbers.
    options : Mapping of Slug to Text or None
        Values of a choice; required for choices.
    origin : FactOrigin
        Where the value comes from.
    measure, layer : Measure or None, str or None
        What is measured, and on which layer, for ``measured``.
    checked_by : Measure or None
        What is measured and must agree with a declared value: a number to 1 %, and no "no" where the map says yes. A fact
        whose declaration the measure contradicts is unknown.
    decision : Slug or None
        ``decisions/<decision>.dmn`` for ``derived``.
    how_to_learn : Text
        What to do when it is not known.
    asked_of : tuple of str
        Kinds of proposal for which ``kethop new`` lists it; empty for all.
    """

    label: Text
    type: FactType
    unit: Unit | None = None
    options: Mapping[Slug, Text] | None = None
    origin: FactOrigin
    measure: Measure | None = None
    layer: str | None = None
    checked_by: Measure | None = None
    decision: Slug | None = None
    how_to_learn: Text
    asked_of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if (self.type is FactType.NUMBER) != (self.unit is not None):
            raise ValueError("a number has a unit, nothing else has")
        if self.options is not None and self.type is not FactType.CHOICE:
            raise ValueError("only a choice has options")
        if self.type is FactType.CHOICE and not self.options:
            raise ValueError("a choice has options")
        if (self.origin is FactOrigin.MEASURED) != (self.measure is not None):
            raise ValueError("a measured fact names its measure, no other does")
        if (self.measure in _LAYER_MEASURES) != (self.layer is not None):
            raise ValueError("a measure on a layer names the layer, no other does")
        if self.checked_by is not None and self.origin is not FactOrigin.DECLARED:
            raise ValueError("only a declared fact is checked by a measure")
        if (self.origin is FactOrigin.DERIVED) != (self.decision is not None):
            raise ValueError("a derived fact names its decision, no other does")
        return self
