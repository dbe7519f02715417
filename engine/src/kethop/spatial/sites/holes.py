"""Rings that lie inside one another, in formats that cannot say which is a hole: the depth of nesting says it.

A ring inside none is an outline, one inside a single other its hole, one inside a hole an island and so an outline again,
whatever the order of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, PathRole
from kethop.spatial.sites.shapes import fault_of, grouped

__all__ = ["with_holes"]

_OVERLAP = 1e-6  # share of the smaller part: what parts may overlap by the rounding of their numbers


def with_holes(paths: tuple[FiledPath, ...], notes: list[Note], source: str) -> tuple[FiledPath, ...]:
    """Return every filed path with its role by the depth of nesting, each hole behind the outline that holds it.

    Parameters
    ----------
    paths : tuple of FiledPath
        Rings that are all filed as outlines, or lines, or points.
    notes : list of Note
        Gains ``site.ring_is_hole`` and ``site.ring_is_island`` (``ring``, ``inside``).
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``site.parts_overlap``: two rings overlap and neither holds the other; those of ``fault_of``: a hole touches its
        outline or another hole so that the land falls apart.
    """
    shapes = [geometry for geometry, _ in grouped(paths, mend=True)]
    around = _containers(shapes, paths, source)
    holes: dict[int, list[int]] = {index: [] for index, held in around.items() if len(held) % 2 == 0}
    for index, held in around.items():
        if not held:
            continue
        inner = max(held, key=lambda other: len(around[other]))
        if len(held) % 2:
            if inner not in holes:  # rounding alone could part a ring from the one around its container
                raise _overlap(shapes, (index, inner), paths, source)
            holes[inner].append(index)
            notes.append(note("site.ring_is_hole", ring=paths[index].name, inside=paths[inner].name))
        else:
            notes.append(note("site.ring_is_island", ring=paths[index].name, inside=paths[inner].name))
    ordered: list[FiledPath] = []
    for outer, own in holes.items():
        group = [paths[outer], *(replace(paths[hole], role=PathRole.HOLE) for hole in own)]
        if own and all(shapely.get_num_geometries(shapes[index]) == 1 for index in (outer, *own)):
            _refuse_fault(group, source)
        ordered += group
    return tuple(ordered)


def _containers(shapes: Sequence[BaseGeometry], paths: Sequence[FiledPath], source: str) -> Mapping[int, list[int]]:
    """Return for each shape those that hold it; two that overlap otherwise are refused."""
    around: dict[int, list[int]] = {index: [] for index in range(len(shapes))}
    if shapely.get_dimensions(np.asarray(shapes, dtype=object)).max(initial=0) < 2:
        return around
    for first, second in shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist():
        if first >= second:
            continue
        if _holds(shapes[first], shapes[second]):
            around[second].append(first)
        elif _holds(shapes[second], shapes[first]):
            around[first].append(second)
        else:
            common = shapely.intersection(shapes[first], shapes[second]).area
            if common > _OVERLAP * min(shapes[first].area, shapes[second].area):
                raise _overlap(shapes, (first, second), paths, source)
    return around


def _holds(outer: BaseGeometry, inner: BaseGeometry) -> bool:
    """Whether one lies inside the other; their boundaries may touch in single points, as a hole and its island may."""
    if shapely.contains_properly(outer, inner):
        return True
    if not shapely.covers(outer, inner):
        return False
    shared = shapely.intersection(shapely.boundary(outer), shapely.boundary(inner))
    return bool(shapely.get_dimensions(shared) == 0)


def _refuse_fault(group: Sequence[FiledPath], source: str) -> None:
    for shape, own in grouped(group):
        fault = fault_of(shape, own, source)
        if fault is not None:
            raise fault


def _overlap(
    shapes: Sequence[BaseGeometry], pair: tuple[int, int], paths: Sequence[FiledPath], source: str
) -> SiteError:
    at = shapely.intersection(shapes[pair[0]], shapes[pair[1]]).representative_point()
    first, second = (paths[index] for index in pair)
    return SiteError(
        "site.parts_overlap",
        place=Place(source, second.points[0].row, second.name),
        ring=f"{first.name}, {second.name}",
        edges="",
        east=at.x,
        north=at.y,
    )
