"""One site after another against the same zones, whose covering is kept in memory."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.screening.exact import settle
from kethop.spatial.screening.hits import Hits
from kethop.spatial.screening.plain import screen_site
from kethop.spatial.screening.zones import ZoneSet

if TYPE_CHECKING:
    from kethop.spatial.covering import Covering

__all__ = ["SiteIndex"]

_CELL_M = 64.0


class SiteIndex:
    """Zones of which many single sites are asked, one at a time.

    Making it takes seconds where zones are many and finely drawn, and memory of about twice their outlines; it pays from some
    thousand sites. Without numba, and for zones beyond all metres on Earth, each site takes the tree, as ``screen_site`` does.

    Parameters
    ----------
    zones : ZoneSet
    cell_m : float
        Side of the cells, a power of two in metres; larger where the zones would have too many cells.
    workers : int
        Threads that make it.
    """

    def __init__(self, zones: ZoneSet, *, cell_m: float = _CELL_M, workers: int = 2) -> None:
        self._zones = zones
        self._covering: Covering | None = None
        if find_spec("numba") is None or not len(zones):
            return
        # numba takes half a second to load
        from kethop.spatial.covering import build_covering, choose_grid, grid_for  # noqa: PLC0415
        from kethop.spatial.covering.grid import REACH_M  # noqa: PLC0415
        from kethop.spatial.kernels.alone import alone  # noqa: PLC0415

        if not (np.abs(zones.bounds) < REACH_M).all():
            return
        self._alone = alone
        west, south = zones.bounds[:, :2].min(axis=0).tolist()
        east, north = zones.bounds[:, 2:].max(axis=0).tolist()
        extent = (west, south, east, north)
        cell = grid_for(np.full(1, cell_m / 4), extent)
        grid = choose_grid(zones.outlines, np.ones(len(zones), np.bool_), extent, cell)
        self._covering = build_covering(zones.outlines, grid, workers=workers)

    @property
    def nbytes(self) -> int:
        """Bytes of the covering."""
        return 0 if self._covering is None else self._covering.nbytes

    def screen(self, site: BaseGeometry) -> Hits:
        """Return how one site meets the zones: what ``screen_site`` says.

        Parameters
        ----------
        site : BaseGeometry
            In the zones' CRS, two-dimensional; row 0 of the answer.
        """
        covering = self._covering
        if covering is None or site.is_empty:
            return screen_site(site, self._zones)
        binary = np.frombuffer(shapely.to_wkb(site, byte_order=1), np.uint8)
        zone, overlap, area, relation, is_sure = self._alone(site.bounds, binary, covering.grid.corner, covering.table)
        none = np.empty(0, np.int64)
        if is_sure:
            return Hits.of(np.zeros(len(zone), np.int64), zone, overlap, area, relation, nowhere=none, invalid=none)
        if not len(zone):
            return screen_site(site, self._zones)
        settled = settle(np.full(len(zone), site, dtype=np.object_), self._zones.some(zone))
        row = np.zeros(len(settled.pair), np.int64)
        columns = (settled.overlap_m2, settled.area_m2, settled.relation)
        return Hits.of(
            row, zone[settled.pair], *columns, nowhere=none, invalid=np.zeros(len(settled.invalid), np.int64)
        )
