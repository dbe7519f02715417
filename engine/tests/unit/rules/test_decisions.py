"""Deciding: inputs by type, traces of every rule, violations that fail closed."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from kethop.errors import DmnError, FeelSyntaxError, Place, RuleError
from kethop.rules import RuleStatus, decide, decide_service, find_faults, json_text, read_dmn, to_plain

ROWS = [
    ('"coast"', ">= 45", '"military command"', "Decree 32/2016 art. 8"),
    ('"coast"', "< 45", '"nobody"', "Decree 32/2016 art. 9"),
    ('"border"', "-", '"border guard"', "Decree 34/2014 art. 4"),
]


@pytest.fixture
def consultees(samples):
    logic = samples.table("UNIQUE", ["zone", "height"], [""], ROWS, annotations=("reference",))
    return samples.model(
        samples.input_data("zone", "string"),
        samples.input_data("height", "number"),
        samples.decision("whom", logic, "i_zone", "i_height", type_ref="string"),
    )


def statuses(result):
    return [rule.status.value for rule in result.trace.table.rules]


def test_the_trace_names_every_rule_and_its_reference(consultees):
    result = decide(consultees, "whom", {"zone": "coast", "height": 45})
    assert result.value == "military command"
    assert statuses(result) == ["matched", "excluded", "excluded"]
    first = result.trace.table.matched[0]
    assert (first.index, first.id, first.outputs) == (1, "r1", {"whom": "military command"})
    assert first.annotations == {"reference": "Decree 32/2016 art. 8"}
    assert [(cell.text, cell.result) for cell in first.cells] == [('"coast"', True), (">= 45", True)]
    assert [clause.value for clause in result.trace.table.inputs] == ["coast", Decimal(45)]
    assert result.violations == ()


def test_a_missing_input_makes_rules_possible_never_excluded(consultees):
    result = decide(consultees, "whom", {"zone": "coast"})
    assert result.value is None
    assert statuses(result) == ["possible", "possible", "excluded"]
    assert result.trace.table.possible[0].outputs == {"whom": "military command"}
    result = decide(consultees, "whom", {"height": 50})
    assert statuses(result) == ["possible", "excluded", "possible"]
    assert [cell.result for cell in result.trace.table.rules[0].cells] == [False, True]
    assert statuses(decide(consultees, "whom", {})) == ["possible"] * 3


def test_the_plain_trace_is_json(consultees):
    plain = decide(consultees, "whom", {"zone": "coast"}).trace.to_plain()
    assert plain["table"]["rules"][0]["status"] == "possible"
    assert '"reference": "Decree 32/2016 art. 8"' in json_text(plain)


def test_an_input_of_the_wrong_type_is_null_and_a_violation(consultees):
    result = decide(consultees, "whom", {"zone": "coast", "height": "tall", "hieght": 3})
    assert statuses(result)[0] == "possible"
    assert [violation.code for violation in result.violations] == ["rules.input_unknown", "rules.input_wrong_type"]
    assert result.violations[1].fields == {"name": "height", "expected": "number", "actual": "string"}


def test_a_float_is_no_number(consultees):
    with pytest.raises(RuleError, match=r"rules\.value_unreadable"):
        decide(consultees, "whom", {"height": 0.1})


def test_decisions_are_found_by_id_too(consultees):
    assert decide(consultees, "d_whom", {"zone": "border"}).value == "border guard"
    with pytest.raises(DmnError, match=r"dmn\.decision_unknown"):
        decide(consultees, "who", {})
    with pytest.raises(DmnError, match=r"dmn\.decision_unknown"):
        decide_service(consultees, "who", {})


@pytest.mark.parametrize(
    ("policy", "outputs", "code", "fields"),
    [
        ("UNIQUE", ("1", "1"), "rules.unique_violated", {"rules": "1, 2"}),
        ("ANY", ("1", "2"), "rules.any_violated", {"rules": "1, 2"}),
        (
            'COLLECT" aggregation="SUM',
            ("1", '"a"'),
            "rules.aggregation_failed",
            {"aggregation": "SUM", "rules": "1, 2"},
        ),
    ],
)
def test_violated_policies_give_null_and_say_which_rules(samples, policy, outputs, code, fields):
    logic = samples.table(policy, ["x"], [""], [("-", outputs[0]), ("> 0", outputs[1])])
    model = samples.model(samples.input_data("x"), samples.decision("d", logic, "i_x"))
    result = decide(model, "d", {"x": 1})
    assert result.value is None
    assert [(violation.code, violation.fields) for violation in result.violations] == [(code, fields)]
    assert result.trace.table.violations == result.violations


def test_values_outside_the_allowed_ones_are_violations(samples):
    logic = samples.table("UNIQUE", [("x", "[0..10]")], [("", '"a", "b"')], [("-", '"c"')])
    model = samples.model(samples.input_data("x"), samples.decision("d", logic, "i_x"))
    result = decide(model, "d", {"x": 11})
    assert result.value == "c"
    assert [violation.code for violation in result.violations] == [
        "rules.input_not_allowed",
        "rules.output_not_allowed",
    ]
    assert decide(model, "d", {}).violations[0].code == "rules.output_not_allowed"


def test_required_decisions_are_decided_once_and_traced(samples):
    model = samples.model(
        samples.input_data("x"),
        samples.decision("base", samples.literal("x + 1"), "i_x"),
        samples.decision("left", samples.literal("base * 2"), "d_base"),
        samples.decision("right", samples.literal("base * 3"), "d_base"),
        samples.decision("top", samples.literal("left + right"), "d_left", "d_right"),
    )
    trace = decide(model, "top", {"x": 1}).trace
    left, right = trace.required
    assert trace.value == 10
    assert left.required[0] is right.required[0]
    assert trace.to_plain()["required"][0]["name"] == "left"


def test_a_chain_of_a_thousand_decisions_is_decided(samples):
    parts = [samples.decision("n0", samples.literal("1"))]
    parts += [samples.decision(f"n{i}", samples.literal(f"n{i - 1} + 1"), f"d_n{i - 1}") for i in range(1, 1000)]
    assert decide(samples.model(*parts), "n999", {}).value == 1000


def test_a_value_that_is_not_of_the_decisions_type_is_null(samples):
    model = samples.model(samples.decision("d", samples.literal('"a"'), type_ref="number"))
    result = decide(model, "d", {})
    assert result.value is None
    assert result.trace.diagnostics[0].code == "feel.not_of_type"


def test_a_table_inside_logic_is_traced_too(samples):
    inner = samples.table("UNIQUE", ["x"], [""], [("> 1", '"big"')])
    logic = f'<context><contextEntry><variable name="size"/>{inner}</contextEntry></context>'
    model = samples.model(samples.input_data("x"), samples.decision("d", logic, "i_x"))
    result = decide(model, "d", {"x": 2})
    assert result.value == {"size": "big"}
    assert result.trace.table is None
    assert result.trace.inner_tables[0].matched[0].outputs == {"size": "big"}


def test_a_text_that_does_not_parse_names_file_and_row(samples):
    logic = samples.table("UNIQUE", ["x"], [""], [("> >", "1")])
    model = samples.model(samples.input_data("x"), samples.decision("d", logic, "i_x"))
    with pytest.raises(FeelSyntaxError) as caught:
        decide(model, "d", {"x": 2})
    assert (caught.value.place.source, caught.value.place.line, caught.value.place.path) == ("sample.dmn", 4, "rule 1")


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("date", "2024-02-29", "2024-02-29"),
        ("date", date(2024, 2, 29), "2024-02-29"),
        ("date", "29/02/2024", None),
        ("time", time(10, 0, tzinfo=UTC), "10:00:00Z"),
        ("time", "10:00:00", "10:00:00"),
        ("date and time", "2024-02-29T10:00:00+07:00", "2024-02-29T10:00:00+07:00"),
        ("dateTime", datetime(2024, 2, 29, 10, 0, 0, 500_000, tzinfo=UTC), "2024-02-29T10:00:00.5Z"),
        ("date and time", date(2024, 2, 29), "2024-02-29T00:00:00Z"),
        ("days and time duration", timedelta(days=1, seconds=60), "P1DT1M"),
        ("years and months duration", "P1Y", "P1Y"),
        ("days and time duration", "P1Y", None),
        ("number", Decimal("1.50"), Decimal("1.50")),
        ("number", "1", None),
        ("boolean", True, True),
        ("number", True, None),
        ("list<date>", ["2024-02-29"], ["2024-02-29"]),
        ("list<number>", 5, [5]),
        ("string", ["a"], "a"),
        ("", "2024-02-29", "2024-02-29"),
        ("context<a: date, b: number>", {"a": "2024-02-29"}, {"a": "2024-02-29", "b": None}),
    ],
)
def test_inputs_are_made_to_conform_to_their_type(samples, type_ref, given, expected):
    kind = type_ref.replace("<", "&lt;")
    model = samples.model(samples.input_data("x", kind), samples.decision("d", samples.literal("x"), "i_x"))
    assert to_plain(decide(model, "d", {"x": given}).value) == expected


def test_names_are_composed_before_they_are_compared(samples):
    apart = unicodedata.normalize("NFD", "độ")
    model = samples.model(samples.input_data(apart), samples.decision("d", samples.literal("độ + 1"), f"i_{apart}"))
    assert decide(model, "d", {apart: 1}).value == 2
    assert decide(model, "d", {"độ": 1}).value == 2


def test_priority_takes_the_order_of_the_outputs_type(samples):
    kind = '<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>"b", "a"</text></allowedValues></itemDefinition>'
    logic = samples.table("PRIORITY", ["x"], [""], [("-", '"a"'), ("-", '"b"')])
    model = samples.model(kind, samples.input_data("x"), samples.decision("d", logic, "i_x", type_ref="t"))
    assert decide(model, "d", {"x": 1}).value == "b"
    assert decide(model, "d", {"x": 1}).trace.table.rules[0].status is RuleStatus.MATCHED


def test_deep_logic_is_an_error_not_a_crash(samples):
    logic = samples.table("UNIQUE", ["+".join(["1"] * 5_000)], [""], [("-", "1")])
    model = samples.model(samples.decision("d", logic), samples.decision("e", samples.literal("+".join(["1"] * 5_000))))
    for name, line in (("e", 4), ("d", 2)):
        with pytest.raises(RuleError) as raised:
            decide(model, name, {})
        assert (raised.value.code, raised.value.fields["kind"]) == ("rules.limit", "too_deep")
        assert raised.value.place == Place("sample.dmn", line)


def test_a_limit_reached_below_ends_the_whole_decision(samples):
    long = samples.decision("a", samples.literal("count(for i in 1..1000000000 return i)"))
    link = '<informationRequirement><requiredDecision href="#d_a"/></informationRequirement>'
    above = samples.decision("b", link + samples.literal("if a = null then 1 else 2"))
    service = '<decisionService id="s" name="s"><outputDecision href="#d_b"/><encapsulatedDecision href="#d_a"/></decisionService>'
    model = samples.model(long, above, service)
    for run in (lambda: decide(model, "b", {}), lambda: decide_service(model, "s", {})):
        with pytest.raises(RuleError) as raised:
            run()
        assert dict(raised.value.fields) == {"kind": "too_many_steps", "limit": 1_000_000}
        assert raised.value.place == Place("sample.dmn", 2)


def test_imported_inputs_are_nested_dotted_or_bare(samples):
    inner = read_dmn(
        samples.definitions(samples.input_data("x"), samples.decision("y", samples.literal("x + 1"), "i_x")).replace(
            b"urn:sample", b"urn:inner"
        ),
        source="inner.dmn",
    )
    link = '<informationRequirement><requiredDecision href="urn:inner#d_y"/></informationRequirement>'
    parts = [
        '<import name="my model" namespace="urn:inner"/>',
        samples.decision("z", link + samples.literal("my model.y * 2")),
    ]
    outer = read_dmn(samples.definitions(*parts), source="outer.dmn", imports=[inner])
    for inputs in ({"my model": {"x": 4}}, {"my model.x": 4}, {"x": 4}):
        result = decide(outer, "z", inputs)
        assert (result.value, result.violations) == (10, ())
    unnamed = samples.definitions(*parts).replace(b'name="my model"', b'name=""').replace(b"my model.y", b"y")
    assert decide(read_dmn(unnamed, source="outer.dmn", imports=[inner]), "z", {"x": 1}).value == 4
    assert find_faults(read_dmn(samples.definitions(*parts), source="outer.dmn"))[0].code == "dmn.reference_unknown"


def test_a_service_gives_values_of_its_type_or_none(samples):
    service = (
        '<decisionService id="s" name="s"><variable name="s" typeRef="{}"/><outputDecision href="#d_a"/>'
        '<outputDecision href="#d_b"/><inputData href="#i_x"/></decisionService>'
    )
    parts = [
        samples.input_data("x", "number"),
        samples.decision("a", samples.literal("x"), "i_x"),
        samples.decision("b", samples.literal('"b"')),
    ]
    good = samples.model(*parts, service.format("context&lt;a: number, b: string&gt;"))
    assert decide_service(good, "s", {"x": 1}) == {"a": 1, "b": "b"}
    bad = samples.model(*parts, service.format("context&lt;a: string&gt;"))
    assert decide_service(bad, "s", {"x": 1}) == {"a": None, "b": None}
    assert decide_service(samples.model(*parts, service.format("")), "s", {"x": 1}) == {"a": 1, "b": "b"}
