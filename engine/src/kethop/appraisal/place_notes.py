"""Remarks on where a site lies, for the head of a result."""

from datetime import date

from kethop.spatial import LayerState
from kethop.vocabulary import Language, Text, format_date

__all__ = ["place_notes"]

_NO_UNIT = Text(
    vi="Khu đất không nằm trong tỉnh, xã nào của lớp hành chính: kiểm tra lại hệ tọa độ và tệp khu đất",
    en="The site lies in no province or commune of the administrative layers: check its coordinate system and file",
)
_PARTLY = Text(
    vi="Một phần khu đất nằm ngoài lớp hành chính (ngoài biên giới, trên biển, hoặc khe hở của lớp)",
    en="Part of the site lies outside the administrative layers (beyond the border, at sea, or a gap of the layer)",
)
_NO_LAYER = Text(
    vi="Lớp hành chính không dùng được: chưa xác định được tỉnh, xã của khu đất",
    en="The administrative layers cannot be used: province and commune of the site are not determined",
)


def place_notes(
    province_state: LayerState, commune_state: LayerState, *, is_in_a_unit: bool, units_since: date | None, on: date
) -> tuple[Text, ...]:
    """Return what the reader must know about the units of a site.

    Parameters
    ----------
    province_state, commune_state : LayerState
        Whether the layers answered.
    is_in_a_unit : bool
        Whether a province and a commune were found.
    units_since : date or None
        Day whose units the layer shows.
    on : date
        Day of the law.
    """
    notes: list[Text] = []
    states = {province_state, commune_state}
    if not states <= {LayerState.ANSWERED, LayerState.NOT_COVERING}:
        notes.append(_NO_LAYER)
    elif not is_in_a_unit:
        notes.append(_NO_UNIT)
    elif LayerState.NOT_COVERING in states:
        notes.append(_PARTLY)
    if units_since is not None and units_since > on:
        notes.append(
            Text(
                vi=f"Tên đơn vị hành chính theo lớp dữ liệu từ {format_date(units_since, Language.VI)}, sau ngày xét",
                en=f"Names of units are those since {format_date(units_since, Language.EN)}, after the day of the law",
            )
        )
    return tuple(notes)
