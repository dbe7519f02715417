"""A problem in a YAML file of a pack names the line of the part that is wrong."""

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "marker"),
    [
        ("law/act-2020.yaml", "    source: scan", "    source: fax", None),
        ("messages.yaml", "en: The works are {height}", "en: The works are {hight}", None),
        ("cases/quiet.yaml", "15 working days", "16 working days", "16 working days"),
        ("bodies.yaml", "source: handbook", "source: memory", None),
    ],
)
def test_the_line_lies_in_the_part_that_is_wrong(pack_copy, file: str, old: str, new: str, marker: str | None) -> None:
    pack_copy.replace(file, old, new)
    (problem,) = pack_copy.problems()
    assert problem.place is not None
    assert problem.place.source.endswith(file)
    if not problem.place.path:
        return  # a source of an instrument or of a body is a matter of the whole file
    changed = pack_copy.line(file, marker or new.strip())
    assert problem.place.line is not None
    assert problem.place.line <= changed <= problem.place.line + 8
