"""Tables over columns against the interpreter, row by row, on random tables and values."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kethop.rules import decide, read_dmn
from kethop.rules.vectorised import RowDecider, compile_table

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
MOMENTS = [datetime(2024, 2, 29, 23, 59, 59, part, UTC) for part in (0, 999_000, 999_999)] + [
    datetime(2024, 3, 1, tzinfo=UTC)
]
DAYS = [date(2024, 2, 28) + timedelta(days=step) for step in range(4)]
# FEEL texts of constants, the Arrow type of the column, and the values in it
KINDS = {
    "number": (
        ["-1", "0", "1.5", "2", "2.25", "1e40"],
        pa.decimal128(20, 2),
        st.sampled_from([Decimal(text) for text in ("-1.01", "-1", "0", "1.49", "1.5", "1.51", "2", "2.25", "3")]),
    ),
    "string": (['"a"', '"b"', '"ă"', '""'], pa.string(), st.sampled_from(["a", "b", "ă", "", "other", "z"])),
    "boolean": (["true", "false"], pa.bool_(), st.booleans()),
    "date": ([f'date("{day}")' for day in DAYS], pa.date32(), st.sampled_from([*DAYS, date(1900, 1, 1)])),
    "date and time": (
        [
            '@"2024-02-29T23:59:59Z"',
            '@"2024-02-29T23:59:59.999+00:00"',
            '@"2024-03-01T00:00:00"',
            '@"2024-03-01T07:00:00@Asia/Ho_Chi_Minh"',
        ],
        pa.timestamp("us", "UTC"),
        st.sampled_from(MOMENTS),
    ),
    "time": (
        ['@"10:00:00"', '@"10:00:00.5"', '@"10:00:00Z"'],
        pa.time64("us"),
        st.sampled_from([time(10), time(10, 0, 0, 500_400), time(11)]),
    ),
    "days and time duration": (
        ['@"P1D"', '@"PT0S"', '@"-PT1H"'],
        pa.duration("ms"),
        st.sampled_from([timedelta(hours=step) for step in (-1, 0, 1, 24)]),
    ),
}
POLICIES = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
ANYTHING = ["1", '"a"', "null", "true", '@"2024-02-29"', "1/0", "[1, 2]"]


@st.composite
def cells(draw, constants):
    """A cell: irrelevant, or one to three tests, perhaps negated; now and then of another kind, or asking ``?`` itself."""
    kind = draw(st.sampled_from("-" * 3 + "t" * 8 + "?"))
    if kind == "-":
        return "-"
    if kind == "?":
        return draw(st.sampled_from(["? = null", f"? > {constants[0]}", f"not(? = {constants[0]})"]))
    constant = st.sampled_from([*constants * 4, *ANYTHING])
    compared = st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), st.sampled_from(constants))
    extent = st.builds("{}{}..{}{}".format, st.sampled_from("[(]"), constant, constant, st.sampled_from("])["))
    tests = ", ".join(draw(st.lists(constant | compared | extent, min_size=1, max_size=3)))
    return f"not({tests})" if draw(st.integers(0, 4)) == 0 else tests


@st.composite
def tables(draw):
    """The DMN text of a random table, its columns' types and a batch of rows."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
    policy = draw(st.sampled_from(POLICIES))
    aggregation = draw(st.sampled_from(["", "SUM", "MIN", "MAX", "COUNT"])) if policy == "COLLECT" else ""
    outputs = st.sampled_from(["1", "2.50", "1e3"] if aggregation else ['"x"', '"y"', '"z"', "null"])
    count = draw(st.integers(0, 6))
    rules = [[*(draw(cells(KINDS[kind][0])) for kind in kinds), draw(outputs), draw(outputs)] for _ in range(count)]
    allowed = [draw(st.sampled_from(["", "", "", KINDS[kind][0][0]])) for kind in kinds]
    default = draw(st.sampled_from(["", '"none"']))
    limits = [draw(st.sampled_from(["", "", KINDS[kind][0][0]])) for kind in kinds]
    values = [draw(st.lists(st.none() | KINDS[kind][2], min_size=3, max_size=3)) for kind in kinds]
    typed = [draw(st.sampled_from([True, True, False])) for _ in kinds]
    return policy, aggregation, kinds, rules, allowed, default, limits, values, typed


