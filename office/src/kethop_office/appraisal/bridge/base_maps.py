"""Shapes of the administrative layers of the pack, written to a file. The child of the engine calls it."""

import json
from datetime import date
from pathlib import Path

import shapely

from kethop.spatial import LayerStore
from kethop.vocabulary import ClassificationLevel
from kethop_office.appraisal.bridge.opened import OpenedDesk
from kethop_office.appraisal.bridge.plain import Plain

__all__ = ["plain_base_maps"]

_COARSE = 0.002  # degrees: less than a pixel at the zooms where it is shown
_FINE = 0.00005


def plain_base_maps(desk: OpenedDesk, *, out: str, on: str, known: dict[str, str]) -> dict[str, Plain]:
    """Write each open administrative layer that is not known yet as lines of JSON.

    Parameters
    ----------
    out : str
        Path that is written.
    on : str
        Day whose layers are wanted, ISO.
    known : dict
        SHA-256 by layer of what the office has already.

    Returns
    -------
    dict
        ``layers``: SHA-256 by layer of what was written.
    """
    settings = desk.pack.manifest.map
    written: dict[str, Plain] = {}
    with Path(out).open("w", encoding="utf-8") as file:
        for name in (settings.provinces, settings.communes):
            version = desk.layers.sha256(name)
            if version is None or known.get(name) == version or not _is_open(desk.layers, name):
                continue
            written[name] = version
            file.writelines(
                json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(desk.layers, name, version, on)
            )
    return {"layers": written}


def _is_open(layers: LayerStore, name: str) -> bool:
    sidecar = layers.sidecar(name)
    return sidecar is not None and sidecar.classification is ClassificationLevel.OPEN


def _lines(layers: LayerStore, name: str, version: str, on: str) -> list[dict[str, Plain]]:
    lines: list[dict[str, Plain]] = []
    for feature in layers.features(name, on=date.fromisoformat(on))[1]:
        west, south, east, north = feature.geometry.bounds
        vi = str(feature.attributes.get("name_vi") or feature.key)
        fine = _simplified(feature.geometry, _FINE)
        lines.append(
            {
                "layer": name,
                "version": version,
                "code": feature.key,
                "name_vi": vi,
                "name_en": str(feature.attributes.get("name_en") or vi),
                "box": [west, south, east, north],
                "shape": shapely.to_wkb(fine).hex(),
                "coarse": shapely.to_wkb(_simplified(fine, _COARSE)).hex(),
            }
        )
    return lines


def _simplified(geometry: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    """Return a shape with fewer vertices and all its parts: the quick way where it loses no island, else the careful one."""
    quick = shapely.simplify(geometry, tolerance, preserve_topology=False)
    if shapely.get_num_geometries(quick) == shapely.get_num_geometries(geometry) and shapely.is_valid(quick):
        return quick
    return shapely.simplify(geometry, tolerance)
