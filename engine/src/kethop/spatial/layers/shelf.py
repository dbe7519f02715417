"""Find, read and hash layer files once; what a reader may not know of is not there."""

import re
from pathlib import Path

from kethop.documents import sha256_hex
from kethop.errors import KethopError, LayerError, Place
from kethop.spatial.layers.geoparquet import LayerFile
from kethop.spatial.layers.sidecar import LAYER_ID, LayerSidecar, level_of_broken, read_sidecar
from kethop.vocabulary import ClassificationLevel

__all__ = ["Shelf"]

_ID = re.compile(LAYER_ID)


class Shelf:
    """Sidecars and files by layer id, read when first asked for.

    Parameters
    ----------
    folders : tuple of Path
        Folders with layers.
    clearance : ClassificationLevel
        What the reader may know of.
    """

    def __init__(self, folders: tuple[Path, ...], clearance: ClassificationLevel) -> None:
        self._folders = folders
        self._clearance = clearance
        self._sidecars: dict[str, LayerSidecar | KethopError | None] = {}
        self._folder_of: dict[str, Path] = {}
        self._files: dict[str, LayerFile | LayerError] = {}
        self._hashes: dict[str, str] = {}

    def ids(self) -> tuple[str, ...]:
        """Return the identifiers of the readable sidecars, in order."""
        return tuple(name for name in self._names() if isinstance(self.sidecar(name), LayerSidecar))

    def sidecar(self, layer: str) -> LayerSidecar | KethopError | None:
        """Return a sidecar, or why it cannot be read, or None when there is none for this reader."""
        if layer not in self._sidecars:
            self._sidecars[layer] = self._read_sidecar(layer)
        return self._sidecars[layer]

    def file(self, layer: str) -> LayerFile | LayerError:
        """Return the file of a layer whose sidecar can be read, or why it cannot be used."""
        if layer not in self._files:
            self._files[layer] = self._read_file(layer)
        return self._files[layer]

    def sha256(self, layer: str) -> str | None:
        """Return the hash of a layer's file as found."""
        if isinstance(self.sidecar(layer), LayerSidecar):
            self.file(layer)
        return self._hashes.get(layer)

    def problems(self) -> tuple[KethopError, ...]:
        """Return everything that is wrong, in the order of the identifiers."""
        found: list[KethopError] = []
        for name in self._names():
            sidecar = self.sidecar(name)
            if isinstance(sidecar, KethopError):
                found.append(sidecar)
            elif isinstance(sidecar, LayerSidecar) and isinstance(problem := self.file(name), LayerError):
                found.append(problem)
        return tuple(found)

    def _names(self) -> list[str]:
        return sorted({path.stem for folder in self._folders for path in folder.glob("*.yaml")})

    def _read_sidecar(self, layer: str) -> LayerSidecar | KethopError | None:
        if not _ID.fullmatch(layer):
            return None
        found: list[LayerSidecar] = []
        for folder in self._folders:
            path = folder / f"{layer}.yaml"
            if not path.is_file():
                continue
            try:
                sidecar = read_sidecar(path)
            except KethopError as error:
                if level_of_broken(path).is_readable_at(self._clearance):
                    return error
                continue
            if sidecar.classification.is_readable_at(self._clearance):
                found.append(sidecar)
                self._folder_of.setdefault(layer, folder)
        if len(found) > 1:
            return LayerError("layer.duplicate_id", place=Place(f"{layer}.yaml"), id=layer)
        return found[0] if found else None

    def _read_file(self, layer: str) -> LayerFile | LayerError:
        sidecar = self.sidecar(layer)
        place = Place(f"{layer}.parquet")
        if not isinstance(sidecar, LayerSidecar):
            return LayerError("layer.missing", place=place, id=layer)
        try:
            data = (self._folder_of[layer] / f"{layer}.parquet").read_bytes()
        except FileNotFoundError:
            return LayerError("layer.missing", place=place, id=layer)
        except OSError as error:
            return LayerError("layer.unreadable", place=place, problem=error.strerror)
        self._hashes[layer] = sha256_hex(data)
        if self._hashes[layer] != sidecar.sha256:
            return LayerError("layer.hash_differs", place=place, stated=sidecar.sha256, found=self._hashes[layer])
        try:
            return LayerFile(data, source=place.source, key=sidecar.key, crs=sidecar.crs)
        except LayerError as error:
            return error
