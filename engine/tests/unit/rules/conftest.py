"""Small DMN files for the tests of this folder."""

from xml.sax.saxutils import escape

import pytest

from kethop.rules import DmnModel, read_dmn

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


class Samples:
    """Makes small DMN files; tests get it as the fixture ``samples``."""


def definitions(*parts: str, namespace: str = NAMESPACE) -> bytes:
    body = "\n".join(parts)
    return f'<definitions xmlns="{namespace}" name="sample" namespace="urn:sample">\n{body}\n</definitions>'.encode()


def input_data(name: str, type_ref: str = "") -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    return f'<inputData id="i_{name}" name="{name}"><variable name="{name}"{kind}/></inputData>'


def decision(name: str, logic: str, *requires: str, type_ref: str = "") -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    links = "".join(
        f'<informationRequirement><{"requiredInput" if part.startswith("i_") else "requiredDecision"} href="#{part}"/>'
        "</informationRequirement>"
        for part in requires
    )
    return f'<decision id="d_{name}" name="{name}"><variable name="{name}"{kind}/>{links}{logic}</decision>'


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def table(policy, inputs, outputs, rules, *, annotations=()) -> str:
    """Inputs and outputs are texts or (text, values); a rule is its cells, outputs and annotations in one row."""
    parts = [f'<decisionTable hitPolicy="{policy}">']
    for part in inputs:
        text, values = part if isinstance(part, tuple) else (part, "")
        allowed = f"<inputValues><text>{escape(values)}</text></inputValues>" if values else ""
        parts.append(f"<input><inputExpression><text>{escape(text)}</text></inputExpression>{allowed}</input>")
    for part in outputs:
        name, values = part if isinstance(part, tuple) else (part, "")
        allowed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
        parts.append(f'<output name="{name}">{allowed}</output>' if name else f"<output>{allowed}</output>")
    parts += [f'<annotation name="{name}"/>' for name in annotations]
    for number, row in enumerate(rules, start=1):
        kinds = ["inputEntry"] * len(inputs) + ["outputEntry"] * len(outputs) + ["annotationEntry"] * len(annotations)
        cells = "".join(f"<{kind}><text>{escape(cell)}</text></{kind}>" for kind, cell in zip(kinds, row, strict=True))
        parts.append(f'\n<rule id="r{number}">{cells}</rule>')
    return "".join((*parts, "</decisionTable>"))


def model(*parts: str) -> DmnModel:
    return read_dmn(definitions(*parts), source="sample.dmn")


for _part in (definitions, input_data, decision, literal, table, model):
    setattr(Samples, _part.__name__, staticmethod(_part))


@pytest.fixture(scope="session")
def samples() -> type[Samples]:
    """Return the makers of small DMN files."""
    return Samples
