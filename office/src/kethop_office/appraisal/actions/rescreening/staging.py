"""Folders of layers as they would be, or as they were: links to the files in use, and other versions in their place."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from kethop_office.common.files import blob_path
from kethop_office.registry.bridge.layers import pack_layers
from kethop_office.registry.models import LayerDraft

__all__ = ["as_it_was", "with_versions"]

_ENDINGS = ("yaml", "parquet")


def with_versions(folder: Path, versions: Mapping[str, LayerDraft | None]) -> Path:
    """Fill a folder with the office's layers as they are, some in another version; None for a layer that is not there.

    Returns
    -------
    Path
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    used = Path(settings.KETHOP_LAYERS)
    for ending in _ENDINGS:
        for path in sorted(used.glob(f"*.{ending}")):
            if path.stem not in versions:
                (folder / path.name).symlink_to(path.resolve())
    for layer, version in versions.items():
        if version is not None:
            (folder / f"{layer}.yaml").symlink_to(blob_path(version.sidecar_id).resolve())
            (folder / f"{layer}.parquet").symlink_to(blob_path(version.file_id).resolve())
    return folder


def as_it_was(folder: Path, opened: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> list[str] | None:
    """Return folders in which the layers are as some cases were judged by; None where a version is no longer kept.

    Parameters
    ----------
    opened, now : mapping
        Seals of the layers by identifier: hash of what the sidecar says, hash of the file. What is found is only a try: who
        asks compares the seals again.
    """
    versions: dict[str, LayerDraft | None] = {}
    for layer, seal in opened.items():
        if seal == now.get(layer):
            continue
        if not any(seal):
            versions[layer] = None
            continue
        kept = LayerDraft.objects.filter(layer=layer, sha256=seal[1], state=LayerDraft.State.PUBLISHED)
        found = kept.order_by("-ended_at").first()
        if found is None:
            return None
        versions[layer] = found
    return [str(pack_layers(settings.KETHOP_PACK)), str(with_versions(folder, versions))]
