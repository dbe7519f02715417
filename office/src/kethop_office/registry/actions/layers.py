"""In the worker: look at every layer and keep what is found; a layer taken out of use."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.registry.bridge.layers import FoundLayer, found_layers, pack_layers
from kethop_office.registry.models import Layer, LayerDraft
from kethop_office.registry.roles import check_layer_keeper
from kethop_office.registry.signals import layers_changed

__all__ = ["keep_layers", "layer_facts", "read_layers", "retire_layer"]


def read_layers(progress: JobProgress) -> Mapping[str, str | int]:
    """Look at the layers of the pack and of the node."""
    progress.stage("registry.reading_layers")
    return {"layers": keep_layers(progress.actor), "path": "/registry/layer/"}


def keep_layers(actor: Actor | None) -> int:
    """Keep what lies in both folders, and return how many layers there are (never more than the actor may know of).

    Layers of every level lie there, so the office's own account writes them: no session may write at another level than its own.
    """
    found = [
        *((Layer.Origin.PACK, one) for one in found_layers(pack_layers(settings.KETHOP_PACK))),
        *((Layer.Origin.NODE, one) for one in found_layers(Path(settings.KETHOP_LAYERS))),
    ]
    now = clock.now()
    with keeping("setup"), transaction.atomic():
        Layer.objects.filter(is_current=True).update(is_current=False)
        for origin, one in found:
            Layer.objects.update_or_create(
                layer=one.layer,
                origin=origin,
                sha256=one.sha256,
                defaults={**_values(one), "is_current": True, "retired_at": None, "read_at": now},
            )
        record(
            "layers.read",
            actor=actor.user_id if actor else None,
            object_key="layers:all",
            at=now,
            level=max((one.rank for _origin, one in found), default=0),
            detail={"layers": len(found)},
        )
    rank = actor.rank if actor else 0
    return sum(one.rank <= rank for _origin, one in found)


def retire_layer(actor: Actor, layer: Layer) -> Layer:
    """Take a layer of the node out of use: its files are set aside, what rests on it is unknown from now on.

    Raises
    ------
    Refused
        ``layers.role``, ``layers.of_pack``, ``layers.not_current``.
    """
    check_layer_keeper(actor)
    with transaction.atomic():
        layer = Layer.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=layer.pk)
        if layer.origin != Layer.Origin.NODE:
            raise Refused("layers.of_pack")
        if not layer.is_current:
            raise Refused("layers.not_current")
        layer.is_current, layer.retired_at = False, actor.at
        layer.save(update_fields=["is_current", "retired_at"])
        record(
            "layers.retired",
            actor=actor.user_id,
            object_key=f"layer:{layer.pk}",
            at=actor.at,
            level=layer.level,
            compartment=layer.compartment_id,
            detail=layer_facts(layer),
        )
        _set_aside(layer)
        layers_changed.send(Layer, actor=actor, version=layer, is_retired=True)
    return layer


def layer_facts(layer: Layer | LayerDraft) -> dict[str, str]:
    """Return what the log says of a layer: its hash only where the layer is no secret, since a hash tells who guesses."""
    return {} if layer.level else {"hash": layer.sha256}


def _set_aside(layer: Layer) -> None:
    """Move the files where no reader of layers looks; the sidecar goes first, so that no half of it is ever read."""
    folder = Path(settings.KETHOP_LAYERS)
    aside = folder / "retired" / f"{layer.layer}-{layer.sha256[:12] or layer.pk.hex[:12]}"
    aside.mkdir(parents=True, exist_ok=True)
    for ending in ("yaml", "parquet"):
        path = folder / f"{layer.layer}.{ending}"
        if path.is_file():
            path.replace(aside / path.name)


def _values(one: FoundLayer) -> dict[str, object]:
    values = asdict(one)
    for name in ("layer", "sha256"):
        del values[name]
    bounds = values.pop("bounds") or (None,) * 4
    values["level"] = values.pop("rank")
    values["problem"] = dict(one.problem)
    return {**values, **dict(zip(("west", "south", "east", "north"), bounds, strict=True))}
