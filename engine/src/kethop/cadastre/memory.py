"""How many parts may be under way at once within a bound on memory."""

import shapely

from kethop.cadastre.opened import OpenJob
from kethop.errors import LayerError, Place

__all__ = ["need_of", "slots_within"]

_PROGRAM = 330_000_000
"""Bytes of Python, its libraries and machine code before the first zone, as measured (docs/how-to/screen-a-cadastre.md)."""
_CORNER = 150
"""Bytes of a zone's corner: as read, as geometry, as ring, as piece of a covering."""
_PARCEL = 220
"""Bytes of a parcel of a part: envelope, cells, answers, the row that is written."""
_RULED, _SURFACED = 400, 1_500
"""More bytes of a parcel with rules: its columns as decimals; with surfaces: its outline as objects, in metres and degrees."""
_OUTLINE = 4
"""How often the outlines of a row group are in memory: as read, decoded, as objects of GEOS, once more in the self-check."""


def need_of(opened: OpenJob) -> tuple[int, int]:
    """Return bytes that a run holds before its first part, and that each part under way adds."""
    corners = int(shapely.get_num_coordinates(opened.every.zones.geometries).sum())
    fixed = _PROGRAM + _CORNER * corners
    most = max((task.rows for task in opened.tasks), default=0)
    largest = max((file.largest_group for file in opened.attributes), default=0)
    each = _PARCEL + (_RULED if opened.rules else 0) + (_SURFACED if opened.heights else 0)
    return fixed, each * most + _OUTLINE * largest


def slots_within(opened: OpenJob, *, memory: int | None, workers: int) -> int:
    """Return how many parts may be under way at once.

    Parameters
    ----------
    opened : OpenJob
    memory : int or None
        Bytes; None for no bound.
    workers : int
        The most that are wanted.

    Raises
    ------
    LayerError
        ``screen.memory_small`` (``given``, ``needed``, bytes): not even one part fits.
    """
    if memory is None:
        return workers
    fixed, each = need_of(opened)
    slots = min(workers, (memory - fixed) // max(each, 1))
    if slots < 1:
        raise LayerError("screen.memory_small", place=Place("--memory"), given=memory, needed=fixed + each)
    return int(slots)
