"""Layers of zones as a mass screening asks them: state, zones in the parcels' grid, and where the layer speaks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.cadastre.degrees import in_grid
from kethop.cadastre.extents import file_of_extent, reach_of
from kethop.cadastre.files import SUFFIXES, sha256_of
from kethop.cadastre.requests import LayerRequest
from kethop.cadastre.zone_keys import zone_keys
from kethop.documents import Record
from kethop.errors import KethopError, LayerError, Place
from kethop.spatial import LayerExtent, LayerSidecar, LayerState, canonical_crs, read_sidecar
from kethop.spatial.layers.sidecar import level_of_broken
from kethop.spatial.layout.sources import Loaded, load_source
from kethop.spatial.screening import zone_set
from kethop.spatial.screening.metres import crs_name, crs_text, same_crs
from kethop.vocabulary import ClassificationLevel

__all__ = ["LayerUse", "OpenLayer", "open_layer", "opened_again"]

_DEGREES = {"EPSG:4326", "OGC:CRS84"}


class LayerUse(Record):
    """A layer as a run was begun with it.

    Parameters
    ----------
    id : str
        Of its sidecar, or the name of the file.
    path : str
        Where the file lies; does not matter to the answer.
    state : LayerState
        ``answered``; ``stale``; ``missing``, which is also said of a layer that is not for this reader.
    problem : str
        Code of what hinders it: ``layer.stale``, ``screen.layer_closed``; empty when it answers.
    key : str
        Column that names a zone.
    sha256 : str or None
        Of the file as found.
    as_of, last_day : str or None
        ISO days: whose state it shows, last of its stated life.
    extent : LayerExtent or None
        Where it speaks; None without a sidecar.
    extent_sha256 : str or None
        Of the other layer that serves as extent.
    zones : int
        How many were read.
    repeated : int
        Names that several of them bear.
    repeated_example : str
        One of these names.
    """

    id: str
    path: str
    state: LayerState
    problem: str = ""
    key: str = ""
    sha256: str | None = None
    as_of: str | None = None
    last_day: str | None = None
    extent: LayerExtent | None = None
    extent_sha256: str | None = None
    zones: int = 0
    repeated: int = 0
    repeated_example: str = ""


@dataclass(frozen=True, slots=True)
class OpenLayer:
    """A layer with its zones.

    Parameters
    ----------
    use : LayerUse
    keys : pyarrow.Array of string
    geometries : ndarray of object, shape (z,)
        Valid areas in the parcels' grid.
    attributes : pyarrow.Table
        Columns of the zones.
    reach : BaseGeometry or None
        Where the layer speaks, in the parcels' grid; None where that is not known, and for a layer that is its own extent.
    """

    use: LayerUse
    keys: pa.Array
    geometries: NDArray[np.object_]
    attributes: pa.Table
    reach: BaseGeometry | None

    @property
    def is_own_extent(self) -> bool:
        """Whether the layer speaks where it has a zone, and nowhere else."""
        return self.use.extent is not None and self.use.extent.of_layer == self.use.id


def open_layer(wanted: LayerRequest, crs: str, *, on: date) -> OpenLayer:
    """Return a layer; one that is out of date or not for this reader says so in its state, a broken one is refused.

    Parameters
    ----------
    wanted : LayerRequest
    crs : str
        PROJJSON of the parcels' grid.
    on : date
        Day for which its stated life is judged.

    Raises
    ------
    LayerError
        ``layer.file_missing``; ``screen.not_geoparquet`` (``suffix``); ``screen.zone_key_missing``: neither sidecar nor key;
        ``screen.layer_empty``: no zone, and nothing that says where the layer speaks; ``layer.hash_differs`` (``stated``, ``found``),
        ``screen.crs_differs`` (``stated``, ``found``): not the file that the sidecar describes; ``layer.extent_unreadable`` (``id``);
        ``layer.unreadable``, ``layer.geometry_invalid``, ``screening.crs_missing``, ``screening.other_crs``; those of ``zone_keys``.
    DocumentError, CollectedError
        Those of ``read_sidecar``, where the sidecar states the level of an open layer: a run over a cadastre in which nothing is
        known serves nobody, so what the owner can mend is told at once.
    """
    path = wanted.path
    if not path.is_file():
        raise LayerError("layer.file_missing", place=Place(str(path)))
    if path.suffix.lower() not in SUFFIXES:
        raise LayerError("screen.not_geoparquet", place=Place(str(path)), suffix=path.suffix)
    beside = path.with_suffix(".yaml")
    if beside.is_file():
        return _described(path, beside, crs, on)
    if wanted.key is None:
        raise LayerError("screen.zone_key_missing", place=Place(str(path)))
    use = LayerUse(
        id=path.stem, path=str(path.resolve()), state=LayerState.ANSWERED, key=wanted.key, sha256=sha256_of(path)
    )
    return _with_zones(use, load_source(path), crs)


def opened_again(use: LayerUse, crs: str) -> OpenLayer:
    """Return a layer as a run was begun with it, in another process.

    Raises
    ------
    LayerError
        ``screen.input_changed``: the file, or the one of its extent, is no longer the one that was hashed; others as for ``open_layer``.
    """
    if use.state is LayerState.MISSING:
        return _closed(use)
    path = Path(use.path)
    extent = file_of_extent(path, use.extent)
    if sha256_of(path) != use.sha256 or (extent is not None and sha256_of(extent) != use.extent_sha256):
        raise LayerError("screen.input_changed", place=Place(path.name))
    return _with_zones(use, load_source(path), crs)


def _described(path: Path, beside: Path, crs: str, on: date) -> OpenLayer:
    """Return a layer with a sidecar; what is wrong with one that is not stated to be open is nobody's business here."""
    bare = LayerUse(id=path.stem, path=str(path.resolve()), state=LayerState.MISSING, problem="screen.layer_closed")
    try:
        sidecar = read_sidecar(beside)
    except KethopError:
        if level_of_broken(beside).is_readable_at(ClassificationLevel.OPEN):
            raise
        return _closed(bare)
    if not sidecar.classification.is_readable_at(ClassificationLevel.OPEN):
        return _closed(bare)
    is_stale = sidecar.is_stale(on)
    use = bare.model_copy(
        update={
            "state": LayerState.STALE if is_stale else LayerState.ANSWERED,
            "problem": "layer.stale" if is_stale else "",
            "key": sidecar.key,
            "sha256": sha256_of(path),
            "as_of": sidecar.as_of.isoformat(),
            "last_day": sidecar.last_day.isoformat() if sidecar.last_day else None,
            "extent": sidecar.extent,
        }
    )
    return _with_zones(_checked(use, path, sidecar), _loaded(path, sidecar), crs)


