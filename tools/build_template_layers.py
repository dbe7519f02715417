"""Build packs/template/layers: an invented island in the open ocean, where there is no land.

Usage: python tools/build_template_layers.py [TARGET_FOLDER]. The output depends on this file alone: two runs give the
same bytes.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import shapely
from build_layers import REPOSITORY, Row, write_layer

from kethop.vocabulary import ClassificationLevel

WEST, SOUTH, EAST, NORTH = 0.0, -30.0, 0.6, -29.6
MIDDLE, HALFWAY = 0.3, -29.8
SOURCE = "Drawn by tools/build_template_layers.py; the island is invented and lies where there is only water"
UNITS = {"life_months": "null", "extent": "of_layer: provinces", "key": "code"}
ZONES = {"life_months": "36", "extent": "of_layer: provinces", "key": "code"}


def main(target: Path) -> None:
    """Write the four layers and their sidecars into ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    texts = ("code", "name_vi", "name_en")
    provinces = [
        _unit("01", "Tỉnh Tây Mẫu", "West Sample Province", shapely.box(WEST, SOUTH, MIDDLE, NORTH)),
        _unit("02", "Tỉnh Đông Mẫu", "East Sample Province", shapely.box(MIDDLE, SOUTH, EAST, NORTH)),
    ]
    _write(target, "provinces", provinces, texts, UNITS | {"kind": "province", "vi": "2 tỉnh", "en": "2 provinces"})
    communes = [
        _unit("0101", "Xã Cát Trắng", "White Sand Commune", shapely.box(WEST, SOUTH, MIDDLE, HALFWAY)) | {"province_code": "01"},
        _unit("0102", "Xã Gió Tây", "West Wind Commune", shapely.box(WEST, HALFWAY, MIDDLE, NORTH)) | {"province_code": "01"},
        _unit("0201", "Xã Bến Mẫu", "Sample Quay Commune", shapely.box(MIDDLE, SOUTH, EAST, HALFWAY)) | {"province_code": "02"},
        _unit("0202", "Xã Gió Đông", "East Wind Commune", shapely.box(MIDDLE, HALFWAY, EAST, NORTH)) | {"province_code": "02"},
    ]  # fmt: skip
    about = UNITS | {"kind": "commune", "vi": "4 xã", "en": "4 communes", "extent": "of_layer: communes"}
    _write(target, "communes", communes, (*texts, "province_code"), about)
    lagoon = shapely.Polygon([(0.10, -29.90), (0.15, -29.91), (0.17, -29.86), (0.12, -29.84), (0.09, -29.87)])
    zones = [_unit("Z1", "Khu bảo vệ đầm Mẫu", "Sample Lagoon Zone", lagoon)]
    about = ZONES | {"kind": "protected_zone", "vi": "Khu bảo vệ (hư cấu)", "en": "Protected zones (invented)"}
    _write(target, "protected_zones", zones, texts, about)
    dunes = shapely.Polygon([(0.42, -29.74), (0.50, -29.75), (0.49, -29.69), (0.43, -29.68)])
    quiet = [_unit("Q1", "Vùng yên tĩnh đồi Mẫu", "Sample Dunes Quiet Zone", dunes)]
    about = ZONES | {"kind": "quiet_zone", "vi": "Vùng yên tĩnh (hư cấu)", "en": "Quiet zones (invented)"}
    _write(target, "quiet_zones", quiet, texts, about, level=ClassificationLevel.MAT)


def _unit(code: str, vi: str, en: str, geometry: shapely.Polygon) -> Row:
    return {"code": code, "name_vi": vi, "name_en": en, "geometry": geometry}


def _write(
    target: Path,
    name: str,
    rows: Sequence[Row],
    texts: Sequence[str],
    about: Mapping[str, str],
    level: ClassificationLevel = ClassificationLevel.OPEN,
) -> None:
    """Write one layer; its sidecar names this tool, and its level, which shows how a classified layer stays unseen."""
    facts = {
        "source": SOURCE,
        "licence": "Apache-2.0",
        "attribution": "Invented; nothing to attribute.",
        "as_of": "2025-01-01",
    }
    write_layer(target, name, rows, group=64, texts=texts, about=facts | dict(about))
    sidecar = target / f"{name}.yaml"
    text = sidecar.read_text(encoding="utf-8")
    text = text.replace("tools/build_layers.py", "tools/build_template_layers.py", 1)
    sidecar.write_text(text.replace("classification: open", f"classification: {level}", 1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "packs/template/layers")
