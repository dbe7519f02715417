"""The first page of a pack: who it is, what it needs, and its topics in order."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from kethop.documents import Record
from kethop.packs.surface_settings import SurfaceSettings
from kethop.vocabulary import Text

__all__ = ["MapSettings", "PackManifest", "Slug", "Topic"]

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Topic(Record):
    """One question that every proposal is asked.

    Parameters
    ----------
    id : Slug
        Also the name of the decision and of ``decisions/<id>.dmn`` and ``cases/<id>.yaml``.
    label : Text
        Heading of its findings.
    """

    id: Slug
    label: Text


class MapSettings(Record):
    """Layers that tell where a site lies.

    Parameters
    ----------
    provinces, communes : str
        Layer ids; their keys are the codes of the units.
    special_zone_type : str or None
        Value of the communes' column ``type`` that the measure ``special_zone`` looks for.
    """

    provinces: str
    communes: str
    special_zone_type: str | None = None


class PackManifest(Record):
    """``pack.yaml``.

    Parameters
    ----------
    schema_version : int
        Format of the pack; 1.
    id, version : str
        Name; SemVer on results: a major step changes an answer for a past date.
    requires_engine : str
        ``major.minor`` of the engine that reads it.
    country, title : str, Text
        ISO 3166 code in lower case; name of the jurisdiction.
    is_illustrative : bool
        Whether the jurisdiction is invented.
    licence : str
        SPDX identifier of the pack's own wording.
    map : MapSettings
        Administrative layers.
    layers : dict of Slug to Text
        Name of every layer that the pack asks for: what a sentence calls a layer that the reader has no file of. It is a
        name for readers and no rule of law.
    surfaces : SurfaceSettings or None
        Obstacle limitation surfaces, where the pack has aerodromes.
    topics : tuple of Topic
        In the order in which findings are shown.
    """

    schema_version: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    requires_engine: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    country: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    title: Text
    is_illustrative: bool
    licence: str
    map: MapSettings
    layers: Mapping[Slug, Text]
    surfaces: SurfaceSettings | None = None
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
