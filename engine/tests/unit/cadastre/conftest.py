"""The scene, and the machine code that all screening tests share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for cadastre_scene

from cadastre_scene import layer, parcels, written, zones


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A folder with ``p.parquet`` (900 parcels in 9 groups) and the layer ``z.parquet`` with its sidecar."""
    count = 900
    use = ["rice", "houses", "forest"] * (count // 3)
    written(tmp_path / "p.parquet", parcels(count), use=use, floors=list(range(count)))
    layer(tmp_path / "z.parquet", zones(), columns={"kind": ["belt", "depot", "road", None, "belt"] * 5})
    return tmp_path
