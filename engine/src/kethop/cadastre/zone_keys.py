"""What names the zones of a layer, and which names are given more than once."""

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from kethop.errors import LayerError, Place
from kethop.spatial.file_faults import check_column
from kethop.spatial.screening.columns import one_array

__all__ = ["ZoneKeys", "zone_keys"]


class ZoneKeys(NamedTuple):
    """Names of the zones of a layer.

    Parameters
    ----------
    keys : pyarrow.Array of string
        One a zone, none of them null.
    repeated : int
        Names that several zones bear; a single appraisal takes such layers too.
    example : str
        The first of these in the order of the alphabet; empty where there is none.
    """

    keys: pa.Array
    repeated: int
    example: str


def zone_keys(attributes: pa.Table, column: str, *, source: str) -> ZoneKeys:
    """Return the names of the zones of a layer.

    Parameters
    ----------
    attributes : pyarrow.Table
        Columns of the layer beside its geometry.
    column : str
        The one that names a zone.
    source : str
        File, for messages.

    Raises
    ------
    LayerError
        ``layer.column_missing`` (``column``, ``columns``); ``layer.key_unfit`` (``column``, ``type``): of a type that has no text;
        ``layer.key_empty`` (``column``, ``count``): a hit on a zone without a name could not be told.
    """
    check_column(column, attributes.schema, source=source)
    place, stated = Place(source), one_array(attributes[column])
    try:
        keys = stated.cast(pa.string())
    except pa.ArrowException:
        raise LayerError("layer.key_unfit", place=place, column=column[:80], type=str(stated.type)[:80]) from None
    if keys.null_count:
        raise LayerError("layer.key_empty", place=place, column=column[:80], count=keys.null_count)
    counted = keys.value_counts()
    repeated = sorted(counted.field("values").filter(pc.greater(counted.field("counts"), 1)).to_pylist())
    return ZoneKeys(keys, len(repeated), repeated[0] if repeated else "")
