"""Layers that an account may know of: the one list that every map, tile and export uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.accounts.row_security.reader import withholding
from kethop_office.common import clock
from kethop_office.common.words import Words
from kethop_office.registry.models import Layer

__all__ = [
    "HEALTH",
    "LayerRow",
    "closed_layers",
    "layer_labels",
    "layer_row",
    "layer_rows",
    "layers_for",
    "visible_layer",
]

HEALTH: dict[str, Words] = {
    "current": _("còn hạn"),
    "stale": pgettext_lazy("layer", "quá hạn"),
    "not_covering": _("không phủ"),
    "unreadable": _("lỗi đọc"),
    "retired": _("ngừng dùng"),
}
_LOOKS = {
    "current": "clear",
    "stale": "unknown",
    "not_covering": "unknown",
    "unreadable": "hit",
    "retired": "neutral",
}


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer as a page shows it.

    Parameters
    ----------
    health, look : str
        Key of its state, and the look of its tag.
    age_months : int or None
        Whole months since the day whose state it shows.
    """

    layer: Layer
    health: str
    look: str
    age_months: int | None

    @property
    def word(self) -> Words:
        """The state in words."""
        return HEALTH[self.health]

    @property
    def problem(self) -> str:
        """Why it cannot be read, in the reader's language."""
        return str(self.layer.problem.get("en" if get_language() == "en" else "vi", ""))


def layers_for(actor: Actor) -> LabelledQuerySet[Layer]:
    """Return the layers in use that an account may know of; a proponent knows of none."""
    if not any(role != Role.PROPONENT for _office, role in actor.roles):
        return Layer.objects.none()
    return Layer.objects.visible_to(actor).filter(is_current=True)


def closed_layers(actor: Actor) -> set[str]:
    """Return the layers that the register has but this account may not see, or that are out of use: no map shows them.

    The ground of a map is the pack's own and open to every account of its level, a proponent's too.
    """
    ground = Layer.objects.visible_to(actor).filter(is_current=True, origin=Layer.Origin.PACK)
    open_names = {*layers_for(actor).values_list("layer", flat=True), *ground.values_list("layer", flat=True)}
    with withholding():
        return set(Layer.objects.order_by().values_list("layer", flat=True).distinct()) - open_names


def layer_rows(actor: Actor) -> list[LayerRow]:
    """Return the layers in use with their health, those that need care first."""
    layers = list(layers_for(actor).order_by("layer", "origin"))
    names = {layer.layer for layer in layers if not layer.problem}
    rows = [layer_row(layer, names) for layer in layers]
    order = list(_LOOKS)[::-1]
    return sorted(rows, key=lambda row: (order.index(row.health), row.layer.label))


def layer_row(layer: Layer, readable: set[str]) -> LayerRow:
    """Return one layer with its health on this day.

    Parameters
    ----------
    readable : set of str
        Layers that can be read: one of them may be its extent.
    """
    health = _health(layer, readable, clock.today())
    return LayerRow(layer, health, _LOOKS[health], _months(layer.as_of, clock.today()))


def visible_layer(actor: Actor, key: UUID) -> tuple[LayerRow, Sequence[Layer]]:
    """Return a layer and its other versions, the newest first.

    Raises
    ------
    Layer.DoesNotExist
        There is none for this account.
    """
    if not any(role != Role.PROPONENT for _office, role in actor.roles):
        raise Layer.DoesNotExist
    rows = Layer.objects.visible_to(actor)
    found = rows.get(pk=key)
    readable = set(layers_for(actor).filter(problem={}).values_list("layer", flat=True))
    others = rows.filter(layer=found.layer).exclude(pk=found.pk).order_by("-as_of", "-read_at")
    return layer_row(found, readable), list(others)


def _health(layer: Layer, readable: set[str], today: date) -> str:
    if not layer.is_current:
        return "retired"
    if layer.problem:
        return "unreadable"
    if not layer.features or layer.west is None or (layer.of_layer and layer.of_layer not in readable):
        return "not_covering"
    return "stale" if layer.last_day and layer.last_day < today else "current"


def _months(since: date | None, today: date) -> int | None:
    if since is None:
        return None
    months = (today.year - since.year) * 12 + today.month - since.month
    return max(0, months - (today.day < since.day))


def layer_labels(actor: Actor) -> dict[str, str]:
    """Return the names of the layers that an account's maps may show, in the reader's language, by identifier."""
    ground = Q(origin=Layer.Origin.PACK) if not layers_for(actor) else Q()
    return {layer.layer: layer.label for layer in Layer.objects.visible_to(actor).filter(ground, is_current=True)}
