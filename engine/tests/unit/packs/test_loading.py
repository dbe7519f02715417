"""A pack is opened strictly, and every fault of form is reported with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kethop.errors import CollectedError
from kethop.packs import Pack, load_pack
from kethop.packs.loading import MAX_FILE_BYTES, MAX_FILES, read_file


def test_the_template_has_every_part(template: Pack) -> None:
    assert template.manifest.id == "template"
    assert template.manifest.is_illustrative
    assert template.manifest.surfaces is None
    assert [topic.id for topic in template.manifest.topics] == ["zones", "quiet", "works"]
    assert set(template.decisions) == {"zones", "quiet", "works", "size_group"}
    assert set(template.instruments) == {"act-2020", "act-2026", "decree-2021"}
    assert set(template.sources) == {"gazette", "scan", "handbook"}


def test_the_hash_follows_every_file_but_the_layers_data(pack_copy) -> None:
    first = pack_copy.load().sha256
    (pack_copy.folder / "layers/provinces.parquet").write_bytes(b"other data")
    assert pack_copy.load().sha256 == first
    pack_copy.append("README.md", "One more line.\n")
    second = pack_copy.load().sha256
    assert second != first
    shutil.move(pack_copy.folder / "README.md", pack_copy.folder / "READ.md")
    assert pack_copy.load().sha256 not in {first, second}


def test_a_pack_is_opened_from_inside_its_folder(pack_copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack_copy.folder)
    pack_copy.replace("pack.yaml", "country: zz", "county: zz")
    with pytest.raises(CollectedError) as caught:
        load_pack(Path())
    assert {error.place.source for error in caught.value.errors} == {"island/pack.yaml"}


def test_a_folder_without_pack_yaml_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(CollectedError) as caught:
        load_pack(tmp_path)
    assert [error.code for error in caught.value.errors] == ["pack.not_found"]


def _years_twice(copy) -> None:
    copy.replace("calendar.yaml", "- year: 2026", "- year: 2025")
    for day in ("2026-01-01", "2026-01-02", "2026-03-03", "2026-09-01", "2026-01-10"):
        copy.replace("calendar.yaml", f'"{day}"', f'"{day.replace("2026", "2025")}"')
    copy.replace("calendar.yaml", '"2025-01-10"', '"2025-01-11"')  # a Saturday in that year


@pytest.mark.parametrize(
    ("break_it", "code", "place"),
    [
        (lambda copy: (copy.folder / "facts.yaml").unlink(), "pack.file_missing", "island/facts.yaml"),
        (lambda copy: (copy.folder / "calendar.yaml").unlink(), "pack.file_missing", "island/calendar.yaml"),
        (
            lambda copy: copy.replace("pack.yaml", "country: zz", "country: zz\ncounty: zz"),
            "document.unknown_key",
            "island/pack.yaml:7 (county)",
        ),
        (
            lambda copy: copy.replace("bodies.yaml", "  zone_board:", "  quiet_station:"),
            "document.duplicate_key",
            "island/bodies.yaml:7",
        ),
        (
            lambda copy: copy.replace("messages.yaml", "    en: The site touches no protected zone.\n", ""),
            "document.missing_key",
            "island/messages.yaml:12 (messages.zone_clear.en)",
        ),
        (
            lambda copy: copy.replace("law/act-2020.yaml", 'valid_to: "2026-06-30"', 'valid_to: "2019-06-30"'),
            "document.wrong_value",
            "island/law/act-2020.yaml:7 (period)",
        ),
        (
            lambda copy: copy.replace("facts.yaml", "    unit: ha\n", ""),
            "document.wrong_value",
            "island/facts.yaml:42 (facts.site_area)",
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", "</decisionTable>", "</decisionTale>"),
            "dmn.not_xml",
            "island/decisions/quiet.dmn:241",
        ),
        (
            lambda copy: copy.cell("quiet quiet_night_2021_law_date", "[date("),
            "rules.feel_syntax",
            "island/decisions/quiet.dmn:53 (rule 1)",
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", 'href="#input_night_works"', 'href="#night"'),
            "dmn.reference_unknown",
            "island/decisions/quiet.dmn:13",
        ),
        (_years_twice, "calendar.year_twice", "island/calendar.yaml"),
        (lambda copy: (copy.folder / "rules.py").write_text("1\n"), "pack.file_unknown", "island/rules.py"),
        (lambda copy: (copy.folder / "law/NOTES").write_text("1\n"), "pack.file_unknown", "island/law/NOTES"),
        (
            lambda copy: copy.append("README.md", "x" * MAX_FILE_BYTES),
            "pack.file_too_large",
            "island/README.md",
        ),
        (
            lambda copy: copy.append("facts.yaml", "#" * MAX_FILE_BYTES),
            "pack.file_too_large",
            "island/facts.yaml",
        ),
        (lambda copy: shutil.rmtree(copy.folder / "law"), "pack.no_law", "island/law"),
    ],
)
def test_each_fault_of_form_is_reported_once_with_its_place(
    pack_copy, break_it: Callable[..., object], code: str, place: str
) -> None:
    break_it(pack_copy)
    with pytest.raises(CollectedError) as caught:
        pack_copy.load()
    assert [(error.code, str(error.place)) for error in caught.value.errors] == [(code, place)]


def test_several_faults_are_reported_together(pack_copy) -> None:
    (pack_copy.folder / "sources.yaml").unlink()
    pack_copy.replace("pack.yaml", "id: template", "id: Template")
    pack_copy.replace("law/act-2026.yaml", "kind: law", "kind: poem")
    pack_copy.append("decisions/works.dmn", "<more/>")
    (pack_copy.folder / "x.json").write_text("{}")
    with pytest.raises(CollectedError) as caught:
        pack_copy.load()
    found = [(error.code, error.place.source, error.place.line) for error in caught.value.errors]
    assert [(code, source) for code, source, _ in found] == [
        ("document.wrong_value", "island/pack.yaml"),
        ("pack.file_missing", "island/sources.yaml"),
        ("document.wrong_value", "island/law/act-2026.yaml"),
        ("dmn.not_xml", "island/decisions/works.dmn"),
        ("pack.file_unknown", "island/x.json"),
    ]
    assert [line for _, source, line in found if "sources" not in source and "json" not in source] == [
        pack_copy.line("pack.yaml", "id: Template"),
        pack_copy.line("law/act-2026.yaml", "kind: poem"),
        pack_copy.line("decisions/works.dmn", "<more/>"),
    ]


def test_a_broken_instrument_is_not_also_called_missing_law(pack_copy) -> None:
    for name in ("act-2020", "act-2026", "decree-2021"):
        pack_copy.append(f"law/{name}.yaml", "nothing: 1\n")
    assert {error.code for error in pack_copy.problems()} == {"document.unknown_key"}


def test_a_folder_of_too_many_files_is_refused(pack_copy, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_FILES == 2_000
    monkeypatch.setattr("kethop.packs.loading.MAX_FILES", 10)
    assert [(error.code, error.fields["limit"]) for error in pack_copy.problems()] == [("pack.too_many_files", 10)]


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * MAX_FILE_BYTES)
    assert len(read_file(path, "a.yaml")) == MAX_FILE_BYTES
