"""Put a delivered layer (GeoParquet and its sidecar) into use: checked first, then by a decision of its own."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, enqueue
from kethop_office.accounts.models import Job
from kethop_office.audit.actions import record
from kethop_office.common import arriving
from kethop_office.common.files import blob_path, store_bytes
from kethop_office.common.levels import holds_several
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.layers import keep_layers, layer_facts
from kethop_office.registry.bridge.layers import FoundLayer, found_layers, pack_layers
from kethop_office.registry.models import Layer, LayerDraft
from kethop_office.registry.roles import check_layer_keeper
from kethop_office.registry.signals import layer_delivered, layer_withdrawn, layers_changed

__all__ = ["CHECK", "PUBLISH", "check_layer", "order_check", "order_publishing", "publish_layer", "withdraw_draft"]

CHECK, PUBLISH = "registry.check_layer", "registry.publish_layer"
_LONGEST_NAME = 80


def order_check(actor: Actor, name: str, sidecar: bytes, data: bytes) -> Job:
    """Keep both files and order their check; the job has the actor's own level, for the file may have it.

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
    return enqueue(CHECK, given, actor=actor, level=actor.rank)


def check_layer(progress: JobProgress, *, layer: str, sidecar: str, file: str) -> Mapping[str, str | int]:
    """Check both files as the engine will, and keep them as a version that is not in use yet.

    Raises
    ------
    Refused
        ``layers.role``, ``layers.file``; ``layers.id_unusable``: the identifier is the pack's own, or stands for what this
        account may not know.
    """
    actor = _keeper(progress)
    progress.stage("registry.reading_layers")
    with _checked(actor, layer, sidecar, file) as (_folder, found):
        draft = _keep_draft(actor, found, sidecar, file)
    return {"path": f"/registry/layer/draft/{draft.pk}/"}


def order_publishing(actor: Actor, draft: LayerDraft) -> Job:
    """Order that a checked version is put into use.

    Raises
    ------
    Refused
        ``layers.role``, ``layers.draft_ended``.
    """
    check_layer_keeper(actor)
    if not _own(actor, draft).is_open:
        raise Refused("layers.draft_ended")
    return enqueue(PUBLISH, {"draft": str(draft.pk)}, actor=actor, level=actor.rank)


def publish_layer(progress: JobProgress, *, draft: str) -> Mapping[str, str | int]:
    """Put a version where the engine reads, checked once more: the folder may be another than on the day of its check.

    Raises
    ------
    Refused
        As for ``check_layer``; ``layers.draft_ended``.
    """
    actor = _keeper(progress)
    progress.stage("registry.reading_layers")
    row = LayerDraft.objects.visible_to(actor).select_related("sidecar", "file").filter(pk=UUID(draft)).first()
    if row is None or not row.is_open:
        raise Refused("layers.draft_ended")
    with _checked(actor, row.layer, row.sidecar.sha256, row.file.sha256) as (folder, found):
        was = Layer.objects.visible_to(actor).filter(layer=row.layer, is_current=True).order_by("level").first()
        _put(folder, row.layer)
    keep_layers(actor)
    return {"path": f"/registry/layer/{_tell(actor, row, found, was).pk}/"}


def withdraw_draft(actor: Actor, draft: LayerDraft) -> LayerDraft:
    """Say that a version will not be put into use.

    Raises
    ------
    Refused
        ``layers.role``, ``layers.draft_ended``.
    """
    check_layer_keeper(actor)
    with transaction.atomic():
        draft = _own(actor, draft, lock=True)
        if not draft.is_open:
            raise Refused("layers.draft_ended")
        _end(draft, actor, LayerDraft.State.WITHDRAWN)
        _record(actor, "layers.draft_withdrawn", f"layer_draft:{draft.pk}", draft)
        layer_withdrawn.send(LayerDraft, actor=actor, draft=draft)
    return draft


