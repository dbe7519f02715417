"""The DMN TCK: the parts of it beside this working copy, and our own cases in its form."""

import zipfile
from pathlib import Path

import pytest

from kethop.rules.conformance import CaseResult, run_cases

OWN = Path(__file__).with_name("own")


def from_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".dmn", ".xml"))}


def failed(results: list[CaseResult]) -> list[str]:
    return [f"{result.file} {result.case} {failure}" for result in results for failure in result.failures]


@pytest.mark.parametrize("folder", sorted(path.name for path in OWN.iterdir()))
def test_every_case_of_our_own_passes(folder):
    files = {path.as_posix(): path.read_bytes() for path in (OWN / folder).iterdir()}
    results = list(run_cases(files))
    assert results
    assert failed(results) == []


@pytest.mark.parametrize(("level", "cases"), [(2, 82), (3, 2553)])
def test_every_case_of_the_shared_tck_passes(shared_data, level, cases):
    archive = shared_data / "dmn-tck" / f"tck_cl{level}_shared.zip"
    if not archive.is_file():
        pytest.skip("the TCK is not in the shared data")
    results = list(run_cases(from_zip(archive)))
    assert len(results) == cases
    assert failed(results) == []


def test_a_wrong_expectation_is_a_failure():
    folder = OWN / "old-namespace"
    files = {path.name: path.read_bytes() for path in folder.iterdir() if "dmn13" in path.name}
    files["dmn13-tests.xml"] = files["dmn13-tests.xml"].replace(b"minus", b"plus")
    results = list(run_cases(files))
    assert [result.passed for result in results] == [False, True, True]
    assert results[0].failures[0].expected == '"plus"'
    assert results[0].failures[0].actual == '"minus"'
