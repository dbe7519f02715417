"""The unit of a drawing's numbers: metres are read, millimetres divided, any other refused until the filer says which it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from kethop.errors import Place, SiteError
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath

__all__ = ["DXF_UNITS", "DrawingUnit", "refuse_doubtful", "settled_unit"]

_SOUTHERNMOST_M = 500_000  # the area of use of every VN-2000 grid lies north of it: its northings are above 600 km
PER_METRE: Mapping[str, Decimal] = MappingProxyType({"m": Decimal(1), "mm": Decimal(1000)})
DXF_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "1": "inch", "2": "foot", "3": "mile", "4": "mm", "5": "cm", "6": "m", "7": "km", "8": "microinch", "9": "mil",
        "10": "yard", "11": "angstrom", "12": "nanometre", "13": "micron", "14": "dm", "15": "dam", "16": "hm", "17": "Gm",
        "18": "astronomical unit", "19": "light year", "20": "parsec", "21": "US survey foot", "22": "US survey inch",
        "23": "US survey yard", "24": "US survey mile",
    }
)  # fmt: skip
"""Values of ``$INSUNITS`` (DXF reference, header variables); 0 is "no unit"."""


@dataclass(frozen=True, slots=True)
class DrawingUnit:
    """The unit that a drawing is read in.

    Parameters
    ----------
    name : str
        ``m`` or ``mm``.
    notes : tuple of Note
        ``intake.unit_given`` (``filed``, ``given``) where the filer overrules the drawing, ``intake.millimetres``.
    """

    name: str
    notes: tuple[Note, ...] = ()

    @property
    def per_metre(self) -> Decimal:
        """Units in a metre."""
        return PER_METRE[self.name]


def settled_unit(stated: str | None, given: str | None, *, source: str) -> DrawingUnit:
    """Return the unit from what the drawing says and what the filer says; the filer's word counts, with a note.

    Parameters
    ----------
    stated : str or None
        Name of the unit that the file says; None where it says none.
    given : str or None
        ``m`` or ``mm``, as the filer says.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``intake.unit_missing``, ``intake.unit_unknown`` (``unit``).
    """
    name = given or stated
    if name is None:
        raise SiteError("intake.unit_missing", place=Place(source))
    if name not in PER_METRE:
        raise SiteError("intake.unit_unknown", place=Place(source), unit=name[:40])
    notes = []
    if given is not None and stated not in {None, given}:
        notes.append(note("intake.unit_given", filed=str(stated)[:40], given=given))
    if name == "mm":
        notes.append(note("intake.millimetres"))
    return DrawingUnit(name, tuple(notes))


def refuse_doubtful(paths: Sequence[FiledPath], unit: DrawingUnit, *, given: str | None, source: str) -> None:
    """Refuse a file that says millimetres itself and whose numbers are then on no grid of the country.

    Parameters
    ----------
    paths : sequence of FiledPath
        At least one; their numbers in metres.
    unit : DrawingUnit
        What they were read in.
    given : str or None
        What the filer says; with it nothing is in doubt.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``intake.unit_doubtful`` (``unit``).
    """
    largest = max(max(abs(point.easting), abs(point.northing)) for path in paths for point in path.points)
    if unit.per_metre != 1 and given is None and largest < _SOUTHERNMOST_M:
        raise SiteError("intake.unit_doubtful", place=Place(source), unit=unit.name)
