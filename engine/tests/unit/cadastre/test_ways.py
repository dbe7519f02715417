"""Through the covering or through the tree: the same answers; and what a folder of unlike files is refused for."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from cadastre_scene import CORNER, decision_table, layer, parcels, rows_of, screen, screened, written, zones

from kethop.cadastre import asking, job
from kethop.errors import KethopError


def test_the_covering_says_what_the_tree_says(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks far from all zones, which need no outline, among them."""
    shapes = np.concatenate((parcels(), parcels(300, seed=4)))
    shapes[900:] = shapely.transform(shapes[900:], lambda xy: xy + 40_000)
    shapes[[3, 950]] = None
    shapes[1_000] = shapely.Polygon()
    written(scene / "p.parquet", shapes)
    layer(
        scene / "far.parquet",
        [shapely.box(*(CORNER + 90_000), *(CORNER + 90_100))],
        extent={"bbox": [100, 15, 110, 25]},
    )
    arguments = (
        scene / "p.parquet",
        "--zones",
        scene / "z.parquet",
        "--zones",
        scene / "far.parquet",
        "--part-rows",
        100,
    )
    screened(*arguments, "--out", scene / "tree")
    monkeypatch.setattr(job, "KERNEL_FROM", 500)
    screen_file, ways = asking.screen_file, []
    monkeypatch.setattr(
        asking,
        "screen_file",
        lambda run, zones, options: ways.append(options.covering) or screen_file(run, zones, options),
    )
    screened(*arguments, "--out", scene / "covering")
    assert ways == [True] * 9  # of 12 tasks, three lie away from all zones
    one, other = rows_of(scene / "tree"), rows_of(scene / "covering")
    assert len(one) > 400
    exact = ("row", "layer", "outcome", "reason", "zone", "relation")
    assert [[row[name] for name in exact] for row in one] == [[row[name] for name in exact] for row in other]
    areas = [[row["overlap_m2"] or 0 for row in rows] for rows in (one, other)]
    np.testing.assert_allclose(*areas, rtol=0, atol=1e-9 * 3_600)
    assert {row["reason"] for row in one if row["row"] in {3, 950, 1_000}} == {"nowhere"}


def test_another_way_is_another_run(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    screened(*arguments)
    monkeypatch.setattr(job, "KERNEL_FROM", 500)
    refused = screen(*arguments)
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.fields["differs"] == "parts"


@pytest.mark.parametrize(
    ("columns", "arguments", "what"),
    [
        ({"floors": ["3"] * 20}, ("--rules", "t.dmn"), "columns"),
        ({}, ("--rules", "t.dmn"), "columns"),
        ({"floors": [3] * 20, "name": [1] * 20}, ("--key", "name"), "key"),
    ],
)
def test_files_that_are_not_alike_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns, arguments, what
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "many").mkdir()
    written(tmp_path / "many" / "a.parquet", parcels(20), floors=[3] * 20, name=["x"] * 20)
    written(tmp_path / "many" / "b.parquet", parcels(20), **columns)
    layer(tmp_path / "z.parquet", zones())
    (tmp_path / "t.dmn").write_text(decision_table("FIRST", {"parcel_floors": "number"}, [("&gt; 2", '"x"', "1")]))
    refused = screen("many", "--zones", "z.parquet", *arguments, "--out", "o")
    assert isinstance(refused.exception, KethopError)
    assert (refused.exception.code, refused.exception.fields["what"]) == ("screen.files_differ", what)
    assert str(refused.exception.place).endswith("b.parquet")
