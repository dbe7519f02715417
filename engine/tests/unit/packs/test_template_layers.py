"""The island of the template pack: drawn by a tool, in the water, one layer of it classified."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from kethop.spatial import LayerState, LayerStore
from kethop.vocabulary import ClassificationLevel

DAY = date(2026, 11, 16)


def test_the_tool_gives_the_same_bytes(repository: Path, template_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(repository / "tools/build_template_layers.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in (template_folder / "layers").iterdir()}


def test_a_classified_layer_is_missing_for_who_is_not_cleared(template_folder: Path) -> None:
    states = {
        level: LayerStore([template_folder / "layers"], clearance=level).features("quiet_zones", on=DAY)[0]
        for level in (ClassificationLevel.OPEN, ClassificationLevel.MAT)
    }
    assert states == {ClassificationLevel.OPEN: LayerState.MISSING, ClassificationLevel.MAT: LayerState.ANSWERED}


def test_the_island_lies_in_the_open_ocean(template_folder: Path) -> None:
    store = LayerStore([template_folder / "layers"], clearance=ClassificationLevel.MAT)
    for layer in store.ids():
        _, features = store.features(layer, on=DAY)
        assert features
        for feature in features:
            west, south, east, north = feature.geometry.bounds
            assert west >= 0.0
            assert east <= 0.6
            assert south >= -30.0
            assert north <= -29.6
            assert {"name_vi", "name_en"} <= feature.attributes.keys()
