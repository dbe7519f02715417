"""What becomes of a boundary that crosses itself and is mended."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.crossings import MAX_CROSSINGS, crossings_of
from kethop.spatial.sites.filed import FiledPath
from kethop.spatial.sites.repairing import Area, mended
from kethop.spatial.sites.shapes import fault_of

__all__ = ["crossings_resolved", "refuse_scribbles"]


def refuse_scribbles(paths: Sequence[FiledPath], *, source: str) -> None:
    """Refuse to mend a ring that crosses itself more than ``MAX_CROSSINGS`` times.

    Raises
    ------
    SiteError
        ``site.too_many_repairs`` (``ring``, ``limit``).
    """
    for path in paths:
        if len(crossings_of(path)) > MAX_CROSSINGS:
            place = Place(source, path=path.name)
            raise SiteError("site.too_many_repairs", place=place, ring=path.name, limit=MAX_CROSSINGS)


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
