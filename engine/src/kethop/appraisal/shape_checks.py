"""Lines of the check panel on the shape: the ring, what should be looked at in it, what was repaired."""

from decimal import Decimal

from kethop.appraisal.check import Check, CheckState, check, check_of_error, check_of_note
from kethop.errors import SiteError
from kethop.spatial import FiledPath, Outline, PathRole, Site, find_faults
from kethop.spatial.sites.open_lines import gap_of, is_nearly_closed, meet_in_a_ring

__all__ = ["repair_checks", "shape_checks"]

MAX_NAMED = 20
_LIMIT_DEGREES = 360.0
_CROSSING = "shape.crossing"
_FAULTY = frozenset({_CROSSING, "shape.crossings_unlisted"})


def shape_checks(outline: Outline, broken: SiteError | None, *, is_mended: bool) -> tuple[Check, ...]:
    """Return the lines on a boundary as filed.

    Parameters
    ----------
    outline : Outline
        The filed paths.
    broken : SiteError or None
        Why no site can be made of them; None where one can, or where its place is in doubt.
    is_mended : bool
        Whether a site was made of them by repair: crossings are then no faults any more.

    Returns
    -------
    tuple of Check
        ``ring.valid``, ``shape.line``, ``shape.lines`` or ``shape.points`` by what it is, with ``shape.nearly_closed`` or
        ``shape.pieces_close`` where a route looks like an outline; or the error and each crossing; then duplicates, gaps, spikes and short edges. Of each kind at most
        ``MAX_NAMED`` are named, and ``ring.more`` says how many more there are.
    """
    faults = find_faults(outline.paths, are_degrees=_are_degrees(outline.paths))
    crossings = [item for item in faults if item.code == _CROSSING]
    lines: list[Check] = []
    if broken is not None:
        lines.append(check_of_error(broken))
    elif not crossings:
        lines += _sound(outline.paths, is_mended=is_mended)
    for code in dict.fromkeys(item.code for item in faults):
        own = [item for item in faults if item.code == code]
        named = [check_of_note(item) for item in own[:MAX_NAMED]]
        if code in _FAULTY and not is_mended:
            named = [item.model_copy(update={"state": CheckState.FAULT}) for item in named]
        lines += named
        if len(own) > MAX_NAMED:
            lines.append(check("ring.more", CheckState.NOTICE, count=len(own) - MAX_NAMED, kind=code))
    return tuple(lines)


def _sound(paths: tuple[FiledPath, ...], *, is_mended: bool) -> list[Check]:
    """Return what the paths are: an area, a route or points."""
    points = sum(len(path.points) for path in paths)
    role = paths[0].role
    gaps = [gap_of(path, are_degrees=_are_degrees(paths)) for path in paths]
    is_joined = is_mended and all(is_nearly_closed(path, gap) for path, gap in zip(paths, gaps, strict=True))
    if role is PathRole.POINT:
        return [check("shape.points", CheckState.PASS, points=points)]
    if role is not PathRole.LINE or is_joined:
        return [check("ring.valid", CheckState.PASS, rings=len(paths), points=points)]
    lines = [check("shape.lines", CheckState.PASS, count=len(paths), points=points)]
    if len(paths) == 1:
        lines = [check("shape.line", CheckState.PASS, points=points, metres=_metres(gaps[0]))]
    for path, gap in zip(paths, gaps, strict=True):
        if is_nearly_closed(path, gap):
            ends = {"first": path.points[0].name, "last": path.points[-1].name}
            lines.append(check("shape.nearly_closed", CheckState.NOTICE, ring=path.name, **ends, metres=_metres(gap)))
    if len(paths) > 1 and meet_in_a_ring(paths):
        lines.append(check("shape.pieces_close", CheckState.NOTICE, count=len(paths)))
    return lines


def _metres(length: float) -> Decimal:
    return Decimal(repr(round(length, 4)))


def repair_checks(site: Site) -> tuple[Check, ...]:
    """Return a line for each repair that was made."""
    return tuple(check_of_note(item) for item in site.repairs)


def _are_degrees(paths: tuple[FiledPath, ...]) -> bool:
    numbers = (number for path in paths for point in path.points for number in (point.easting, point.northing))
    return all(abs(number) <= _LIMIT_DEGREES for number in numbers)
