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
from kethop.documents import Record
from kethop.errors import CollectedError, KethopError, LayerError, Place
from kethop.spatial import LayerExtent, LayerSidecar, LayerState, canonical_crs, read_sidecar
from kethop.spatial.layers.sidecar import level_of_broken
from kethop.spatial.layout.sources import Loaded, load_source
from kethop.spatial.screening import zone_set
from kethop.spatial.screening.metres import crs_text, same_crs
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
        ``answered``, or why it is not asked.
    problem : str
        Code of what hinders it; empty when it answers.
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
    """Return a layer; one that cannot answer says so in its state.

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
        ``layer.missing`` (``id``): no such file; ``screen.not_geoparquet``; ``screen.zone_key_missing``: neither sidecar nor key. A
        file without a sidecar states nothing that it could be measured by, so whatever is wrong with it is refused:
        ``layer.unreadable``, ``layer.geometry_invalid``, ``screening.other_crs``.
    """
    path = wanted.path
    if not path.is_file():
        raise LayerError("layer.missing", place=Place(str(path)), id=path.stem)
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
    if use.state not in {LayerState.ANSWERED, LayerState.STALE}:
        return _closed(use)
    path = Path(use.path)
    extent = file_of_extent(path, use.extent)
    if sha256_of(path) != use.sha256 or (extent is not None and sha256_of(extent) != use.extent_sha256):
        raise LayerError("screen.input_changed", place=Place(path.name))
    return _with_zones(use, load_source(path), crs)


def _described(path: Path, beside: Path, crs: str, on: date) -> OpenLayer:
    """Return a layer with a sidecar: what is wrong with it is its state, as in a single appraisal."""
    bare = LayerUse(id=path.stem, path=str(path.resolve()), state=LayerState.MISSING, problem="layer.missing")
    try:
        sidecar = read_sidecar(beside)
    except KethopError as error:
        if not level_of_broken(beside).is_readable_at(ClassificationLevel.OPEN):
            return _closed(bare)
        first = error.errors[0] if isinstance(error, CollectedError) else error
        return _closed(bare.model_copy(update={"state": LayerState.UNREADABLE, "problem": first.code}))
    if not sidecar.classification.is_readable_at(ClassificationLevel.OPEN):
        return _closed(bare)
    use = bare.model_copy(
        update={
            "state": LayerState.STALE if sidecar.is_stale(on) else LayerState.ANSWERED,
            "problem": "layer.stale" if sidecar.is_stale(on) else "",
            "key": sidecar.key,
            "sha256": sha256_of(path),
            "as_of": sidecar.as_of.isoformat(),
            "last_day": sidecar.last_day.isoformat() if sidecar.last_day else None,
            "extent": sidecar.extent,
        }
    )
    try:
        return _with_zones(_checked(use, path, sidecar), _loaded(path, sidecar), crs)
    except LayerError as error:
        state = LayerState.CRS_UNKNOWN if error.code == "layer.crs_unknown" else LayerState.UNREADABLE
        if error.code == "screening.other_crs":
            raise  # the layer is sound; it is the question that does not fit
        return _closed(use.model_copy(update={"state": state, "problem": error.code}))


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
    stated = crs_text(loaded.crs)
    both = {canonical_crs(sidecar.crs), canonical_crs(_name(loaded.crs))}
    if not (both <= _DEGREES or same_crs(stated, sidecar.crs)):
        raise LayerError("layer.crs_unknown", place=Place(path.name), crs=sidecar.crs[:80])
    return loaded


def _name(crs: object) -> str:
    identity = crs.get("id") if isinstance(crs, dict) else None
    return f"{identity.get('authority')}:{identity.get('code')}" if isinstance(identity, dict) else str(crs)


def _with_zones(use: LayerUse, loaded: Loaded, crs: str) -> OpenLayer:
    path = Path(use.path)
    if use.key not in loaded.attributes.column_names:
        raise LayerError("layer.unreadable", place=Place(path.name), problem=f"no column {use.key}")
    keys = loaded.attributes[use.key].combine_chunks().cast(pa.string())
    moved = in_grid(loaded.geometries, loaded.crs, crs, source=path.name)
    zones = zone_set(keys, moved, crs, source=path.name)
    reach = reach_of(path, use.extent, crs)
    return OpenLayer(use.model_copy(update={"zones": len(zones)}), keys, zones.geometries, loaded.attributes, reach)


def _closed(use: LayerUse) -> OpenLayer:
    return OpenLayer(use, pa.array([], pa.string()), np.empty(0, dtype=np.object_), pa.table({}), None)
