"""A drawn procedure belongs to the pack, not to the hash that stored runs name."""

import pytest

from kethop.errors import CollectedError

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING = "procedures/project_appraisal.bpmn"


def test_a_redrawn_procedure_leaves_the_hash_as_it_was(pack_copy) -> None:
    before = pack_copy.load().sha256
    pack_copy.replace(DRAWING, "</bpmn:definitions>", "<!-- redrawn --></bpmn:definitions>")
    assert pack_copy.load().sha256 == before
    (pack_copy.folder / DRAWING).unlink()
    assert pack_copy.load().sha256 == before


def test_a_drawing_in_another_folder_is_no_file_of_the_pack(pack_copy) -> None:
    (pack_copy.folder / DRAWING).rename(pack_copy.folder / "law/project_appraisal.bpmn")
    with pytest.raises(CollectedError, match=r"pack\.file_unknown"):
        pack_copy.load()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<definitions/>", "pack.drawing_not_bpmn"),
        (f'<definitions xmlns="{BPMN}"/>', "pack.drawing_name"),
        (f'<definitions xmlns="{BPMN}"><process id="other"/></definitions>', "pack.drawing_name"),
        ("<definitions>", "dmn.not_xml"),
        ("<!DOCTYPE x><definitions/>", "dmn.hostile_xml"),
    ],
)
def test_a_file_that_is_no_drawing_is_refused_by_name(pack_copy, text: str, code: str) -> None:
    (pack_copy.folder / DRAWING).write_text(text)
    with pytest.raises(CollectedError) as caught:
        pack_copy.load()
    assert [(error.code, error.place.source) for error in caught.value.errors] == [(code, f"island/{DRAWING}")]
