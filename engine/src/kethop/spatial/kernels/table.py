"""The table of a covering: blocks of 32 × 32 cells, and what zones each block and each cell holds."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.kernels.compiled import compiled, inner

__all__ = ["BLOCK", "Table", "block_of", "fill_table", "place_of"]

SHIFT = 5
BLOCK = 1 << SHIFT
_LOW = BLOCK - 1


class Table(NamedTuple):
    """What is looked up for a cell.

    A cell's entries are ``cell_start[s]`` to ``cell_start[s + 1]`` with s = slot of its block · 1024 + place in the block.

    Parameters
    ----------
    cell : float
        Side of a cell in metres.
    columns, rows : int
        Cells of the grid; multiples of 32.
    slots : ndarray of int32, shape (blocks,)
        Slot of a block whose cells have entries of their own; -1 where they have none.
    whole_start : ndarray of int64, shape (blocks + 1,)
        Where the zones that fill a whole block begin in ``whole_zone``.
    whole_zone : ndarray of int32
    cell_start : ndarray of int64
    entry_zone, entry_first, entry_last : ndarray of int32
        Zone, and the rings of its piece in this cell; first ring -1 where the zone fills the cell.
    pieces : ndarray of float64, shape (p, 2)
        Vertices, relative to the corner of the grid.
    held : ndarray of uint8, shape (rows, columns)
        Whether a zone is in a cell at all: most parcels are in cells without one, which this tells at one look.
    pieces : ndarray of float64, shape (p, 2)
        Vertices, relative to the corner of the grid.
    piece_ends : ndarray of int64
        Where rings begin and end in ``pieces``.
    """

    cell: float
    columns: int
    rows: int
    slots: NDArray[np.int32]
    whole_start: NDArray[np.int64]
    whole_zone: NDArray[np.int32]
    cell_start: NDArray[np.int64]
    entry_zone: NDArray[np.int32]
    entry_first: NDArray[np.int32]
    entry_last: NDArray[np.int32]
    held: NDArray[np.uint8]
    pieces: NDArray[np.float64]
    piece_ends: NDArray[np.int64]


@inner
def block_of(columns, x, y):
    """Return the number of a cell's block, in a grid of so many columns of cells."""
    return (y >> SHIFT) * (columns >> SHIFT) + (x >> SHIFT)


@inner
def place_of(slot, x, y):
    """Return where a cell's entries are counted in ``cell_start``, in the slot of its block."""
    return (slot << (2 * SHIFT)) + ((y & _LOW) << SHIFT) + (x & _LOW)


@inner
def _walk_filled(filled, shape, asked, slots, cell_count, whole_count, out, step):
    """Go through the filled rectangles block by block.

    Step 0 marks blocks whose cells get entries, step 1 counts, step 2 writes entries and moves the counts on.
    """
    rows, columns = shape
    across = columns >> SHIFT
    entry_zone, entry_first, entry_last, whole_zone = out
    for i in range(len(filled)):
        zone = filled[i, 0]
        a0, a1 = max(filled[i, 1], 0), min(filled[i, 2], columns)
        b0, b1 = max(filled[i, 3], 0), min(filled[i, 4], rows)
        if a0 >= a1 or b0 >= b1:
            continue
        for by in range(b0 >> SHIFT, ((b1 - 1) >> SHIFT) + 1):
            y0, y1 = max(b0, by << SHIFT), min(b1, (by + 1) << SHIFT)
            for bx in range(a0 >> SHIFT, ((a1 - 1) >> SHIFT) + 1):
                x0, x1 = max(a0, bx << SHIFT), min(a1, (bx + 1) << SHIFT)
                block = by * across + bx
                if x1 - x0 == BLOCK and y1 - y0 == BLOCK:
                    if step == 1:
                        whole_count[block] += 1
                    elif step == 2:
                        whole_zone[whole_count[block]] = zone
                        whole_count[block] += 1
                    continue
                for y in range(y0, y1):
                    for x in range(x0, x1):
                        if asked[y, x] == 0:
                            continue
                        if step == 0:
                            slots[block] = 0
                            continue
                        place = place_of(slots[block], x, y)
                        at = cell_count[place]
                        cell_count[place] += 1
                        if step == 2:
                            entry_zone[at] = zone
                            entry_first[at] = -1
                            entry_last[at] = -1


