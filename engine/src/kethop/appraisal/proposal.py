"""The proposal file: what is proposed, by whom, where, how high."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kethop.appraisal.heights import Heights
from kethop.documents import Document, Record, read_yaml, validate
from kethop.errors import ProposalError
from kethop.spatial import ColumnOrder

__all__ = ["DeclaredValue", "Proposal", "SiteInput", "read_proposal"]

DeclaredValue = bool | int | str | None  # a decimal stays text until its fact says that it is a number
# The years that a calendar may have: a year mistyped as 20266 or 0026 is found at its line.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class SiteInput(Record):
    """Where the site is written.

    Parameters
    ----------
    file : str or None
        A file beside the proposal: Shapefile (.zip, or .shp with its neighbours), GeoPackage, GeoParquet, KML, KMZ, DXF,
        MapInfo (.tab, .mif or .zip), GeoJSON, a table of corners (CSV, XLSX), or a folder of them.
    crs : str or None
        Its coordinate system, such as ``EPSG:9208``; required where the file does not say it (tables of corners, DXF,
        a Shapefile without .prj).
    layer : str or None
        The layer to read, where the file has several.
    unit : str or None
        ``m`` or ``mm``: unit of a DXF drawing that does not say it.
    column_order : ColumnOrder
        What columns headed X and Y of a table of corners mean; Vietnamese tables write X for north.
    units : tuple of str
        Codes of provinces or communes, in place of a file: the site is their area.
    communes : tuple of str
        Communes in which the file says that the site lies, by code or name: they name the meridian and are compared.
    area_ha : Decimal or None
        Area that the file states, in hectares.
    area_reason : str or None
        Why the measured area differs from it.
    repair : bool
        Whether the small set of repairs may be made to the boundary; each is written into the result.
    """

    file: Annotated[str, Field(min_length=1)] | None = None
    crs: Annotated[str, Field(pattern=r"^EPSG:\d{4,5}$")] | None = None
    layer: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    unit: Literal["m", "mm"] | None = None
    column_order: ColumnOrder = ColumnOrder.X_IS_NORTH
    units: tuple[str, ...] = ()
    communes: tuple[Annotated[str, Field(min_length=1, max_length=120)], ...] = ()
    area_ha: Annotated[Decimal, Field(gt=0, le=100_000_000)] | None = None
    area_reason: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    repair: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.file is None) == (not self.units):
            raise ValueError("give either a file or units")
        if self.units and (self.communes or self.area_ha is not None or self.repair):
            raise ValueError("communes, area_ha and repair belong to a site file")
        return self


class Proposal(Record):
    """A proposal, as filed.

    Parameters
    ----------
    proposal : int
        Format; 1.
    pack : str
        Jurisdiction pack whose law applies.
    title, title_en : str, str or None
        Name, and its English wording where there is one.
    proponent : str
        Who proposes; an organisation.
    submitted : date
        Day of a valid submission: its law applies.
    asked_on : date or None
        Day on which opinions are asked; the day of submission when not given.
    is_illustrative : bool
        Whether the proposal is invented.
    site : SiteInput or None
        Where; a plan may have none.
    heights : Heights
        How high.
    facts : Mapping
        Answers to the pack's questions.
    """

    proposal: Literal[1]
    pack: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1, max_length=300)]
    title_en: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    proponent: Annotated[str, Field(min_length=1, max_length=300)]
    submitted: Day
    asked_on: Day | None = None
    is_illustrative: bool = False
    site: SiteInput | None = None
    heights: Heights = Heights()
    facts: Mapping[str, DeclaredValue]


def read_proposal(data: bytes, *, source: str) -> tuple[Proposal, Document]:
    """Return the proposal in ``data`` and the document that tells the line of each part.

    Raises
    ------
    DocumentError, CollectedError
        The file is not YAML, or has unknown, missing or wrong keys.
    ProposalError
        ``proposal.heights_conflict``, ``proposal.asked_before_submitted``.
    """
    document = read_yaml(data, source=source)
    proposal = validate(document, Proposal)
    heights = proposal.heights
    if None not in {heights.ground_elevation, heights.height, heights.top_elevation}:
        _refuse_conflict(heights, document)
    above = heights.above_ground()
    if above is not None and above < 0:
        raise ProposalError("proposal.top_below_ground", place=document.place(("heights",)), height=str(above))
    if proposal.asked_on is not None and proposal.asked_on < proposal.submitted:
        raise ProposalError("proposal.asked_before_submitted", place=document.place(("asked_on",)))
    return proposal, document


def _refuse_conflict(heights: Heights, document: Document) -> None:
    ground, height, top = heights.ground_elevation, heights.height, heights.top_elevation
    if ground is None or height is None or top is None or abs(ground + height - top) <= Decimal("0.01"):
        return
    raise ProposalError(
        "proposal.heights_conflict",
        place=document.place(("heights",)),
        ground=str(ground),
        height=str(height),
        top=str(top),
    )
