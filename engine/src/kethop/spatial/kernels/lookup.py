"""What a covering holds in some cells."""

from kethop.spatial.kernels.compiled import inner
from kethop.spatial.kernels.table import block_of, place_of

__all__ = ["EMPTY", "FILLED", "entry_of", "zones_under"]

FILLED, EMPTY = -1, -2


@inner
def entry_of(table, x, y, zone):
    """Return the entry of a zone in a cell; ``FILLED`` where it fills the cell, ``EMPTY`` where it is not there."""
    block = block_of(table.columns, x, y)
    for k in range(table.whole_start[block], table.whole_start[block + 1]):
        if table.whole_zone[k] == zone:
            return FILLED
    if table.slots[block] >= 0:
        place = place_of(table.slots[block], x, y)
        for k in range(table.cell_start[place], table.cell_start[place + 1]):
            if table.entry_zone[k] == zone:
                return FILLED if table.entry_first[k] < 0 else k
    return EMPTY


@inner
def _note_zone(zones, filled, count, zone, fills):
    """Keep ``zones[:count]`` sorted with ``zone`` in it, and count the cells it fills; -1 where there is no room."""
    at = count
    while at > 0 and zones[at - 1] >= zone:
        at -= 1
    if at == count or zones[at] != zone:
        if count == len(zones):
            return -1
        for k in range(count, at, -1):
            zones[k] = zones[k - 1]
            filled[k] = filled[k - 1]
        zones[at] = zone
        filled[at] = 0
        count += 1
    filled[at] += fills
    return count


@inner
def zones_under(table, box, zones, filled):
    """List the zones in some cells, in order, with how many of the cells each fills; -1 where there is no room."""
    count = 0
    slots, whole_start, whole_zone, cell_start = table.slots, table.whole_start, table.whole_zone, table.cell_start
    entry_zone, entry_first = table.entry_zone, table.entry_first
    for y in range(box[2], box[3] + 1):
        for x in range(box[0], box[1] + 1):
            block = block_of(table.columns, x, y)
            for k in range(whole_start[block], whole_start[block + 1]):
                count = _note_zone(zones, filled, count, whole_zone[k], 1)
                if count < 0:
                    return -1
            if slots[block] >= 0:
                place = place_of(slots[block], x, y)
                for k in range(cell_start[place], cell_start[place + 1]):
                    count = _note_zone(zones, filled, count, entry_zone[k], 1 if entry_first[k] < 0 else 0)
                    if count < 0:
                        return -1
    return count
