"""The pages about packs are true: what they tell an officer to write gives what they say, and they name every key."""

import re
from dataclasses import replace
from pathlib import Path

from kethop.errors import KethopError
from kethop.packs import Body, BodyVariant, FactDefinition, Instrument, PackManifest, Provision, Topic
from kethop.packs.answers import TopicColumn
from kethop.packs.cases import CaseFile, WorkedCase


def _row(page: str, heading: str) -> list[str]:
    """Return the cells of the one row below a table's heading."""
    lines = page.splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip().startswith(heading))
    return [cell.strip().strip("`") for cell in lines[start + 2].strip().strip("|").split("|")]


def _follow(pack_copy, page: str) -> None:
    blocks = [re.sub(r"(?m)^   ", "", block) for block in re.findall(r"```yaml\n(.*?)   ```", page, re.DOTALL)]
    for file, block in zip(("law/act-2026.yaml", "messages.yaml", "cases/works.yaml"), blocks, strict=True):
        pack_copy.append(file, block)
    inputs = _row(page, "| law_date | height")
    *outputs, reference = _row(page, "| outcome | message")
    entry = "<{0}><text>{1}</text></{0}>"
    cells = [entry.format("inputEntry", text.replace(">", "&gt;")) for text in inputs]
    cells += [entry.format("outputEntry", text) for text in outputs] + [entry.format("annotationEntry", reference)]
    row = f'<rule id="works_very_high_2026">{"".join(cells)}</rule>'
    pack_copy.replace("decisions/works.dmn", "    </decisionTable>", f"{row}</decisionTable>")


def _differing(problems: tuple[KethopError, ...]) -> list[tuple[str, str, object]]:
    return [
        (error.code, str(replace(error.place, line=None)), error.fields.get("got")) for error in problems if error.place
    ]


def test_add_a_rule(pack_copy, repository: Path) -> None:
    page = (repository / "docs/how-to/add-a-rule.md").read_text(encoding="utf-8")
    _follow(pack_copy, page)
    place = 'island/cases/works.yaml (cases.14 the height is not known, so "clear" is not said)'
    assert _differing(pack_copy.problems()) == [("pack.case_differs", place, "fire_brigade, harbour_office")]
    assert "bodies: [fire_brigade, harbour_office]`" in page
    pack_copy.replace(
        "cases/works.yaml",
        "messages: [undetermined], bodies: [harbour_office]",
        "messages: [undetermined], bodies: [fire_brigade, harbour_office]",
    )
    assert pack_copy.problems() == ()


def test_every_key_of_the_format_is_on_its_page(repository: Path) -> None:
    page = (repository / "docs/reference/pack-format.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[\w.]+(?: reference)?", page))
    models = (Body, BodyVariant, FactDefinition, Instrument, PackManifest, Provision, Topic, CaseFile, WorkedCase)
    keys = {key for model in models for key in model.model_fields} | {column.value for column in TopicColumn}
    assert {key for key in keys if f"`{key}`" not in page and key not in words} == set()
