"""Lines of the check panel on the shape: the ring, what should be looked at in it, what was repaired."""

from kethop.appraisal.check import Check, CheckState, check, check_of_error, check_of_note
from kethop.errors import SiteError
from kethop.spatial import FiledPath, Outline, Site, find_faults

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
        ``ring.valid``, or the error and each crossing; then duplicates, gaps, spikes and short edges. Of each kind at most
        ``MAX_NAMED`` are named, and ``ring.more`` says how many more there are.
    """
    faults = find_faults(outline.paths, are_degrees=_are_degrees(outline.paths))
    crossings = [item for item in faults if item.code == _CROSSING]
    lines: list[Check] = []
    if broken is not None:
        lines.append(check_of_error(broken))
    elif not crossings:
        points = sum(len(path.points) for path in outline.paths)
        lines.append(check("ring.valid", CheckState.PASS, rings=len(outline.paths), points=points))
    for code in dict.fromkeys(item.code for item in faults):
        own = [item for item in faults if item.code == code]
        named = [check_of_note(item) for item in own[:MAX_NAMED]]
        if code in _FAULTY and not is_mended:
            named = [item.model_copy(update={"state": CheckState.FAULT}) for item in named]
        lines += named
        if len(own) > MAX_NAMED:
            lines.append(check("ring.more", CheckState.NOTICE, count=len(own) - MAX_NAMED, kind=code))
    return tuple(lines)


def repair_checks(site: Site) -> tuple[Check, ...]:
    """Return a line for each repair that was made."""
    return tuple(check_of_note(item) for item in site.repairs)


def _are_degrees(paths: tuple[FiledPath, ...]) -> bool:
    numbers = (number for path in paths for point in path.points for number in (point.easting, point.northing))
    return all(abs(number) <= _LIMIT_DEGREES for number in numbers)
