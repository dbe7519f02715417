"""Say what becomes of a boundary that crosses itself and is mended."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath
from kethop.spatial.sites.repairing import Area, mended
from kethop.spatial.sites.shapes import fault_of

__all__ = ["crossings_resolved"]


def crossings_resolved(
    groups: Sequence[tuple[BaseGeometry, Sequence[FiledPath]]], *, source: str, area: Area
) -> tuple[Note, ...]:
    """Return a note for each area that crosses itself and is mended.

    Returns
    -------
    tuple of Note
        ``repair.crossing_resolved`` (``ring``, ``crossed``, ``parts``, ``before_m2``: of the boundary as it runs,
        ``after_m2``: of what it encloses).
    """
    found = []
    for shape, paths in groups:
        fault = fault_of(shape, paths, source)
        if fault is not None:
            now = mended(shape)
            found.append(
                note(
                    "repair.crossing_resolved",
                    ring=fault.fields["ring"],
                    crossed=fault.fields["edges"],
                    parts=int(shapely.get_num_geometries(now)),
                    before_m2=area(shape),
                    after_m2=area(now),
                )
            )
    return tuple(found)
