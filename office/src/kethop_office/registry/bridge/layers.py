"""What lies in a folder of layers, and whether the engine can use it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils import translation

from kethop_office.common.bridge import EngineFault, engine_fault
from kethop_office.common.levels import level_word
from kethop_office.common.wording import sentence

__all__ = ["FoundLayer", "found_layers", "pack_layers"]

RANKS: Mapping[str, int] = {"open": 0, "mat": 20, "toi-mat": 30, "tuyet-mat": 40}


@dataclass(frozen=True, slots=True)
class FoundLayer:
    """A layer as its sidecar and its file say.

    Parameters
    ----------
    rank : int
        Rank of its level; of a broken sidecar the one it states, else the highest.
    bounds : tuple of float or None
        West, south, east, north of its extent, degrees.
    problem : mapping
        ``code``, ``vi``, ``en`` of why it cannot be used; empty when it can.
    """

    layer: str
    rank: int
    kind: str = ""
    label_vi: str = ""
    label_en: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""
    sha256: str = ""
    size: int = 0
    features: int | None = None
    as_of: date | None = None
    life_months: int | None = None
    last_day: date | None = None
    crs: str = ""
    bounds: tuple[float, float, float, float] | None = None
    of_layer: str = ""
    problem: Mapping[str, str] = field(default_factory=dict)


def pack_layers(pack: str) -> Path:
    """Return the folder of the pack's own layers."""
    from kethop.cli.places import find_pack_folder  # noqa: PLC0415 - the worker loads the engine, pages do not

    return find_pack_folder(pack) / "layers"


def found_layers(folder: Path) -> Iterator[FoundLayer]:
    """Yield the layers of a folder in order, broken ones too."""
    if folder.is_dir():
        for path in sorted(folder.glob("*.yaml")):
            yield _found(path)


def _found(path: Path) -> FoundLayer:
    from kethop.documents import sha256_hex  # noqa: PLC0415
    from kethop.errors import KethopError, LayerError, Place  # noqa: PLC0415
    from kethop.spatial.layers.geoparquet import LayerFile  # noqa: PLC0415
    from kethop.spatial.layers.sidecar import level_of_broken, read_sidecar  # noqa: PLC0415

    try:
        sidecar = read_sidecar(path)
    except KethopError as error:
        return FoundLayer(path.stem, RANKS[level_of_broken(path).value], problem=_problem(error))
    file = path.with_suffix(".parquet")
    problem: Mapping[str, str] = {}
    features, bounds, size = None, None, 0
    box = sidecar.extent.bbox
    try:
        data = file.read_bytes() if file.is_file() else b""
        size = len(data)
        if not data:
            raise LayerError("layer.missing", place=Place(file.name), id=sidecar.id)
        if sha256_hex(data) != sidecar.sha256:
            found = sha256_hex(data)
            raise LayerError("layer.hash_differs", place=Place(file.name), stated=sidecar.sha256, found=found)
        opened = LayerFile(data, source=file.name, key=sidecar.key, crs=sidecar.crs)
        features = len(opened)
        envelopes = opened.envelopes()
        if features and box is None:
            least, most = envelopes[:, :2].min(axis=0), envelopes[:, 2:].max(axis=0)
            bounds = (float(least[0]), float(least[1]), float(most[0]), float(most[1]))
    except KethopError as error:
        problem = _problem(error)
    if box is not None:
        bounds = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
    return FoundLayer(
        layer=sidecar.id,
        rank=RANKS[sidecar.classification.value],
        kind=sidecar.kind,
        label_vi=sidecar.label.vi,
        label_en=sidecar.label.en,
        source=sidecar.source,
        licence=sidecar.licence,
        attribution=sidecar.attribution,
        sha256=sidecar.sha256,
        size=size,
        features=features,
        as_of=sidecar.as_of,
        life_months=sidecar.life_months,
        last_day=sidecar.last_day,
        crs=sidecar.crs,
        bounds=bounds,
        of_layer=sidecar.extent.of_layer or "",
        problem=problem,
    )


def _problem(error: Exception) -> dict[str, str]:
    """Return what is wrong in both languages; several faults, several paragraphs."""
    from kethop.errors import CollectedError  # noqa: PLC0415

    errors = error.errors if isinstance(error, CollectedError) else (error,)
    faults = [fault for one in errors if (fault := _wrong_level(one) or engine_fault(one))]
    code = faults[0].code if faults else ""
    return {"code": code, "vi": "\n".join(one.vi for one in faults), "en": "\n".join(one.en for one in faults)}


def _wrong_level(error: Exception) -> EngineFault | None:
    """Return what to say of a level that there is not: the engine knows the codes of levels, the office their words."""
    from kethop.errors import DocumentError  # noqa: PLC0415

    if not isinstance(error, DocumentError) or error.code != "document.wrong_value" or error.place is None:
        return None
    if error.fields["key"] != "classification":
        return None
    given = {"file": error.place.source, "line": error.place.line, "given": error.fields["given"]}
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            codes = ", ".join(f"{code} ({level_word(rank)})" for code, rank in RANKS.items())
            said[language] = sentence("layers.classification", {**given, "codes": codes})
    return EngineFault("layers.classification", said["vi"], said["en"])
