"""Build packs/vn/layers from the open data sets named in each sidecar: provinces, communes, aerodromes of Viet Nam.

Usage: python tools/build_layers.py [DATA_FOLDER]; the folder is ../shared/data beside the repository unless given. The
output depends on the input alone: two runs give the same bytes.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from kethop.documents import sha256_hex

REPOSITORY = Path(__file__).resolve().parent.parent
FOOT = Decimal("0.3048")
METRES = pa.decimal128(10, 4)
LENGTHS = ("elevation_m", "length_m", "width_m", "le_elevation_m", "he_elevation_m", "le_displaced_m", "he_displaced_m")
UNITS_SOURCE = "https://github.com/thanglequoc/vietnamese-provinces-database, commit cd580632, json/geojson; state since 1 July 2025"
UNITS_NOTICE = (
    "Provinces and communes of Viet Nam: thanglequoc/vietnamese-provinces-database, commit cd580632, MIT License,"
    " copyright its authors."
)
AERODROMES_SOURCE = (
    "https://github.com/davidmegginson/ourairports-data, commit 1fb3eea (runways, thresholds); Python package airportsdata"
    " 20260905 (names, aerodrome elevations). Feet turned into metres exactly. Aerodromes as that public list has them"
)
AERODROMES_NOTICE = (
    "Runways: OurAirports (ourairports.com), public domain. Names and elevations of aerodromes: airportsdata, MIT License,"
    " copyright its authors."
)

Row = dict[str, Any]


def main(data: Path, target: Path) -> None:
    """Write the three layers and their sidecars into ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    types = dict(unit_types(data))
    write_layer(
        target, "provinces", list(provinces(data, types)), group=34,
        texts=("code", "name_vi", "name_en", "type"),
        about={
            "kind": "province", "vi": "34 tỉnh, thành phố", "en": "34 provinces and cities", "source": UNITS_SOURCE,
            "licence": "MIT", "attribution": UNITS_NOTICE, "as_of": "2025-07-01", "life_months": "24",
            "extent": "of_layer: provinces", "key": "code",
        },
    )  # fmt: skip
    write_layer(
        target, "communes", list(communes(data, types)), group=128,
        texts=("code", "name_vi", "name_en", "type", "province_code"),
        about={
            "kind": "commune", "vi": "3.321 xã, phường, đặc khu", "en": "3,321 communes, wards and special zones",
            "source": UNITS_SOURCE + "; outlines simplified to 10 m", "licence": "MIT", "attribution": UNITS_NOTICE,
            "as_of": "2025-07-01", "life_months": "24", "extent": "of_layer: communes", "key": "code",
        },
    )  # fmt: skip
    write_layer(
        target, "aerodromes", list(runways(data)), group=64,
        texts=("runway", "ident", "name", "le_designator", "he_designator"),
        about={
            "kind": "runway", "vi": "Đường cất hạ cánh của sân bay dân dụng", "en": "Runways of civil aerodromes",
            "source": AERODROMES_SOURCE, "licence": "Public domain; MIT", "attribution": AERODROMES_NOTICE,
            "as_of": "2026-09-05", "life_months": "12", "extent": "bbox: [102.14, 7.18, 117.83, 23.4]", "key": "runway",
        },
    )  # fmt: skip