def _checked(use: LayerUse, path: Path, sidecar: LayerSidecar) -> LayerUse:
    """Return the use with the hash of its extent; refuse a file that is not the one that the sidecar describes."""
    if use.sha256 != sidecar.sha256:
        raise LayerError("layer.hash_differs", place=Place(path.name), stated=sidecar.sha256, found=use.sha256)
    other = file_of_extent(path, sidecar.extent)
    if other is None:
        return use
    try:
        described = read_sidecar(other.with_suffix(".yaml"))
        found = sha256_of(other)
    except KethopError as error:
        raise LayerError("layer.extent_unreadable", place=Place(path.name), id=other.stem) from error
    if found != described.sha256 or not described.classification.is_readable_at(ClassificationLevel.OPEN):
        raise LayerError("layer.extent_unreadable", place=Place(path.name), id=other.stem)
    return use.model_copy(update={"extent_sha256": found})


def _loaded(path: Path, sidecar: LayerSidecar) -> Loaded:
    """Return what the file holds; its CRS must be the one that the sidecar states."""
    loaded = load_source(path)
    if loaded.crs is None:
        raise LayerError("screening.crs_missing", place=Place(path.name))
    found = crs_name(loaded.crs)
    both = {canonical_crs(sidecar.crs), canonical_crs(found)}
    if not (both <= _DEGREES or same_crs(crs_text(loaded.crs), sidecar.crs)):
        raise LayerError("screen.crs_differs", place=Place(path.name), stated=sidecar.crs[:80], found=found[:80])
    return loaded


def _with_zones(use: LayerUse, loaded: Loaded, crs: str) -> OpenLayer:
    path = Path(use.path)
    keys, repeated, example = zone_keys(loaded.attributes, use.key, source=path.name)
    moved = in_grid(loaded.geometries, loaded.crs, crs, source=path.name)
    zones = zone_set(keys, moved, crs, source=path.name)
    if not len(zones) and use.extent is None:
        raise LayerError("screen.layer_empty", place=Place(path.name))
    reach = reach_of(path, use.extent, crs)
    counted = {"zones": len(zones), "repeated": repeated, "repeated_example": example}
    return OpenLayer(use.model_copy(update=counted), keys, zones.geometries, loaded.attributes, reach)


def _closed(use: LayerUse) -> OpenLayer:
    return OpenLayer(use, pa.array([], pa.string()), np.empty(0, dtype=np.object_), pa.table({}), None)
