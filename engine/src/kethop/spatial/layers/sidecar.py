"""The YAML sidecar that says what a layer is, whence, how old and how far it reaches."""

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from kethop.documents import Record, read_yaml, validate
from kethop.errors import DocumentError, LayerError, Place
from kethop.vocabulary import ClassificationLevel, Text

__all__ = ["LAYER_ID", "LayerExtent", "LayerSidecar", "level_of_broken", "read_sidecar"]

LAYER_ID = r"^[a-z][a-z0-9_-]*$"
_Degrees = Annotated[Decimal, Field(ge=-180, le=180)]


class LayerExtent(Record):
    """Where the layer speaks: outside it, an empty answer means nothing.

    Parameters
    ----------
    bbox : tuple of Decimal, shape (4,), or None
        West, south, east, north in degrees of WGS 84.
    of_layer : str or None
        The union of all features of that layer (it may be the layer itself).
    """

    bbox: tuple[_Degrees, _Degrees, _Degrees, _Degrees] | None = None
    of_layer: Annotated[str, Field(pattern=LAYER_ID)] | None = None

    @model_validator(mode="after")
    def _is_one_extent(self) -> Self:
        if (self.bbox is None) == (self.of_layer is None):
            raise ValueError("an extent is a bbox or names a layer, one of the two")
        if self.bbox is not None and not (self.bbox[0] < self.bbox[2] and self.bbox[1] < self.bbox[3]):
            raise ValueError("a bbox is west, south, east, north")
        return self


class LayerSidecar(Record):
    """What is known of a layer beside its features.

    Parameters
    ----------
    id : str
        Identifier; the files are ``<id>.yaml`` and ``<id>.parquet``.
    kind : str
        What its features are, such as ``commune`` or ``runway``.
    label : Text
        Name for readers.
    classification : ClassificationLevel
        Level; a reader below it does not learn that the layer exists.
    source, licence, attribution : str
        Whence, under which terms, and the words that a NOTICE file must carry.
    as_of : date
        Day whose state the layer shows.
    life_months : int or None
        Months after which it is stale; None when it does not age.
    crs : str
        CRS of the coordinates; ``OGC:CRS84`` or ``EPSG:4326``, longitude first as GeoParquet has it.
    extent : LayerExtent
        Where it speaks.
    key : str
        Column that names a feature.
    sha256 : str
        SHA-256 of the Parquet file.
    """

    id: Annotated[str, Field(pattern=LAYER_ID)]
    kind: Annotated[str, Field(pattern=LAYER_ID)]
    label: Text
    classification: ClassificationLevel
    source: Annotated[str, Field(min_length=1)]
    licence: Annotated[str, Field(min_length=1)]
    attribution: Annotated[str, Field(min_length=1)]
    as_of: date
    life_months: Annotated[int, Field(gt=0)] | None
    crs: Annotated[str, Field(min_length=1)]
    extent: LayerExtent
    key: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @property
    def last_day(self) -> date | None:
        """Last day of the stated life; None when the layer does not age."""
        if self.life_months is None:
            return None
        months = self.as_of.year * 12 + self.as_of.month - 1 + self.life_months
        year, month = divmod(months, 12)
        return date(year, month + 1, min(self.as_of.day, calendar.monthrange(year, month + 1)[1]))

    def is_stale(self, on: date) -> bool:
        """Return whether the stated life has ended before ``on``."""
        return self.last_day is not None and self.last_day < on


def read_sidecar(path: Path) -> LayerSidecar:
    """Return the sidecar in a file.

    Raises
    ------
    LayerError
        ``layer.missing``: the file cannot be opened; ``layer.id_differs`` (``id``): it is not named after its id.
    DocumentError, CollectedError
        It is no strict YAML, or its keys or values are wrong.
    """
    place = Place(path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LayerError("layer.missing", place=place, id=path.stem) from error
    sidecar = validate(read_yaml(data, source=path.name), LayerSidecar)
    if sidecar.id != path.stem:
        raise LayerError("layer.id_differs", place=place, id=sidecar.id)
    return sidecar


def level_of_broken(path: Path) -> ClassificationLevel:
    """Return the level that a sidecar states although it cannot be used; the highest one unless it says otherwise."""
    try:
        value = read_yaml(path.read_bytes(), source=path.name).value
    except (OSError, DocumentError):
        return ClassificationLevel.TUYET_MAT
    stated = value.get("classification") if isinstance(value, Mapping) else None
    return next((level for level in ClassificationLevel if level == stated), ClassificationLevel.TUYET_MAT)