def unit_types(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the code and the type (xã, phường, đặc khu, tỉnh, thành phố) of each unit."""
    with gzip.open(data / "vn-admin/units_34_3321.json.gz", "rt", encoding="utf-8") as file:
        for province in json.load(file):
            yield province["Code"], province["AdministrativeUnitShortName"].lower()
            for commune in province["Wards"]:
                yield commune["Code"], commune["AdministrativeUnitShortName"].lower()


def provinces(data: Path, types: Mapping[str, str]) -> Iterator[Row]:
    """Yield the provinces."""
    document = json.loads((data / "vn-admin/provinces_34.geojson").read_text(encoding="utf-8"))
    for feature in document["features"]:
        unit = feature["properties"]
        yield {
            "code": unit["code"],
            "name_vi": unit["fullName"],
            "name_en": unit["fullNameEn"],
            "type": types[unit["code"]],
            "geometry": shapely.from_geojson(json.dumps(feature["geometry"])),
        }


def communes(data: Path, types: Mapping[str, str]) -> Iterator[Row]:
    """Yield the communes."""
    for unit in pq.read_table(data / "vn-admin/communes_3321_simplified10m.parquet").to_pylist():
        yield {
            "code": unit["code"],
            "name_vi": unit["fullName"],
            "name_en": unit["fullNameEn"],
            "type": types[unit["code"]],
            "province_code": unit["province_code"],
            "geometry": shapely.from_wkb(unit["geometry"]),
        }


def runways(data: Path) -> Iterator[Row]:
    """Yield each open runway; one without both thresholds as the point of its aerodrome."""
    aerodromes = {row["icao"]: row for row in table(data / "airports/airportsdata_airports.csv.gz")}
    for row in table(data / "airports/ourairports_runways.csv.gz"):
        ident = row["airport_ident"]
        if len(ident) != 4 or not ident.startswith("VV") or row["closed"] != "0":
            continue
        aerodrome = aerodromes[ident]
        ends = [(row[f"{end}_longitude_deg"], row[f"{end}_latitude_deg"]) for end in ("le", "he")]
        known = all(value for end in ends for value in end)
        yield {
            "runway": f"{ident} {row['le_ident']}/{row['he_ident']}",
            "ident": ident,
            "name": aerodrome["name"],
            "elevation_m": metres(aerodrome["elevation"]),
            "length_m": metres(row["length_ft"]),
            "width_m": metres(row["width_ft"]),
            "le_designator": row["le_ident"],
            "he_designator": row["he_ident"],
            "le_elevation_m": metres(row["le_elevation_ft"]) if known else None,
            "he_elevation_m": metres(row["he_elevation_ft"]) if known else None,
            "le_displaced_m": metres(row["le_displaced_threshold_ft"]) if known else None,
            "he_displaced_m": metres(row["he_displaced_threshold_ft"]) if known else None,
            "geometry": shapely.LineString([[float(value) for value in end] for end in ends])
            if known
            else shapely.Point(float(aerodrome["lon"]), float(aerodrome["lat"])),
        }


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a compressed CSV file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def metres(feet: str) -> Decimal | None:
    """Return feet as metres, exactly; None for an empty cell."""
    return (Decimal(feet) * FOOT).quantize(Decimal("0.0001")) if feet else None


def write_layer(
    target: Path, name: str, rows: Sequence[Row], *, group: int, texts: Sequence[str], about: Mapping[str, str]
) -> None:
    """Write one layer as GeoParquet 1.1 along a Hilbert curve, and its sidecar."""
    geometries = np.array([row["geometry"] for row in rows])
    if not shapely.is_valid(geometries).all():
        raise ValueError(f"{name}: invalid geometry")
    order = sorted(range(len(rows)), key=lambda index: (hilbert(geometries[index]), rows[index][texts[0]]))
    rows, geometries = [rows[index] for index in order], geometries[order]
    bounds = shapely.bounds(geometries)
    corners = ("xmin", "ymin", "xmax", "ymax")
    columns: dict[str, Any] = {text: pa.array([row[text] for row in rows], pa.string()) for text in texts}
    columns |= {length: pa.array([row[length] for row in rows], METRES) for length in LENGTHS if length in rows[0]}
    columns["bbox"] = pa.StructArray.from_arrays([pa.array(bounds[:, index]) for index in range(4)], corners)
    columns["geometry"] = pa.array(shapely.to_wkb(geometries, byte_order=1).tolist(), pa.binary())
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": sorted({geometry.geom_type for geometry in geometries}),
                "crs": CRS.from_user_input("OGC:CRS84").to_json_dict(),
                "bbox": [*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()],
                "covering": {"bbox": {corner: ["bbox", corner] for corner in corners}},
            }
        },
    }
    content = pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo, sort_keys=True)})
    buffer = io.BytesIO()
    pq.write_table(
        content, buffer, compression="zstd", compression_level=19, row_group_size=group, use_dictionary=False,
        write_statistics=False, data_page_size=1 << 28,
    )  # fmt: skip
    data = buffer.getvalue()
    (target / f"{name}.parquet").write_bytes(data)
    (target / f"{name}.yaml").write_text(sidecar(name, sha256_hex(data), about), encoding="utf-8")
    print(f"{name}: {len(rows)} features, {len(data):,} bytes, sha256 {sha256_hex(data)}")


def hilbert(geometry: BaseGeometry) -> int:
    """Position of a geometry's envelope on a Hilbert curve over the globe, order 16."""
    west, south, east, north = geometry.bounds
    x = int(((west + east) / 2 + 180) / 360 * 65535)
    y = int(((south + north) / 2 + 90) / 180 * 65535)
    place, side = 0, 32768
    while side:
        right, up = int(x & side > 0), int(y & side > 0)
        place += side * side * (3 * right ^ up)
        if not up:
            if right:
                x, y = 65535 - x, 65535 - y
            x, y = y, x
        side //= 2
    return place


def sidecar(name: str, sha256: str, about: Mapping[str, str]) -> str:
    """Return the YAML text of a sidecar."""
    return f"""# Written by tools/build_layers.py.
id: {name}
kind: {about["kind"]}
label:
  vi: {about["vi"]}
  en: {about["en"]}
classification: open
source: "{about["source"]}"
licence: "{about["licence"]}"
attribution: "{about["attribution"]}"
as_of: {about["as_of"]}
life_months: {about["life_months"]}
crs: OGC:CRS84
extent:
  {about["extent"]}
key: {about["key"]}
sha256: {sha256}
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared/data", REPOSITORY / "packs/vn/layers")
