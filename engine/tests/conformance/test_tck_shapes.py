"""Shapes of test cases that folders of the TCK may have: imports below, inputs of imported models, functions, odd values."""

from kethop.rules.conformance import run_cases

DMN = 'xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"'
CASES = 'xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
FUNCTION = (
    '<businessKnowledgeModel id="twice" name="twice"><variable name="twice"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>'
    "<literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>"
)


def literal(text):
    return f"<literalExpression><text>{text}</text></literalExpression>"


def model(namespace, *parts):
    return f'<definitions {DMN} name="{namespace}" namespace="urn:{namespace}">{"".join(parts)}</definitions>'.encode()


def imported(name, namespace, location=""):
    place = f' locationURI="{location}"' if location else ""
    return f'<import name="{name}" namespace="urn:{namespace}" importType="{DMN[7:-1]}"{place}/>'


def decision(text, *hrefs, kind="requiredInput", name="d"):
    links = "".join(f'<informationRequirement><{kind} href="{href}"/></informationRequirement>' for href in hrefs)
    return f'<decision id="{name}" name="{name}"><variable name="{name}"/>{links}{literal(text)}</decision>'


def cases(body, name="m.dmn"):
    return f"<testCases {CASES}><modelName>{name}</modelName>{body}</testCases>".encode()


def case(result, *inputs, **attributes):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<testCase id="1"{written}>{"".join(inputs)}{result}</testCase>'


def given(name, value, namespace):
    return f'<inputNode name="{name}" namespace="urn:{namespace}"><value xsi:type="xsd:decimal">{value}</value></inputNode>'


def wanted(value, name="d", kind="decimal", **attributes):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<resultNode name="{name}"{written}><expected><value xsi:type="xsd:{kind}">{value}</value></expected></resultNode>'


INPUT = '<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>'


def ran(files):
    results = list(run_cases(files))
    assert results
    return [(result.passed, result.expects) for result in results], results


def test_models_below_the_folder_are_found_by_location_and_by_namespace():
    top = model(
        "top",
        imported("a", "a", "01/part.dmn"),
        imported("b", "b"),
        decision("a.d + b.d", "urn:a#d", "urn:b#d", kind="requiredDecision"),
    )
    files = {
        "t/m.dmn": top,
        "t/cases.xml": cases(case(wanted(12))),
        "t/01/part.dmn": model("a", decision("10")),
        "t/02/part.dmn": model("a", decision("20")),
        "t/02/deep/other.dmn": model("b", imported("c", "c"), decision("c.d", "urn:c#d", kind="requiredDecision")),
        "t/02/third.dmn": model("c", decision("2")),
        "t/broken.dmn": b"<definitions/>",
        "elsewhere/m.dmn": model("b", decision("99")),
    }
    assert ran(files)[0] == [(True, "value")]


def test_a_model_beside_the_folder_is_found_where_its_location_names_it():
    top = model("top", imported("a", "a", "../common/part.dmn"), decision("a.d", "urn:a#d", kind="requiredDecision"))
    files = {"t/m.dmn": top, "t/cases.xml": cases(case(wanted(10))), "common/part.dmn": model("a", decision("10"))}
    assert ran(files)[0] == [(True, "value")]


def test_inputs_of_imported_models_are_told_apart_by_namespace():
    other = [model(name, INPUT, decision("x", "#x")) for name in ("b", "c")]
    top = model(
        "a", imported("b", "b"), imported("c", "c"), INPUT, decision("[x, b.x, c.x]", "#x", "urn:b#x", "urn:c#x")
    )
    inputs = [given("x", number, name) for number, name in enumerate("abc", start=1)]
    items = "".join(f'<item><value xsi:type="xsd:decimal">{number}</value></item>' for number in (1, 2, 3))
    both = f'<resultNode name="d"><expected><list>{items}</list></expected></resultNode>' + wanted(3, namespace="urn:c")
    files = {"m.dmn": top, "b.dmn": other[0], "c.dmn": other[1], "cases.xml": cases(case(both, *inputs))}
    assert ran(files)[0] == [(True, "value")]


def test_a_business_knowledge_model_is_called():
    argument = '<inputNode name="n"><value xsi:type="xsd:decimal">4</value></inputNode>'
    good = case(wanted(8, "twice"), argument, type="bkm", invocableName="twice")
    missing = case(
        '<resultNode name="twice"><expected><value xsi:nil="true"/></expected></resultNode>',
        type="bkm",
        invocableName="twice",
    )
    unknown = case(wanted(8, "other"), argument, type="bkm", invocableName="other")
    found, _ = ran({"m.dmn": model("a", FUNCTION), "cases.xml": cases(good + missing + unknown)})
    assert found == [(True, "value"), (True, "null"), (False, "value")]


def test_a_value_that_cannot_be_read_fails_its_case_alone():
    body = case(wanted("many")) + case(wanted(1))
    found, results = ran({"m.dmn": model("a", decision("1")), "cases.xml": cases(body)})
    assert found == [(False, "value"), (True, "value")]
    assert "dmn.value_unreadable" in results[0].failures[0].actual


def test_errors_nulls_and_values_are_told_apart():
    body = case('<resultNode name="d" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode>')
    body += case('<resultNode name="d"><expected><value xsi:nil="true"/></expected></resultNode>')
    body += case(wanted(1))
    assert ran({"m.dmn": model("a", decision("1 / 0")), "cases.xml": cases(body)})[0] == [
        (True, "error"),
        (True, "null"),
        (False, "value"),
    ]


def test_a_missing_model_and_a_decision_that_is_not_there_fail_even_where_null_is_expected():
    null = case('<resultNode name="none" errorResult="true"/>')
    assert ran({"cases.xml": cases(null)})[0] == [(False, "error")]
    assert ran({"m.dmn": model("a", decision("1")), "cases.xml": cases(null)})[0] == [(False, "error")]
    below = {"sub/m.dmn": model("a", decision("1")), "cases.xml": cases(case(wanted(1)))}
    assert ran(below)[0] == [(True, "value")]
    assert ran(below | {"sub2/m.dmn": model("a", decision("1"))})[0] == [(False, "value")]
