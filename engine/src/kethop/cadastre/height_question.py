"""Which surfaces are asked, and which columns say how high something is."""

from dataclasses import dataclass

import pyarrow as pa
from pydantic import TypeAdapter

from kethop.cadastre.degrees import way_of
from kethop.documents import PlainValue, Record, sha256_hex
from kethop.errors import LayerError, Place
from kethop.spatial import Aerodrome, AerodromeSet, SurfaceSet, surfaces_of_aerodromes
from kethop.spatial.surfaces.buildings import check_columns

__all__ = ["HeightJob", "HeightQuestion", "height_job", "height_question"]

_RUNWAYS = TypeAdapter(tuple[Aerodrome, ...])


@dataclass(frozen=True, slots=True)
class HeightQuestion:
    """Which surfaces, and which columns say how high something is.

    Parameters
    ----------
    aerodromes : tuple of Aerodrome
    sets : tuple of SurfaceSet
        Rules; the lowest of all surfaces governs.
    height : str
        Column of heights above ground, metres.
    ground : str or None
        Column of ground elevations, metres above mean sea level.
    ground_m : float or None
        One elevation assumed for all parcels.
    """

    aerodromes: tuple[Aerodrome, ...]
    sets: tuple[SurfaceSet, ...]
    height: str
    ground: str | None
    ground_m: float | None


class HeightJob(Record):
    """A height question as plain data."""

    aerodromes: str
    sets: tuple[SurfaceSet, ...]
    height: str
    ground: str | None
    ground_m: str | None
    idents: tuple[str, ...]

    def aerodrome_set(self) -> AerodromeSet:
        """Return the aerodromes."""
        return AerodromeSet(_RUNWAYS.validate_json(self.aerodromes))

    @property
    def identity(self) -> dict[str, PlainValue]:
        """What decides the answer."""
        plain: dict[str, PlainValue] = self.model_dump(mode="json", exclude={"aerodromes"})
        return plain | {"runways_sha256": sha256_hex(self.aerodromes.encode())}


def height_question(
    aerodromes: tuple[Aerodrome, ...],
    sets: tuple[SurfaceSet, ...],
    *,
    height: str,
    ground: str | None,
    ground_m: float | None,
) -> HeightQuestion:
    """Return a question that can be answered.

    Raises
    ------
    LayerError
        ``heights.ground_missing``, ``heights.ground_twice``; ``runways.not_computable`` (``ident``): none of the surfaces can be computed.
    """
    if (ground is None) == (ground_m is None):
        code = "heights.ground_missing" if ground is None else "heights.ground_twice"
        raise LayerError(code, place=Place("--ground"))
    found = [surfaces_of_aerodromes(AerodromeSet(aerodromes), item) for item in sets]
    if not any(item.placed for item in found):
        names = ", ".join(item.ident for item in aerodromes)
        raise LayerError("runways.not_computable", place=Place("--surfaces"), ident=names)
    return HeightQuestion(aerodromes, sets, height, ground, ground_m)


def height_job(wanted: HeightQuestion, parcels: pa.Schema, crs: str, *, source: str) -> HeightJob:
    """Return the question as plain data, after looking at the columns.

    Raises
    ------
    LayerError
        ``heights.column_missing`` (``column``, ``columns``, ``option``), ``heights.not_numbers`` (``column``, ``option``);
        ``screening.crs_unknown`` (``crs``): there is no pinned way from the parcels' grid to WGS 84.
    """
    check_columns(parcels, height=wanted.height, ground=wanted.ground, source=source)
    if way_of(crs) is None:
        raise LayerError("screening.crs_unknown", place=Place(source), crs=crs[:80])
    return HeightJob(
        aerodromes=_RUNWAYS.dump_json(wanted.aerodromes).decode(),
        sets=wanted.sets,
        height=wanted.height,
        ground=wanted.ground,
        ground_m=None if wanted.ground_m is None else repr(wanted.ground_m),
        idents=tuple(item.ident for item in wanted.aerodromes),
    )
