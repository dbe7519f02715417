"""A fact says what it is, in parts that fit together."""

import pytest
from pydantic import ValidationError

from kethop.packs import FactDefinition, FactOrigin, FactType

TEXT = {"vi": "x", "en": "x"}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"type": "number"}, "a number has a unit, nothing else has"),
        ({"type": "boolean", "unit": "m"}, "a number has a unit, nothing else has"),
        ({"type": "boolean", "options": {"a": TEXT}}, "only a choice has options"),
        ({"type": "choice"}, "a choice has options"),
        ({"type": "choice", "options": {}}, "a choice has options"),
        ({"type": "boolean", "origin": "measured"}, "a measured fact names its measure, no other does"),
        ({"type": "boolean", "measure": "layer_touches"}, "a measured fact names its measure, no other does"),
        (
            {"type": "boolean", "origin": "measured", "measure": "layer_touches"},
            "a measure on a layer names the layer, no other does",
        ),
        (
            {"type": "number", "unit": "ha", "origin": "measured", "measure": "site_area", "layer": "zones"},
            "a measure on a layer names the layer, no other does",
        ),
        ({"type": "boolean", "origin": "derived"}, "a derived fact names its decision, no other does"),
        ({"type": "boolean", "decision": "group"}, "a derived fact names its decision, no other does"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: dict[str, object], problem: str) -> None:
    fact = {"label": TEXT, "how_to_learn": TEXT, "origin": "declared", **parts}
    with pytest.raises(ValidationError) as caught:
        FactDefinition.model_validate(fact, strict=False)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "feel"),
    [("boolean", "boolean"), ("number", "number"), ("text", "string"), ("choice", "string"), ("date", "date")],
)
def test_each_type_has_its_feel_type(kind: str, feel: str) -> None:
    assert FactType(kind).feel_type == feel


def test_facts_come_from_four_places() -> None:
    assert [origin.value for origin in FactOrigin] == ["declared", "measured", "derived", "law_date"]