def text_of(drawn):
    policy, aggregation, kinds, rules, allowed, default, limits, _, typed = drawn
    types = "".join(
        f'<itemDefinition name="t{number}"><typeRef>{kind}</typeRef>'
        + (f"<allowedValues><text>{escape(limit)}</text></allowedValues>" if limit else "")
        + "</itemDefinition>"
        for number, (kind, limit) in enumerate(zip(kinds, limits, strict=True))
    )
    data = "".join(
        f'<inputData id="i{number}" name="in {number}"><variable name="in {number}"'
        + (f' typeRef="t{number}"' if known else "")
        + "/></inputData>"
        for number, known in enumerate(typed)
    )
    links = "".join(
        f'<informationRequirement><requiredInput href="#i{number}"/></informationRequirement>'
        for number in range(len(kinds))
    )
    clauses = "".join(
        f"<input><inputExpression><text>in {number}</text></inputExpression>"
        + (f"<inputValues><text>{escape(values)}</text></inputValues>" if values else "")
        + "</input>"
        for number, values in enumerate(allowed)
    )
    last = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    outs = f'<output name="p"><outputValues><text>"y", "x"</text></outputValues>{last}</output><output name="q">{last}</output>'
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in row[:-2])
        + "".join(f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in row[-2:])
        + "</rule>"
        for row in rules
    )
    added = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t">{types}{data}<decision id="d" name="d"><variable name="d"/>'
        f'{links}<decisionTable hitPolicy="{policy}"{added}>{clauses}{outs}{rows}</decisionTable></decision></definitions>'
    )


def said(value, matched, possible, violations):
    return (
        value,
        list(matched),
        list(possible),
        [(item.code, item.fields.get("name"), item.fields.get("rules")) for item in violations],
    )


@given(tables())
def test_a_table_over_columns_answers_as_the_interpreter(drawn):
    kinds, values = drawn[2], drawn[7]
    model = read_dmn(text_of(drawn).encode(), source="random.dmn")
    arrays = [pa.array(column, KINDS[kind][1]) for kind, column in zip(kinds, values, strict=True)]
    batch = pa.record_batch(arrays, names=[f"in {number}" for number in range(len(kinds))])
    decided = compile_table(model, "d").decide(batch)
    one_by_one = RowDecider(model, "d").decide(batch)
    for row in range(batch.num_rows):
        result = decide(model, "d", {f"in {number}": column[row] for number, column in enumerate(values)})
        trace = result.trace.table
        expected = said(
            result.value,
            [rule.index for rule in trace.matched],
            [rule.index for rule in trace.possible],
            result.violations,
        )
        found = decided.of_row(row)
        assert said(found.value, found.matched, found.possible, found.violations) == expected
        slow = one_by_one.of_row(row)
        assert said(slow.value, slow.matched, slow.possible, slow.violations) == expected


POLICY_FAULTS = {"rules.unique_violated", "rules.any_violated", "rules.aggregation_failed"}


@given(tables())
def test_the_rules_that_decide_give_the_value_alone(drawn):
    """A table of these rules and no other answers the same; of a policy that takes one rule they are one."""
    policy, rules, values = drawn[0], drawn[3], drawn[7]
    table = compile_table(read_dmn(text_of(drawn).encode(), source="random.dmn"), "d")
    arrays = [pa.array(column, KINDS[kind][1]) for kind, column in zip(drawn[2], values, strict=True)]
    decided = table.decide(pa.record_batch(arrays, names=[f"in {number}" for number in range(len(arrays))]))
    for row in range(len(values[0])):
        found = decided.of_row(row)
        deciding = table.outcomes.deciding(found.matched)
        if {item.code for item in found.violations} & POLICY_FAULTS:
            assert deciding == ()
            continue
        assert len(deciding) == (min(1, len(found.matched)) if policy in {"FIRST", "PRIORITY"} else len(found.matched))
        assert set(deciding) <= set(found.matched)
        alone = text_of((*drawn[:3], [rules[rule - 1] for rule in sorted(deciding)], *drawn[4:]))
        inputs = {f"in {number}": column[row] for number, column in enumerate(values)}
        assert decide(read_dmn(alone.encode(), source="random.dmn"), "d", inputs).value == found.value
