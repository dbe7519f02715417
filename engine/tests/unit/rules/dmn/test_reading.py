"""DMN files that are read, and files that are refused."""

import pytest

from kethop.errors import DmnError
from kethop.rules import find_faults, imported_namespaces, read_dmn

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="&lol2;"/>"""
OUTSIDE = b"""<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>"""
INCLUDED = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="a">
<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="other.dmn"/></definitions>"""
STYLED = b"""<?xml version="1.0"?><?xml-stylesheet href="http://example.org/a.xsl"?><a/>"""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (LAUGHS, "document_type"),
        (OUTSIDE, "document_type"),
        (LAUGHS.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"), "document_type"),
        (b"<!DOCTYPE definitions><definitions/>", "document_type"),
        (INCLUDED, "inclusion"),
        (STYLED, "stylesheet"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>', "encoding"),
        (b"<a>" * 220 + b"</a>" * 220, "too_deep"),
        (b"<a>" * 2000 + b"</a>" * 2000, "too_deep"),
        (b" " * (20 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_hostile_xml_is_refused(data, reason):
    with pytest.raises(DmnError) as caught:
        read_dmn(data, source="evil.dmn")
    assert caught.value.code == "dmn.hostile_xml"
    assert caught.value.fields["reason"] == reason
    assert caught.value.place.source == "evil.dmn"


@pytest.mark.parametrize("data", [b"", b"no xml", b"<a>", b"\xff\xfe\x00", b"<a>&unknown;</a>", b"\x00" * 9])
def test_what_is_not_xml_is_refused(data):
    with pytest.raises(DmnError, match=r"dmn\.(not_xml|hostile_xml)"):
        read_dmn(data, source="broken.dmn")


@pytest.mark.parametrize(
    "data", [b"<definitions/>", b'<definitions xmlns="urn:other"/>', b'<a xmlns="http://www.omg.org/spec/DMN/x"/>']
)
def test_what_is_not_dmn_is_refused(data):
    with pytest.raises(DmnError, match=r"dmn\.not_dmn"):
        read_dmn(data, source="other.xml")


NO_CELLS = "<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/><rule><outputEntry/></rule></decisionTable>"


@pytest.mark.parametrize(
    ("logic", "code"),
    [
        ("<magicExpression/>", "dmn.element_unknown"),
        ("<literalExpression><importedValues/></literalExpression>", "dmn.element_unknown"),
        (
            '<literalExpression expressionLanguage="urn:groovy"><text>1</text></literalExpression>',
            "dmn.language_unknown",
        ),
        ("<literalExpression/><literalExpression/>", "dmn.expression_twice"),
        ('<decisionTable hitPolicy="BEST"><output/></decisionTable>', "dmn.hit_policy_unknown"),
        ('<decisionTable hitPolicy="COLLECT" aggregation="MEAN"><output/></decisionTable>', "dmn.hit_policy_unknown"),
        ("<decisionTable/>", "dmn.output_missing"),
        ('<decisionTable><output name="a"/><output/></decisionTable>', "dmn.output_name_missing"),
        (NO_CELLS, "dmn.cells_uneven"),
        ('<relation><column name="a"/><row/></relation>', "dmn.cells_uneven"),
        ("<conditional/>", "dmn.expression_missing"),
        ("<invocation/>", "dmn.expression_missing"),
    ],
)
def test_logic_that_cannot_be_read_is_refused_with_its_line(samples, logic, code):
    with pytest.raises(DmnError) as caught:
        read_dmn(samples.definitions("", samples.decision("a", "\n" + logic)), source="sample.dmn")
    assert caught.value.code == code
    assert caught.value.place.line >= 3


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["<wonder/>"], "dmn.element_unknown"),
        (["<decision/>"], "dmn.name_missing"),
        (['<inputData name="a"/>', '<inputData name=" a "/>'], "dmn.name_twice"),
        (['<inputData id="i" name="a"/>', '<decision id="i" name="b"/>'], "dmn.id_twice"),
    ],
)
def test_definitions_that_cannot_be_read_are_refused(samples, parts, code):
    with pytest.raises(DmnError) as caught:
        read_dmn(samples.definitions(*parts), source="sample.dmn")
    assert caught.value.code == code


def test_elements_of_others_are_passed_over_and_extensions_kept(samples):
    extra = '<x:logic xmlns:x="urn:x"/><extensionElements><x:y xmlns:x="urn:x" z="1"/></extensionElements>'
    model = read_dmn(samples.definitions(samples.decision("a", extra + samples.literal("1"))), source="a.dmn")
    assert 'z="1"' in model.decisions["a"].extensions[0]


def test_a_table_shows_its_texts(samples):
    rows = [(">= 45", '"army"', "art. 5", ""), ("-", '"none"', "art. 6", "note")]
    logic = samples.table(
        "FIRST", [("height", "[0..500]")], [("", '"army", "none"')], rows, annotations=("reference", "")
    )
    model = read_dmn(
        samples.definitions(samples.input_data("height", "number"), samples.decision("whom", logic, "i_height")),
        source="a",
    )
    table = model.decisions["whom"].table
    assert model.inputs["height"].type_ref == "number"
    assert (table.inputs[0].expression, table.inputs[0].allowed_values) == ("height", "[0..500]")
    assert (table.outputs[0].name, table.outputs[0].output_values) == ("whom", '"army", "none"')
    assert [(rule.index, rule.id, rule.inputs, rule.outputs) for rule in table.rules] == [
        (1, "r1", (">= 45",), ('"army"',)),
        (2, "r2", ("-",), ('"none"',)),
    ]
    assert table.rules[1].annotations == {"reference": "art. 6", "2": "note"}
    assert [rule.line for rule in table.rules] == [4, 5]


def test_imports_are_named_and_never_fetched(samples):
    data = samples.definitions('<import name="b" namespace="urn:b" locationURI="http://example.org/b.dmn"/>')
    assert imported_namespaces(data, source="a") == ("urn:sample", ("urn:b",))
    assert read_dmn(data, source="a").imports == ()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (['<itemDefinition name="t"><typeRef>missing</typeRef></itemDefinition>'], "dmn.type_unknown"),
        (['<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>'], "dmn.type_cycle"),
        (
            [
                '<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>(</text></allowedValues></itemDefinition>'
            ],
            "rules.feel_syntax",
        ),
        (
            [
                '<decision id="d" name="d"><informationRequirement><requiredInput href="#x"/></informationRequirement></decision>'
            ],
            "dmn.reference_unknown",
        ),
        (
            [
                '<decision id="d" name="d"><informationRequirement><requiredDecision href="#d"/></informationRequirement></decision>'
            ],
            "dmn.cycle",
        ),
        (
            ['<decision id="d" name="d"><literalExpression><text>1 +</text></literalExpression></decision>'],
            "rules.feel_syntax",
        ),
        (['<decision id="d" name="d"><variable name="d" typeRef="no"/></decision>'], "dmn.type_unknown"),
        (
            ['<businessKnowledgeModel id="b" name="b"><encapsulatedLogic kind="Odd"/></businessKnowledgeModel>'],
            "dmn.element_unknown",
        ),
        (['<decisionService id="s" name="s"><inputData href="#x"/></decisionService>'], "dmn.reference_unknown"),
    ],
)
def test_faults_of_a_model_are_found_without_deciding(samples, parts, code):
    faults = find_faults(read_dmn(samples.definitions(*parts), source="sample.dmn"))
    assert [fault.code for fault in faults] == [code]
    assert faults[0].place.source == "sample.dmn"


def test_a_rules_description_is_an_annotation(samples):
    logic = samples.table("FIRST", ["1"], [""], [("-", "2")]).replace(
        "</rule>", "<description> art. 7 </description></rule>"
    )
    table = read_dmn(samples.definitions(samples.decision("d", logic)), source="a").decisions["d"].table
    assert table.rules[0].annotations == {"description": "art. 7"}
