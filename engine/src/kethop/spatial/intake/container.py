"""What lies in an archive or a folder: which files belong together, which one is the site, which are left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from kethop.errors import Place, SiteError
from kethop.spatial.intake.choosing import chosen_layer
from kethop.spatial.intake.reading import FileReading, LayerSummary, PartSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.intake.shapefile import summary_of_header
from kethop.spatial.notes import Note, note

__all__ = ["PART_KINDS", "Chosen", "choose_set", "with_parts"]

PART_KINDS: Mapping[str, tuple[str, ...]] = {
    "shp": ("shp", "shx", "dbf", "prj", "cpg"),
    "tab": ("tab", "dat", "map", "id", "ind"),
    "mif": ("mif", "mid"),
    "kml": ("kml",),
    "dxf": ("dxf",),
    "gpkg": ("gpkg",),
    "geojson": ("geojson",),
}
"""Main part of a set, with the parts that belong to it."""
_TABLES = {".xlsx", ".csv", ".parquet", ".geoparquet"}
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """The set of files that is the site.

    Parameters
    ----------
    kind : str
        Extension of the main part.
    name : str
        Its name without the extension: the layer.
    parts : Mapping
        Content by extension.
    layers : tuple of LayerSummary
        All sets of the archive.
    notes : tuple of Note
        ``intake.parts_ignored`` (``names``).
    is_layer_used : bool
        Whether the user's choice of layer chose the set, so that nothing is left to choose inside it.
    """

    kind: str
    name: str
    parts: Mapping[str, bytes]
    layers: tuple[LayerSummary, ...]
    notes: tuple[Note, ...]
    is_layer_used: bool


def choose_set(files: Mapping[str, bytes], request: ReadingRequest, *, source: str) -> Chosen:
    """Return the one set of files that is the site.

    Parameters
    ----------
    files : Mapping
        Content by name in the archive.
    request : ReadingRequest
        Its layer chooses among several sets.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``intake.nothing_inside`` (``names``), ``intake.table_inside`` (``name``: it is to be filed as it is, without an
        archive), ``intake.part_twice`` (``part``), those of ``chosen_layer``.
    """
    sets = _sets(files, source)
    tables = [name for name in files if PurePosixPath(name).suffix.lower() in _TABLES]
    if not sets and len(tables) == 1:
        raise SiteError("intake.table_inside", place=Place(source), name=PurePosixPath(tables[0]).name[:80])
    if not sets:
        raise SiteError("intake.nothing_inside", place=Place(source), names=", ".join(sorted(files))[:200])
    if len(sets) == 1:
        name, found = next(iter(sets.items()))
        is_layer_used = request.layer == PurePosixPath(name).stem
        layers: tuple[LayerSummary, ...] = ()
    else:
        summaries = [
            _summary(PurePosixPath(name).with_suffix("").as_posix(), kind, files, parts)
            for name, (kind, parts) in sets.items()
        ]
        stem, layers = chosen_layer(summaries, request.layer, source=source)
        name = next(name for name in sets if PurePosixPath(name).with_suffix("").as_posix() == stem)
        found, is_layer_used = sets[name], True
    kind, names = found
    left = sorted(set(files) - set(names.values()))
    notes = (note("intake.parts_ignored", names=", ".join(left[:_SHOWN]), count=len(left)),) if left else ()
    parts = {extension: files[part] for extension, part in names.items()}
    return Chosen(kind, PurePosixPath(name).stem, parts, layers, notes, is_layer_used)


def with_parts(reading: FileReading, files: Mapping[str, bytes]) -> FileReading:
    """Return a reading with the size and the hash of every file that came."""
    parts = tuple(PartSummary(name, len(data), sha256(data).hexdigest()) for name, data in sorted(files.items()))
    return replace(reading, parts=parts)


def _sets(files: Mapping[str, bytes], source: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return, by the name of each main part, its kind and the names of its parts by extension."""
    by_stem: dict[str, dict[str, str]] = {}
    for name in sorted(files):
        path = PurePosixPath(name)
        if "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        extension = path.suffix.lower().removeprefix(".")
        group = by_stem.setdefault(path.with_suffix("").as_posix().casefold(), {})
        if extension in group:
            raise SiteError("intake.part_twice", place=Place(source), part=name[:80])
        group[extension] = name
    return {
        group[kind]: (kind, {part: group[part] for part in wanted if part in group})
        for group in by_stem.values()
        for kind, wanted in PART_KINDS.items()
        if kind in group
    }


def _summary(stem: str, kind: str, files: Mapping[str, bytes], parts: dict[str, str]) -> LayerSummary:
    if kind == "shp" and "shx" in parts:
        return summary_of_header(stem, files[parts["shp"]], files[parts["shx"]])
    return LayerSummary(stem, kind, None, None, is_read=False)
