"""Rings of a table that lie inside one another: a table cannot say which is a hole."""

from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, PathRole
from kethop.spatial.sites.shapes import grouped

__all__ = ["with_holes"]

_OVERLAP = 1e-6  # share of the smaller part: what parts may overlap by the rounding of their numbers


def with_holes(paths: tuple[FiledPath, ...], notes: list[Note], source: str) -> tuple[FiledPath, ...]:
    """Read a ring inside another one as its hole, and refuse rings that overlap otherwise."""
    shapes = [geometry for geometry, _ in grouped(paths, mend=True)]
    holders: dict[int, int] = {}
    for inner in range(len(shapes)):
        for outer in range(len(shapes)):
            if inner == outer or not shapely.intersects(shapes[inner], shapes[outer]):
                continue
            if shapely.contains_properly(shapes[outer], shapes[inner]) and outer not in holders:
                holders[inner] = outer
            elif not shapely.contains_properly(shapes[inner], shapes[outer]):
                _refuse_overlap(shapes, (inner, outer), paths, source)
    ordered: list[FiledPath] = []
    for index, path in enumerate(paths):
        if index in holders:
            notes.append(note("site.ring_is_hole", ring=path.name, inside=paths[holders[index]].name))
            continue
        holes = [replace(paths[inner], role=PathRole.HOLE) for inner, outer in holders.items() if outer == index]
        ordered.extend((path, *holes))
    return tuple(ordered)


def _refuse_overlap(
    shapes: Sequence[BaseGeometry], pair: tuple[int, int], paths: Sequence[FiledPath], source: str
) -> None:
    common = shapely.intersection(shapes[pair[0]], shapes[pair[1]])
    if common.area > _OVERLAP * min(shapes[index].area for index in pair):
        first, second = (paths[index] for index in pair)
        at = common.representative_point()
        raise SiteError(
            "site.parts_overlap",
            place=Place(source, second.points[0].row, second.name),
            ring=f"{first.name}, {second.name}",
            edges="",
            east=at.x,
            north=at.y,
        )
