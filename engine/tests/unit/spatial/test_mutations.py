"""Damaged files: each gives a site or one of the engine's own errors, never anything else."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import settings

from kethop.errors import DocumentError, SiteError
from kethop.spatial import read_site

Write = Callable[..., Path]
COUNT = 3 * settings.default.max_examples
ROWS = [[1, 2357270.61, 562559.81], [2, 2357370.61, 562559.81], [3, 2357370.61, 562659.81], [4, 2357270.61, 562659.81]]
JSON = '{"type": "Polygon", "coordinates": [[[105.76, 21.19], [105.77, 21.19], [105.77, 21.2], [105.76, 21.19]]]}'


def mutated(data: bytes, generator: np.random.Generator) -> bytes:
    """Cut, flip, splice, repeat or blow up a number somewhere."""
    content = bytearray(data)
    at, length = int(generator.integers(len(content))), int(generator.integers(1, 40))
    match int(generator.integers(6)):
        case 0:
            return bytes(content[:at])
        case 1:
            for place in generator.integers(len(content), size=length):
                content[place] ^= int(generator.integers(1, 256))
        case 2:
            del content[at : at + length]
        case 3:
            content[at:at] = content[: int(generator.integers(len(content)))]
        case 4:
            content[at : at + 4] = b"\xff\xff\xff\x7f"
        case _:
            content[at : at + 1] = bytes(generator.choice([b"[", b"{", b"9" * 400, b"1e999", b"\x00", b";", b'"']))
    return bytes(content)


@pytest.mark.parametrize("extension", [".geojson", ".csv", ".xlsx", ".gpkg"])
def test_damaged_files(
    extension: str, tmp_path: Path, text_table: Write, workbook: Write, geopackage: Write, blob: Callable[..., bytes]
) -> None:
    square = shapely.box(562559.81, 2357270.61, 562659.81, 2357370.61)
    seeds = {
        ".geojson": JSON.encode,
        ".csv": lambda: text_table("Điểm;X;Y\n" + "\n".join(f"{n};{x};{y}" for n, x, y in ROWS)).read_bytes(),
        ".xlsx": lambda: workbook([["STT", "X", "Y"], *ROWS]).read_bytes(),
        ".gpkg": lambda: geopackage(blob(square, 5897)).read_bytes(),
    }
    seed = seeds[extension]()
    crs = None if extension == ".geojson" else "EPSG:5897"
    path = tmp_path / f"damaged{extension}"
    path.write_bytes(seed)
    whole = read_site(path, crs=crs)
    assert whole.geometry.is_valid
    generator = np.random.default_rng(20261122)
    refused = 0
    for _ in range(COUNT):
        path.write_bytes(mutated(seed, generator))
        try:
            site = read_site(path, crs=crs)
        except (SiteError, DocumentError):
            refused += 1
        else:
            assert site.geometry.is_valid
            assert site.filed.sha256 != whole.filed.sha256 or path.read_bytes() == seed
    assert refused > COUNT / 10
