"""One evaluation has one budget: what is bounded alone does not add up without end."""

import pytest

from kethop.errors import RuleError
from kethop.rules import decide, evaluate, parse_expression, parse_unary_tests, read_dmn
from kethop.rules.feel import budget
from kethop.rules.feel.budget import Budget, current_budget, one_budget, spend

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
DOUBLED = ", ".join(f"x{number}: [x{number - 1}, x{number - 1}]" for number in range(1, 40))
DEEP = f"{{x0: [1], {DOUBLED}, y0: [1], {DOUBLED.replace('x', 'y')}, %s}}"

UNITS = 100_000


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """A hundredth of the real budget: what ends in a tenth of a second here ends in ten seconds there."""
    assert budget.MAX_WORK == 100 * UNITS
    monkeypatch.setattr(budget, "MAX_WORK", UNITS)


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..2000 return count(for j in 1..2000 return i)",
        "count(for i in 1..300 return some x in 1..500 satisfies false)",
        "for a in 1..999999, b in [] return 1",
        'for i in 1..100 return matches("' + "a" * 100 + '", "^a*a*b$")',
        'for i in 1..3000 return "' + "a" * 900 + '" + "b"',
        "for i in 1..90 return concatenate(for j in 1..2000 return j, [1])",
        "for i in 1..3000 return count(partial)",
        "count(distinct values(for i in 1..2000 return i))",
        "sort(for i in 1..20000 return modulo(i * 7919, 10007), function(a, b) a < b)",
        "{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(60)}.r",
        DEEP % "z: x39 = y39",
        DEEP % "z: string(x39)",
        DEEP % "z: count(flatten(x39))",
        DEEP % "z: distinct values([x39, y39])",
    ],
)
def test_an_evaluation_ends(text):
    with pytest.raises(RuleError, match=r"rules\.limit") as raised:
        evaluate(parse_expression(text))
    assert dict(raised.value.fields) == {"kind": "too_much_work", "limit": UNITS}


def test_letters_of_a_text_are_counted_as_they_are_made():
    text = '{a: "' + "a" * 1000 + '", r: for i in 1..900 return string join([a, a, a], ", ")}.r'
    with pytest.raises(RuleError, match="too_much_work"):
        evaluate(parse_expression(text))


def model(*decisions, types=""):
    body = "".join(
        f'<decision id="d{number}" name="d{number}"><variable name="d{number}"{kind}/>{links}<literalExpression><text>{text}</text>'
        "</literalExpression></decision>"
        for number, (text, links, kind) in enumerate(decisions)
    )
    return read_dmn(
        f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t">{types}{body}</definitions>'.encode(),
        source="t.dmn",
    )


def test_all_decisions_of_one_question_share_the_budget():
    heavy = "count(for i in 1..8000 return i + i)"
    links = "".join(
        f'<informationRequirement><requiredDecision href="#d{number}"/></informationRequirement>' for number in range(6)
    )
    subject = model(*[(heavy, "", "")] * 6, ("d0", links, ""))
    assert decide(subject, "d0", {}).value == 8_000
    with pytest.raises(RuleError, match="too_much_work") as raised:
        decide(subject, "d6", {})
    assert raised.value.place.source == "t.dmn"


def test_constraints_of_types_are_part_of_it():
    types = (
        '<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>count(for i in 1..900 return i) = ?</text></allowedValues>'
        '</itemDefinition><itemDefinition name="tt" isCollection="true"><typeRef>t</typeRef></itemDefinition>'
    )
    subject = model(("for i in 1..900 return 900", "", ' typeRef="tt"'), types=types)
    with pytest.raises(RuleError, match="too_much_work"):
        decide(subject, "d0", {})


def test_a_value_that_would_be_too_long_to_write_is_no_answer():
    with pytest.raises(RuleError, match="too_much_work"):
        decide(model((DEEP % "z: 1", "", "")), "d0", {})


def test_budgets_inside_each_other_are_one_and_apart_are_new():
    with one_budget():
        outer = current_budget()
        with one_budget():
            spend(5)
            evaluate(parse_unary_tests("> 1"), {"?": 2})
            assert current_budget() is outer
        assert outer.left < UNITS - 5
    assert current_budget().left == UNITS
    spend(UNITS + 1)
    with pytest.raises(RuleError):
        Budget().spend(UNITS + 1)
