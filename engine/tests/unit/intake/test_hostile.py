"""Broken and hostile files: each is refused by its own code, in the confined process, and leaves nothing behind."""

import importlib.util
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from kethop.errors import KethopError
from kethop.reporting import describe_error
from kethop.spatial.intake import read_outside
from kethop.spatial.intake.delivering import packed
from kethop.vocabulary import Language

HERE = Path(__file__).parent / "hostile"


def rows(name: str) -> list[Any]:
    spec = importlib.util.spec_from_file_location(f"hostile_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.ROWS)


AT_THE_DOOR = {"site.content_differs", "site.crs_missing", "site.crs_unknown"}  # the process alone does not find these
ROWS = [*rows("sets"), *rows("maps")]


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory, writers: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Two areas in each format, part by part."""
    folder = tmp_path_factory.mktemp("seeds")
    areas = [shapely.box(562559, 2357270, 562659, 2357370), shapely.box(562759, 2357270, 562859, 2357370)]
    degrees = [shapely.box(105.1, 21.1, 105.2, 21.2)]
    for kind, write in writers.items():
        write(
            folder, degrees if kind in {"kml", "kmz"} else areas, "EPSG:4326" if kind in {"kml", "kmz"} else "EPSG:5897"
        )
    pq.write_table(pa.table({"a": [1]}), folder / "site.plain.parquet")
    return {path.name.removeprefix("site."): path.read_bytes() for path in folder.iterdir()}


def test_there_are_enough_and_each_has_a_name() -> None:
    assert len(ROWS) >= 120
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_refused_by_its_own_code(row: Any, seeds: Mapping[str, bytes], read: Callable[..., Any]) -> None:
    _, name, code, make, *options = row
    data = packed({name: make(seeds)}) if name.endswith(".mif") else make(seeds)
    wanted = options[0] if options else {}
    with pytest.raises(KethopError) as caught:
        read_outside(data, name=name, **wanted).site()
    fault = caught.value
    if code not in AT_THE_DOOR:  # the same reader in this process finds the same fault: the walls change no answer
        with pytest.raises(KethopError) as again:
            read(data, name, **wanted)
        assert (again.value.code, dict(again.value.fields)) == (code, dict(fault.fields))
    assert fault.code == code, str(fault)
    assert fault.place is not None
    assert fault.place.source == name
    for language in Language:
        what, cure = describe_error(fault, language).splitlines()
        assert "–" not in what
        assert cure.startswith("  → ")
        assert tempfile.gettempdir() not in what
