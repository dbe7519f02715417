"""The layers in some folders, as a reader with a clearance sees them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.errors import KethopError, LayerError, Place
from kethop.spatial.layers.bounds import least_distances
from kethop.spatial.layers.geoparquet import Feature, LayerFile
from kethop.spatial.layers.relation import (
    Contact,
    LayerDistance,
    LayerState,
    Meeting,
    Overlap,
    Relation,
    Whole,
    meeting_of,
    overlap_of,
)
from kethop.spatial.layers.shelf import Shelf
from kethop.spatial.layers.sidecar import LayerExtent, LayerSidecar
from kethop.spatial.measures import local_grid, nearest
from kethop.spatial.sites import Site
from kethop.vocabulary import ClassificationLevel

__all__ = ["LayerStore"]

_NEGLIGIBLE = 1e-6  # of the site: the precision to which shares are stated


class LayerStore:
    """Layers by identifier.

    A layer that cannot answer is a state in the answer, never an exception and never an empty answer. A layer above the
    clearance is missing, in every respect; so is one with a broken sidecar that does not state a level within it.

    Parameters
    ----------
    folders : sequence of Path
        Folders with ``<id>.yaml`` and ``<id>.parquet``. The same id in two folders makes that layer unreadable.
    clearance : ClassificationLevel
        What the reader may know of.
    """

    def __init__(self, folders: Sequence[Path], *, clearance: ClassificationLevel = ClassificationLevel.OPEN) -> None:
        self._shelf = Shelf(tuple(folders), clearance)

    def ids(self) -> tuple[str, ...]:
        """Return the identifiers of the layers whose sidecar can be read, in order."""
        return self._shelf.ids()

    def sidecar(self, layer: str) -> LayerSidecar | None:
        """Return the sidecar of a layer; None when it is missing or cannot be read."""
        found = self._shelf.sidecar(layer)
        return found if isinstance(found, LayerSidecar) else None

    def sha256(self, layer: str) -> str | None:
        """Return the SHA-256 of a layer's Parquet file as found, computed once; None when there is no such file."""
        return self._shelf.sha256(layer)

    def file(self, layer: str) -> LayerFile | None:
        """Return the file of a layer, stale or not; None when the layer is missing or cannot be read."""
        found = self._shelf.file(layer) if self.sidecar(layer) else None
        return found if isinstance(found, LayerFile) else None

    def is_missing(self, layer: str) -> bool:
        """Return whether there is no such layer for this reader; one that cannot be read is not missing."""
        return self._shelf.sidecar(layer) is None

    def problems(self) -> tuple[KethopError, ...]:
        """Return what is wrong with sidecars and files, each with its place, for a check of a whole folder."""
        return self._shelf.problems()

    def state(self, layer: str, *, on: date) -> LayerState:
        """Return whether a layer can answer on a day, without reading its features."""
        return self._open(layer, on)[2]

    def features(
        self,
        layer: str,
        *,
        on: date,
        near: tuple[float, float, float, float] | None = None,
        keys: Collection[str] | None = None,
    ) -> tuple[LayerState, tuple[Feature, ...]]:
        """Return features of a layer with its state on a day; none unless it is answered or stale.

        Parameters
        ----------
        layer : str
            Identifier of the layer.
        on : date
            Day for which a stated life is judged.
        near : tuple of float or None
            Only features whose envelope meets west, south, east, north, in degrees.
        keys : collection of str or None
            Only features with these keys; takes precedence over ``near``.
        """
        opened, _, state = self._open(layer, on)
        if opened is None:
            return state, ()
        try:
            if keys is not None:
                return state, opened.features(opened.rows_of(keys))
            return state, opened.features(range(len(opened)) if near is None else opened.rows_near(near))
        except LayerError:
            return LayerState.UNREADABLE, ()

    def relate(self, site: Site, layer: str, *, on: date) -> Relation:
        """Return how a site lies to the features of a layer.

        Parameters
        ----------
        site : Site
            The site.
        layer : str
            Identifier of the layer.
        on : date
            Day for which a stated life is judged.
        """
        opened, problem, state = self._open(layer, on)
        sidecar = self.sidecar(layer)
        if sidecar is None:
            return Relation(layer, state, problem)
        grid = local_grid(site.geometry)
        overlaps: tuple[Overlap, ...] = ()
        outside = 1.0
        try:
            if opened is not None:
                meetings = _meetings(opened, site.geometry)
                whole = Whole.of(site.geometry, grid)
                found = (overlap_of(meeting, whole) for meeting in meetings)
                overlaps = tuple(sorted(found, key=lambda hit: hit.key))
                own = meetings if sidecar.extent.of_layer == layer else None
                outside = self._share_outside(site.geometry, sidecar.extent, own, whole)
        except LayerError as error:
            overlaps, outside, state, problem = (), 1.0, LayerState.UNREADABLE, error.code
        except shapely.errors.GEOSException:
            overlaps, outside, state, problem = (), 1.0, LayerState.UNREADABLE, "layer.unreadable"
        if state is LayerState.ANSWERED and outside > _NEGLIGIBLE:
            state, problem = LayerState.NOT_COVERING, "layer.not_covering"
        return Relation(
            layer,
            state,
            problem,
            overlaps,
            outside if outside > _NEGLIGIBLE else 0.0,
            grid.name if overlaps else "",
            sidecar.classification,
            sidecar.as_of,
            sidecar.last_day,
            self.sha256(layer),
        )

    def distance_to(self, site: Site, layer: str, *, on: date) -> LayerDistance:
        """Return the geodesic distance from a site to the nearest feature of a layer; parameters as for ``relate``."""
        opened, problem, state = self._open(layer, on)
        if opened is None:
            return LayerDistance(layer, state, problem)
        bounds = least_distances(site.geometry.bounds, opened.envelopes())
        best = LayerDistance(layer, state, problem)
        try:
            for row in np.argsort(bounds, kind="stable"):
                if best.metres is not None and bounds[row] > best.metres:
                    break
                feature = opened.features([int(row)])[0]
                way = nearest(site.geometry, feature.geometry)
                if best.metres is None or way.metres < best.metres:
                    best = LayerDistance(layer, state, problem, way.metres, feature.key, way.to_point)
        except LayerError as error:
            return LayerDistance(layer, LayerState.UNREADABLE, error.code)
        return best

    def _open(self, layer: str, on: date) -> tuple[LayerFile | None, str, LayerState]:
        """Return the layer's file, or the reason why there is none; the reason also beside a stale file."""
        sidecar = self._shelf.sidecar(layer)
        if sidecar is None:
            return None, "layer.missing", LayerState.MISSING
        if isinstance(sidecar, KethopError):
            return None, sidecar.code, LayerState.UNREADABLE
        opened = self._shelf.file(layer)
        if isinstance(opened, LayerError):
            known = {"layer.missing": LayerState.MISSING, "layer.crs_unknown": LayerState.CRS_UNKNOWN}
            return None, opened.code, known.get(opened.code, LayerState.UNREADABLE)
        if sidecar.is_stale(on):
            return opened, "layer.stale", LayerState.STALE
        return opened, "", LayerState.ANSWERED

    def _share_outside(self, site: BaseGeometry, extent: LayerExtent, own: list[Meeting] | None, whole: Whole) -> float:
        """Return which part of a site lies outside an extent; ``own`` are its meetings when the extent is the layer itself."""
        if extent.bbox is not None:
            rest = site.difference(_box(extent.bbox))
        else:
            meetings = self._extent_meetings(site, extent.of_layer or "") if own is None else own
            if any(meeting.contact is Contact.COVERED for meeting in meetings):
                return 0.0
            rest = site.difference(shapely.union_all([meeting.common for meeting in meetings]))
        return 0.0 if rest.is_empty else whole.share(rest)

    def _extent_meetings(self, site: BaseGeometry, name: str) -> list[Meeting]:
        reach = self._shelf.file(name) if isinstance(self._shelf.sidecar(name), LayerSidecar) else None
        if not isinstance(reach, LayerFile):
            raise LayerError("layer.extent_unreadable", place=Place(name), id=name)
        return _meetings(reach, site)


def _meetings(layer: LayerFile, site: BaseGeometry) -> list[Meeting]:
    shapely.prepare(site)
    near = layer.features(layer.rows_near(site.bounds))
    return [meeting for feature in near if (meeting := meeting_of(site, feature))]


def _box(bbox: tuple[Decimal, Decimal, Decimal, Decimal]) -> BaseGeometry:
    west, south, east, north = (float(side) for side in bbox)
    return shapely.box(west, south, east, north)
