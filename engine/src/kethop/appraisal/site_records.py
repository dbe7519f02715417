"""The part of a result that says where the site lies and which surfaces lie over it."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, WithJsonSchema

from kethop.appraisal.check import Check
from kethop.documents import Record
from kethop.vocabulary import Text

__all__ = ["LevelRecord", "Sha256", "ShieldRecord", "SiteRecord", "SurfaceRecord", "UnitShare"]

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class UnitShare(Record):
    """A commune and the part of the site that lies in it, from 0 to 1; null for a site defined by its units."""

    code: str
    name: Text
    share: Number | None


class SiteRecord(Record):
    """The site as it was read and measured."""

    source: str
    sha256: Sha256
    filed_crs: str
    operation: Text
    grid: str
    area_m2: Number | None
    length_m: Number | None
    centre: Annotated[tuple[Number, Number], Field(description="Longitude and latitude, WGS 84, degrees")]
    provinces: tuple[Text, ...]
    notes: tuple[Text, ...]
    communes: tuple[UnitShare, ...]
    checks: Annotated[
        tuple[Check, ...],
        Field(description="Repairs that were asked for, and what the file states beside what was measured"),
    ] = ()


class LevelRecord(Record):
    """The lowest elevation of one surface over the site, in metres above mean sea level."""

    surface: str
    aerodrome: str
    runway: str
    direction: str
    elevation_m: Number


class ShieldRecord(Record):
    """An existing object that the proposal gives, and the surface that slopes down from its top by 10 % over the site."""

    name: str
    at: Annotated[tuple[Number, Number], Field(description="Longitude and latitude, WGS 84, degrees")]
    top_elevation_m: Number
    distance_m: Annotated[Number, Field(description="Geodesic distance of the part of the site farthest from it")]
    sloping_elevation_m: Annotated[Number, Field(description="The sloping surface there, the lowest over the site")]


class SurfaceRecord(Record):
    """Obstacle limitation surfaces over the site, computed and not the published plan."""

    regime: str
    published: date | None
    is_complete: Annotated[bool, Field(description="Every runway in reach could be computed")]
    aerodrome: Annotated[str | None, Field(description="Nearest aerodrome")]
    aerodrome_distance_m: Number | None
    is_inside: bool | None
    governing: str | None
    governing_aerodrome: str | None
    runway: str | None
    permitted_elevation_m: Number | None
    penetration_m: Number | None
    datum_m: Number | None
    at: tuple[Number, Number] | None
    group: Annotated[str | None, Field(description="Aeroplane design group of the governing surface")]
    loosest_elevation_m: Annotated[
        Number | None,
        Field(description="Permitted for the design group that permits most, where the group is not known"),
    ]
    levels: tuple[LevelRecord, ...]
    guidance: tuple[LevelRecord, ...]
    notes: tuple[Text, ...]
    shielding: Annotated[
        tuple[ShieldRecord, ...],
        Field(description="Objects given by the proponent; they change neither what is permitted nor the state"),
    ] = ()