@contextmanager
def _checked(actor: Actor, layer: str, sidecar: str, file: str) -> Iterator[tuple[Path, FoundLayer]]:
    """Lay both files into a folder of their own, named as the engine wants them, and look at them as it will."""
    with tempfile.TemporaryDirectory(prefix="kethop-layer-") as name:
        folder = Path(name)
        (folder / f"{layer}.yaml").write_bytes(blob_path(sidecar).read_bytes())
        (folder / f"{layer}.parquet").write_bytes(blob_path(file).read_bytes())
        found = next(found_layers(folder))
        if found.problem:
            raise Refused("layers.file", vi=found.problem["vi"], en=found.problem["en"])
        _check_usable(actor, found)
        yield folder, found


def _keeper(progress: JobProgress) -> Actor:
    if progress.actor is None:
        raise Refused("layers.role")
    check_layer_keeper(progress.actor)
    return progress.actor


def _own(actor: Actor, draft: LayerDraft, *, lock: bool = False) -> LayerDraft:
    rows = LayerDraft.objects.visible_to(actor)
    return (rows.select_for_update(of=("self",)) if lock else rows).get(pk=draft.pk)


def _check_usable(actor: Actor, found: FoundLayer) -> None:
    """Refuse in one way what belongs to the pack, is above the account, or replaces a layer that it may not know of.

    On a node of several levels it is published by a session of its own level: nothing is written down from a higher one.
    """
    is_pack = (pack_layers(settings.KETHOP_PACK) / f"{found.layer}.yaml").exists()
    current = Layer.objects.filter(layer=found.layer, is_current=True)
    hidden = current.exclude(pk__in=Layer.objects.visible_to(actor).filter(layer=found.layer).values("pk"))
    is_other_level = found.rank != actor.rank if holds_several() else found.rank > actor.rank
    if is_pack or is_other_level or hidden.exists():
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
def _keep_draft(actor: Actor, found: FoundLayer, sidecar: str, file: str) -> LayerDraft:
    draft = LayerDraft.objects.create(
        layer=found.layer,
        kind=found.kind,
        label_vi=found.label_vi,
        label_en=found.label_en,
        source=found.source,
        sidecar=Blob.objects.get(sha256=sidecar),
        file=Blob.objects.get(sha256=file),
        sha256=found.sha256,
        features=found.features,
        as_of=found.as_of,
        last_day=found.last_day,
        made_by_id=actor.user_id,
        made_at=actor.at,
        level=found.rank,
    )
    _record(actor, "layers.delivered", f"layer_draft:{draft.pk}", draft)
    layer_delivered.send(LayerDraft, actor=actor, draft=draft)
    return draft


@transaction.atomic
def _tell(actor: Actor, draft: LayerDraft, found: FoundLayer, was: Layer | None) -> Layer:
    row = Layer.objects.get(layer=found.layer, origin=Layer.Origin.NODE, sha256=found.sha256)
    row.published_by_id = actor.user_id
    row.save(update_fields=["published_by"])
    # the same file again, with another sidecar, replaces nothing that is kept apart
    if was is not None and was.pk != row.pk:
        draft.replaced = was
    _end(draft, actor, LayerDraft.State.PUBLISHED)
    _record(actor, "layers.published", f"layer:{row.pk}", row)
    if was is not None and was.level < row.level:  # whoever may not know of this version sees the other one go
        layers_changed.send(Layer, actor=actor, version=was, is_retired=True)
    layers_changed.send(Layer, actor=actor, version=row, is_retired=False, draft=draft)
    return row


def _end(draft: LayerDraft, actor: Actor, state: LayerDraft.State) -> None:
    draft.state, draft.ended_by_id, draft.ended_at = state, actor.user_id, actor.at
    draft.save(update_fields=["state", "ended_by", "ended_at", "replaced"])


def _record(actor: Actor, act: str, key: str, about: Layer | LayerDraft) -> None:
    record(
        act,
        actor=actor.user_id,
        object_key=key,
        at=actor.at,
        level=about.level,
        compartment=about.compartment_id,
        detail=layer_facts(about),
    )
