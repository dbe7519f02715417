"""Versions of layers that are delivered, compared and put into use, and parks that they reach."""

import json

import pytest
from layer_files import layer_files

from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.bridge import child, desk
from kethop_office.appraisal.models import Rescreening
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.parks import add_park
from kethop_office.registry.actions.publishing import order_check, order_publishing
from kethop_office.registry.models import IndustrialPark, LayerDraft

__all__ = ["FAR", "HERE", "LAYER", "by", "deliver", "deliver_again", "engine_here", "park", "publish", "refused"]

LAYER = "security_works"
HERE = (106.0, 21.1, 106.1, 21.3)
"""A box around the site of the house."""
FAR = (104.0, 10.0, 104.1, 10.1)


def engine_here(monkeypatch):
    """Let an engine of its own answer in this process, where it need not be started."""

    def ask(self, what, *, seconds=0, **given):
        request = {"ask": what, "pack": self._pack, "layers": self._layers, "with": given}
        return json.loads(json.dumps(child.answer(json.loads(json.dumps(request)))))

    monkeypatch.setattr(desk.OwnEngine, "ask", ask)


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def by(house, key):
    return actor_of(house.users[key])


def deliver(house, *boxes, name=LAYER, **changes):
    """Send a version; it is checked and compared at once. Return the version and its comparison."""
    sidecar, data = layer_files(name, boxes, **changes)
    job = order_check(by(house, "keeper"), f"{name}.yaml", sidecar, data)
    job.refresh_from_db()
    assert job.state == "done", (job.error_code, job.error_fields)
    draft = LayerDraft.objects.get(state="draft", layer=name)
    return draft, Rescreening.objects.filter(draft=draft).latest("ordered_at")


def publish(house, draft):
    earlier = list(Rescreening.objects.filter(phase="after").values_list("pk", flat=True))
    job = order_publishing(by(house, "keeper"), draft)
    job.refresh_from_db()
    assert job.state == "done", (job.error_code, job.error_fields)
    return Rescreening.objects.filter(phase="after").exclude(pk__in=earlier).get()


def park(house, name, box=None):
    made = add_park(by(house, "keeper"), {"name": name})
    if box:
        west, south, east, north = box
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        IndustrialPark.objects.filter(pk=made.pk).update(outline={"type": "Polygon", "coordinates": [ring]})
    return IndustrialPark.objects.get(pk=made.pk)


def deliver_again(house, *boxes):
    LayerDraft.objects.filter(state="draft").update(state="withdrawn")
    return deliver(house, *boxes)[0]
