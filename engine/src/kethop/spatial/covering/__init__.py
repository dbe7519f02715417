"""The covering of zones: which of them fill a cell, and what piece of them lies in the cells that they cross.

Built once for the cells that are asked, kept by the hash of what it was built from, opened as mapped memory. It needs numba
(the extra ``screening``); without it screening takes the plain way over an STR tree, with the same answers.
"""

from kethop.spatial.covering.building import Covering, build_covering
from kethop.spatial.covering.grid import Grid, choose_grid, grid_for
from kethop.spatial.covering.keeping import keep_covering, kept_covering
from kethop.spatial.covering.outlines import OutlineSheet, ZoneOutlines, outline_sheet, zone_outlines

__all__ = [
    "Covering",
    "Grid",
    "OutlineSheet",
    "ZoneOutlines",
    "build_covering",
    "choose_grid",
    "grid_for",
    "keep_covering",
    "kept_covering",
    "outline_sheet",
    "zone_outlines",
]
