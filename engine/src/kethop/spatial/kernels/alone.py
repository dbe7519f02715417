"""One site against the covering of zones."""

import numpy as np

from kethop.spatial.kernels.asking import PAD_M, PARCEL_CELLS_MOST
from kethop.spatial.kernels.compiled import compiled
from kethop.spatial.kernels.envelopes import by_envelope
from kethop.spatial.kernels.measure import APART, ASK, measure

__all__ = ["alone"]


@compiled
def alone(bounds, binary, grid_corner, table):
    """Return the zones that one site meets, overlaps, its area, relations, and whether all that is sure.

    Where it is not sure, the zones are those that it may meet; none of them where it is too large for the cells, or nowhere.

    Parameters
    ----------
    bounds : tuple of four float
        Of the site, in the coordinates of the zones.
    binary : ndarray of uint8
        Its well-known binary.
    grid_corner : tuple of float
    table : Table
        Of all cells.
    """
    west, south, east, north = bounds
    no_zones, no_areas, no_states = np.empty(0, np.int32), np.empty(0), np.empty(0, np.uint8)
    across = (east - west + 2 * PAD_M) / table.cell + 2.0
    if not (
        west <= east
        and south <= north
        and across * ((north - south + 2 * PAD_M) / table.cell + 2.0) < PARCEL_CELLS_MOST
    ):
        return no_zones, no_areas, no_areas, no_states, False
    is_far = (
        west - grid_corner[0] > table.columns * table.cell
        or south - grid_corner[1] > table.rows * table.cell
        or east < grid_corner[0] - PAD_M
        or north < grid_corner[1] - PAD_M
    )
    if is_far:
        return no_zones, no_areas, no_areas, no_states, True
    envelopes = (np.full(1, west), np.full(1, south), np.full(1, east), np.full(1, north))
    place, zone, state, crowded = by_envelope(envelopes, grid_corner, table)
    if len(crowded):
        return no_zones, no_areas, no_areas, no_states, False
    if len(zone) == 0:
        return no_zones, no_areas, no_areas, no_states, True
    places = (np.zeros(1, np.int64), np.full(1, len(binary)), binary)
    overlap, area, state, _ = measure(envelopes, places, (place, zone, state), grid_corner, table)
    if np.any(state == ASK):
        return zone, overlap, area, state, False
    met = state != APART
    return zone[met], overlap[met], area[met], state[met], True