@inner
def _to_starts(counts):
    """Turn counts into starts in place, with the sum at the end."""
    total = 0
    for i in range(len(counts)):
        count = counts[i]
        counts[i] = total
        total += count


@inner
def _hold(held, slots, whole_start, cell_start):
    """Mark the cells in which there is a zone."""
    across = held.shape[1] >> SHIFT
    for block in range(len(slots)):
        y0, x0 = (block // across) << SHIFT, (block % across) << SHIFT
        is_whole = whole_start[block + 1] > whole_start[block]
        if not is_whole and slots[block] < 0:
            continue
        for y in range(y0, y0 + BLOCK):
            place = place_of(max(slots[block], 0), 0, y)
            for x in range(BLOCK):
                if is_whole or cell_start[place + x + 1] > cell_start[place + x]:
                    held[y, x0 + x] = 1


@compiled
def fill_table(crossed, filled, asked, rings):
    """Return slots, whole_start, whole_zone, cell_start, the three entry columns and held of a ``Table``.

    Parameters
    ----------
    crossed, filled : ndarray of int32
        As ``divide`` gives them, in the order of zones.
    asked : ndarray of uint8, shape (rows, columns)
    rings : int
        Rings of all pieces, where the last piece ends.
    """
    shape = asked.shape
    blocks = (shape[0] >> SHIFT) * (shape[1] >> SHIFT)
    slots = np.empty(blocks, np.int32)
    for block in range(blocks):
        slots[block] = -1
    no = np.empty(0, np.int32)
    nothing = np.empty(0, np.int64)
    for i in range(len(crossed)):
        slots[block_of(shape[1], crossed[i, 0], crossed[i, 1])] = 0
    _walk_filled(filled, shape, asked, slots, nothing, nothing, (no, no, no, no), 0)
    used = 0
    for block in range(blocks):
        if slots[block] == 0:
            slots[block] = used
            used += 1
    cell_start = np.zeros((used << (2 * SHIFT)) + 1, np.int64)
    whole_start = np.zeros(blocks + 1, np.int64)
    place = np.empty(len(crossed), np.int64)
    for i in range(len(crossed)):
        x, y = crossed[i, 0], crossed[i, 1]
        place[i] = place_of(slots[block_of(shape[1], x, y)], x, y)
        cell_start[place[i]] += 1
    _walk_filled(filled, shape, asked, slots, cell_start, whole_start, (no, no, no, no), 1)
    _to_starts(cell_start)
    _to_starts(whole_start)
    entry_zone = np.empty(cell_start[-1], np.int32)
    entry_first = np.empty(cell_start[-1], np.int32)
    entry_last = np.empty(cell_start[-1], np.int32)
    whole_zone = np.empty(whole_start[-1], np.int32)
    cell_at = cell_start.copy()
    whole_at = whole_start.copy()
    for i in range(len(crossed)):
        at = cell_at[place[i]]
        cell_at[place[i]] += 1
        entry_zone[at] = crossed[i, 2]
        entry_first[at] = crossed[i, 3]
        entry_last[at] = crossed[i + 1, 3] if i + 1 < len(crossed) else rings
    _walk_filled(filled, shape, asked, slots, cell_at, whole_at, (entry_zone, entry_first, entry_last, whole_zone), 2)
    held = np.zeros(shape, np.uint8)
    _hold(held, slots, whole_start, cell_start)
    return slots, whole_start, whole_zone, cell_start, entry_zone, entry_first, entry_last, held
