"""Put a delivered layer (GeoParquet and its sidecar) into use."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, enqueue
from kethop_office.accounts.models import Job
from kethop_office.audit.actions import record
from kethop_office.common import arriving
from kethop_office.common.files import blob_path, store_bytes
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.layers import keep_layers, layer_facts
from kethop_office.registry.bridge.layers import FoundLayer, found_layers, pack_layers
from kethop_office.registry.models import Layer
from kethop_office.registry.roles import check_layer_keeper

__all__ = ["PUBLISH", "order_publishing", "publish_layer"]

PUBLISH = "registry.publish_layer"
_LONGEST_NAME = 80


def order_publishing(actor: Actor, name: str, sidecar: bytes, data: bytes) -> Job:
    """Keep both files and order their check and publication; the job has the actor's own level, for the file may have it.

    Parameters
    ----------
    name : str
        File name of the sidecar, ``<id>.yaml``.

    Raises
    ------
    Refused
        ``layers.role``, ``layers.id_unusable``, and what ``arriving.arrived`` refuses.
    """
    check_layer_keeper(actor)
    layer = Path(name).stem[:_LONGEST_NAME]
    if not layer or Path(name).suffix not in {".yaml", ".yml"} or layer != Path(layer).name or layer.startswith("."):
        raise Refused("layers.id_unusable")
    arriving.arrived(sidecar, name, arriving.LAYER_DESCRIPTION)
    arriving.arrived(data, f"{layer}.parquet", arriving.LAYER)
    given = {"layer": layer, "sidecar": store_bytes(sidecar).sha256, "file": store_bytes(data).sha256}
    return enqueue(PUBLISH, given, actor=actor, level=actor.rank)


def publish_layer(progress: JobProgress, *, layer: str, sidecar: str, file: str) -> Mapping[str, str | int]:
    """Check both files as the engine will, and put them where it reads.

    Raises
    ------
    Refused
        ``layers.file``; ``layers.id_unusable``: the identifier is the pack's own, or stands for what this account may not know.
    """
    actor = progress.actor
    if actor is None:
        raise Refused("layers.role")
    check_layer_keeper(actor)
    progress.stage("registry.reading_layers")
    with tempfile.TemporaryDirectory(prefix="kethop-layer-") as name:
        folder = Path(name)
        (folder / f"{layer}.yaml").write_bytes(blob_path(sidecar).read_bytes())
        (folder / f"{layer}.parquet").write_bytes(blob_path(file).read_bytes())
        found = next(found_layers(folder))
        if found.problem:
            raise Refused("layers.file", vi=found.problem["vi"], en=found.problem["en"])
        _check_usable(actor, found)
        _put(folder, layer)
    keep_layers(actor)
    _tell(actor, found)
    return {"path": "/registry/layer/"}


def _check_usable(actor: Actor, found: FoundLayer) -> None:
    """Refuse in one way what belongs to the pack, is above the account, or replaces a layer that it may not know of."""
    is_pack = (pack_layers(settings.KETHOP_PACK) / f"{found.layer}.yaml").exists()
    current = Layer.objects.filter(layer=found.layer, is_current=True)
    hidden = current.exclude(pk__in=Layer.objects.visible_to(actor).filter(layer=found.layer).values("pk"))
    if is_pack or found.rank > actor.rank or hidden.exists():
        raise Refused("layers.id_unusable")


def _put(folder: Path, layer: str) -> None:
    """Write the file, then the sidecar that names its hash: between the two the layer is unreadable, never another one."""
    target = Path(settings.KETHOP_LAYERS)
    target.mkdir(parents=True, exist_ok=True)
    for ending in ("parquet", "yaml"):
        part = target / f".{layer}.{ending}.part"
        part.write_bytes((folder / f"{layer}.{ending}").read_bytes())
        part.replace(target / f"{layer}.{ending}")


@transaction.atomic
def _tell(actor: Actor, found: FoundLayer) -> None:
    row = Layer.objects.get(layer=found.layer, origin=Layer.Origin.NODE, sha256=found.sha256)
    row.published_by_id = actor.user_id
    row.save(update_fields=["published_by"])
    record(
        "layers.published",
        actor=actor.user_id,
        object_key=f"layer:{row.pk}",
        at=actor.at,
        level=row.level,
        compartment=row.compartment_id,
        detail=layer_facts(row),
    )
