"""Decision tables on random rows against a reading of the hit policies so plain that it is slow."""

from decimal import Decimal
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from kethop.rules import RuleStatus, decide, read_dmn

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
PRIORITY = ["c", "a", "b"]
POLICIES = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]

cells = st.one_of(
    st.just(("-", None, None)),
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "="]), st.integers(0, 4), st.none()),
    st.tuples(st.just(".."), st.integers(0, 4), st.integers(0, 4)),
)
rows = st.lists(st.tuples(cells, cells, st.sampled_from("abc")), max_size=5)
values = st.none() | st.integers(0, 4)


def cell_text(cell):
    kind, low, high = cell
    if kind == "-":
        return "-"
    return f"[{low}..{high}]" if kind == ".." else f"{kind} {low}"


def holds(cell, value):
    """True, False or, for a missing value, None."""
    kind, low, high = cell
    if kind == "-":
        return True
    if value is None:
        return None
    if kind == "..":
        return low <= value <= high
    return {"<": value < low, "<=": value <= low, ">": value > low, ">=": value >= low, "=": value == low}[kind]


def model(policy, table):
    rules = "".join(
        f"<rule><inputEntry><text>{escape(cell_text(x))}</text></inputEntry>"
        f"<inputEntry><text>{escape(cell_text(y))}</text></inputEntry>"
        f'<outputEntry><text>"{out}"</text></outputEntry></rule>'
        for x, y, out in table
    )
    inputs = "".join(
        f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="number"/></inputData>' for name in "xy"
    )
    clauses = "".join(f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in "xy")
    links = "".join(
        f'<informationRequirement><requiredInput href="#{name}"/></informationRequirement>' for name in "xy"
    )
    order = ", ".join(f'"{value}"' for value in PRIORITY)
    text = (
        f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t">{inputs}<decision id="d" name="d"><variable name="d"/>'
        f'{links}<decisionTable hitPolicy="{policy}">{clauses}<output><outputValues><text>{order}</text></outputValues></output>'
        f"{rules}</decisionTable></decision></definitions>"
    )
    return read_dmn(text.encode(), source="random.dmn")


def expected_value(policy, hits):
    if not hits:
        return None
    ranked = [out for value in PRIORITY for out in hits if out == value]
    return {
        "UNIQUE": hits[0] if len(hits) == 1 else None,
        "ANY": hits[0] if len(set(hits)) == 1 else None,
        "FIRST": hits[0],
        "PRIORITY": ranked[0],
        "RULE ORDER": hits,
        "OUTPUT ORDER": ranked,
        "COLLECT": hits,
    }[policy]


def expected_status(row, x, y):
    results = [holds(row[0], x), holds(row[1], y)]
    if False in results:
        return RuleStatus.EXCLUDED
    return RuleStatus.POSSIBLE if None in results else RuleStatus.MATCHED


@given(st.sampled_from(POLICIES), rows, values, values)
def test_a_table_answers_as_its_policy_says(policy, table, x, y):
    result = decide(model(policy, table), "d", {"x": x, "y": y})
    statuses = [expected_status(row, x, y) for row in table]
    hits = [row[2] for row, status in zip(table, statuses, strict=True) if status is RuleStatus.MATCHED]
    assert [rule.status for rule in result.trace.table.rules] == statuses
    assert result.value == expected_value(policy, hits)
    broken = (policy == "UNIQUE" and len(hits) > 1) or (policy == "ANY" and len(set(hits)) > 1)
    assert bool(result.violations) is broken


@given(rows, values, values, values)
def test_knowing_more_never_revives_an_excluded_rule(table, x, y, later):
    subject = model("COLLECT", table)
    before = [rule.status for rule in decide(subject, "d", {"x": x, "y": y}).trace.table.rules]
    known = {"x": later if x is None else x, "y": y}
    after = [rule.status for rule in decide(subject, "d", known).trace.table.rules]
    for old, new in zip(before, after, strict=True):
        assert old is RuleStatus.POSSIBLE or new is old


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=6))
def test_aggregations_are_those_of_python(numbers):
    outputs = "".join(f"<rule><outputEntry><text>{number}</text></outputEntry></rule>" for number in numbers)
    for name, expected in (("SUM", sum), ("MIN", min), ("MAX", max), ("COUNT", len)):
        text = (
            f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t"><decision id="d" name="d"><variable name="d"/>'
            f'<decisionTable hitPolicy="COLLECT" aggregation="{name}"><output/>{outputs}</decisionTable></decision></definitions>'
        )
        assert decide(read_dmn(text.encode(), source="t"), "d", {}).value == Decimal(expected(numbers))
