"""Which layers a run asked, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["LayerRow", "layer_rows"]

_NAMES: Mapping[str, Words] = {
    "provinces": _("ranh giới tỉnh"),
    "communes": _("ranh giới xã"),
    "aerodromes": _("sân bay"),
    "air_defence_sites": _("trận địa phòng không"),
    "defence_works": _("công trình quốc phòng, khu quân sự"),
    "security_works": _("công trình quan trọng liên quan đến an ninh quốc gia"),
}
_STATES: Mapping[str, Words] = {
    "answered": _("đã đối chiếu"),
    "missing": _("chưa có lớp"),
    "stale": _("quá hạn cập nhật"),
    "not_covering": _("không phủ hết khu đất"),
    "unreadable": _("không đọc được"),
}


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer and what became of it.

    Parameters
    ----------
    as_of : date or None
        Day of its data; None where it did not answer.
    """

    name: Words
    state: Words
    as_of: date | None


def layer_rows(uses: Iterable[Mapping[str, Any]]) -> tuple[LayerRow, ...]:
    """Return the layers of a run; one that this list does not know is named by its id."""
    return tuple(
        LayerRow(
            _NAMES.get(item["id"], item["id"]),
            _STATES.get(item["state"], _("chưa đối chiếu được")),
            date.fromisoformat(item["as_of"]) if item["as_of"] and item["state"] == "answered" else None,
        )
        for item in uses
    )
