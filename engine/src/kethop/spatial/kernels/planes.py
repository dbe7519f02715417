"""Cut rings by half planes (Sutherland and Hodgman), and the signed area of a ring.

Parts of a concave ring that fall asunder stay joined by edges that run to and fro on the cutting line; they enclose nothing,
so areas are right, which is all that is asked.
"""

from kethop.spatial.kernels.compiled import inner

__all__ = ["cut_axis", "cut_convex", "cut_side", "grown_by_cut", "ring_area"]


@inner
def grown_by_cut(count):
    """Return how many vertices a ring can have after one cut: each vertex outside may be replaced by two."""
    return count + count // 2 + 2


@inner
def ring_area(ring, start, end):
    """Return the signed area of ``ring[start:end]``, positive anticlockwise, computed from its first vertex."""
    if end - start < 3:
        return 0.0
    x0 = ring[start, 0]
    y0 = ring[start, 1]
    double = 0.0
    for k in range(start + 1, end - 1):
        double += (ring[k, 0] - x0) * (ring[k + 1, 1] - y0) - (ring[k + 1, 0] - x0) * (ring[k, 1] - y0)
    return 0.5 * double


@inner
def cut_axis(ring, start, end, out, at, axis, line, keep_low):
    """Write what of ``ring[start:end]`` lies on one side of x = line (axis 0) or y = line (axis 1) to ``out[at:]``.

    A new vertex lies on the line exactly. Returns the end of what was written.
    """
    if end == start:
        return at
    px = ring[end - 1, 0]
    py = ring[end - 1, 1]
    pv = px if axis == 0 else py
    p_in = pv <= line if keep_low else pv >= line
    for k in range(start, end):
        cx = ring[k, 0]
        cy = ring[k, 1]
        cv = cx if axis == 0 else cy
        c_in = cv <= line if keep_low else cv >= line
        if c_in != p_in:
            share = (line - pv) / (cv - pv)
            if axis == 0:
                out[at, 0] = line
                out[at, 1] = py + share * (cy - py)
            else:
                out[at, 0] = px + share * (cx - px)
                out[at, 1] = line
            at += 1
        if c_in:
            out[at, 0] = cx
            out[at, 1] = cy
            at += 1
        px, py, pv, p_in = cx, cy, cv, c_in
    return at


@inner
def cut_side(ring, count, out, corner, normal):
    """Write what of ``ring[:count]`` lies on the inner side of a line to ``out``; returns its count.

    ``corner`` is a point of the line, ``normal`` points inward.
    """
    if count == 0:
        return 0
    nx, ny = normal
    ax, ay = corner
    at = 0
    px = ring[count - 1, 0]
    py = ring[count - 1, 1]
    pv = nx * (px - ax) + ny * (py - ay)
    for k in range(count):
        cx = ring[k, 0]
        cy = ring[k, 1]
        cv = nx * (cx - ax) + ny * (cy - ay)
        if (cv >= 0.0) != (pv >= 0.0):
            share = pv / (pv - cv)
            out[at, 0] = px + share * (cx - px)
            out[at, 1] = py + share * (cy - py)
            at += 1
        if cv >= 0.0:
            out[at, 0] = cx
            out[at, 1] = cy
            at += 1
        px, py, pv = cx, cy, cv
    return at


@inner
def cut_convex(first, count, other, convex, sides):
    """Cut ``first[:count]`` by an anticlockwise convex ring.

    Returns the signed area and the vertices left; -1 vertices where the buffers ``first`` and ``other`` are too short.
    """
    in_first = True
    for j in range(sides):
        if grown_by_cut(count) > len(first):
            return 0.0, -1
        k = j + 1 if j + 1 < sides else 0
        ex = convex[k, 0] - convex[j, 0]
        ey = convex[k, 1] - convex[j, 1]
        if ex == 0.0 and ey == 0.0:
            continue
        corner = (convex[j, 0], convex[j, 1])
        if in_first:
            count = cut_side(first, count, other, corner, (-ey, ex))
        else:
            count = cut_side(other, count, first, corner, (-ey, ex))
        in_first = not in_first
        if count == 0:
            return 0.0, 0
    if in_first:
        return ring_area(first, 0, count), count
    return ring_area(other, 0, count), count
