"""Take in the administrative layers of the pack, so that maps have a ground."""

import json
import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kethop_office.appraisal.bridge.desk import ask
from kethop_office.appraisal.models import MapShape
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.figures import number_text

__all__ = ["take_in_base_maps"]

SECONDS = 300
_BATCH = 500


def take_in_base_maps(say: Callable[[str], None]) -> None:
    """Write the shapes of layers that are new or have changed, and say how many; without an answer the maps have no ground."""
    known = dict(MapShape.objects.order_by().values_list("layer", "version").distinct())
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "shapes.jsonl"
        layers = ask("base_maps", seconds=SECONDS, out=str(out), on=clock.today().isoformat(), known=known).get(
            "layers"
        )
        if not layers:
            return
        with transaction.atomic(), out.open(encoding="utf-8") as lines:
            MapShape.objects.filter(layer__in=layers).delete()
            number = 0
            while batch := list(islice(lines, _BATCH)):
                number += len(MapShape.objects.bulk_create(_shape(json.loads(line)) for line in batch))
            record(
                "map.base_taken_in",
                actor=None,
                object_key="map:base",
                at=clock.now(),
                detail={"layers": sorted(layers), "shapes": number},
            )
    say(_("Nền bản đồ hành chính: %(count)s hình.") % {"count": number_text(number)})


def _shape(line: dict[str, object]) -> MapShape:
    box = line["box"]
    west, south, east, north = (float(item) for item in box) if isinstance(box, list) else (0.0, 0.0, 0.0, 0.0)
    return MapShape(
        layer=str(line["layer"]),
        version=str(line["version"]),
        code=str(line["code"]),
        name_vi=str(line["name_vi"]),
        name_en=str(line["name_en"]),
        west=west,
        south=south,
        east=east,
        north=north,
        shape=bytes.fromhex(str(line["shape"])),
        coarse=bytes.fromhex(str(line["coarse"])),
    )
