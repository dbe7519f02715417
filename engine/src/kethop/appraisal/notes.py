"""Sentences for the remarks that places and surfaces carry."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from kethop.appraisal.intake_notes import INTAKE_SENTENCES
from kethop.appraisal.shield_sentences import SHIELD_SENTENCES
from kethop.spatial import ApproachKind, Note, NoteValue
from kethop.vocabulary import Language, Text, format_number

__all__ = ["note_texts"]

_APPROACHES: Mapping[str, Text] = MappingProxyType(
    {
        ApproachKind.NON_INSTRUMENT: Text(vi="không có thiết bị", en="non-instrument"),
        ApproachKind.NON_PRECISION: Text(vi="có thiết bị, tiếp cận giản đơn", en="non-precision"),
        ApproachKind.PRECISION_1: Text(vi="tiếp cận chính xác CAT I", en="precision CAT I"),
        ApproachKind.PRECISION_2_3: Text(vi="tiếp cận chính xác CAT II, III", en="precision CAT II or III"),
    }
)
_SENTENCES: Mapping[str, Text] = MappingProxyType(
    {
        **INTAKE_SENTENCES,
        **SHIELD_SENTENCES,
        "site.rings_closed": Text(
            vi="Bảng tọa độ: đã nối điểm cuối với điểm đầu của {count} vòng",
            en="Table of corners: rings closed from the last point to the first: {count}",
        ),
        "site.points_out_of_order": Text(
            vi="Vòng {ring}: số hiệu điểm không theo thứ tự, từ điểm {first}; các góc được nối theo thứ tự dòng trong tệp",
            en="Ring {ring}: point numbers are out of order from point {first}; corners are joined in the order of the rows",
        ),
        "site.ring_is_hole": Text(
            vi="Vòng {ring} nằm trong vòng {inside}: hiểu là phần khoét",
            en="Ring {ring} lies in ring {inside}: read as a hole",
        ),
        "site.ring_is_island": Text(
            vi="Vòng {ring} nằm trong phần khoét {inside}: hiểu là một phần của khu đất",
            en="Ring {ring} lies in the hole {inside}: read as a part of the site",
        ),
        "site.rings_read_down": Text(
            vi="{count} ô trống của cột vòng, từ dòng {row}, được đọc theo ô phía trên (như ô gộp)",
            en="Empty cells of the ring column, from row {row}, are read as the cell above (as merged cells): {count}",
        ),
        "site.header_assumed": Text(
            vi="Bảng dán không có dòng tiêu đề: hai cột số được hiểu lần lượt là X, Y",
            en="The pasted table has no heading: its two columns of numbers are read as X and Y, in this order",
        ),
        "site.header_by_directions": Text(
            vi="Bảng dán không có dòng tiêu đề: chữ chỉ hướng trong các ô (B hoặc N, Đ hoặc E) cho biết cột nào là Bắc, cột nào là Đông",
            en="The pasted table has no heading: the letters of direction in its cells say which column is north and which is east",
        ),
        "site.marks_by_table": Text(
            vi="{count} số như ở dòng {row} được đọc theo các số khác của bảng, trong đó “{mark}” chỉ chia nghìn",
            en="{count} numbers, as in row {row}, are read by the other numbers of the table, where “{mark}” parts thousands only",
        ),
        "site.parts_joined": Text(vi="Khu đất gồm {count} phần", en="The site has {count} parts"),
        "site.height_dropped": Text(
            vi="Tọa độ độ cao trong tệp không được dùng", en="Heights in the file's coordinates are not used"
        ),
        "surfaces.aerodromes_unknown": Text(
            vi="Lớp sân bay không dùng được ({state}): chưa tính được bề mặt",
            en="The layer of aerodromes cannot be used ({state}): surfaces not computed",
        ),
        "surfaces.not_computable": Text(
            vi="{aerodrome} {runway}: không tính được bề mặt (thiếu ngưỡng hoặc độ cao)",
            en="{aerodrome} {runway}: surfaces cannot be computed (no thresholds or elevations)",
        ),
        "surfaces.datum_is_published": Text(
            vi="{aerodrome} {runway}: chưa có độ cao ngưỡng, dùng mức cao sân bay đã công bố {datum_m} m",
            en="{aerodrome} {runway}: no threshold elevations, the published aerodrome elevation {datum_m} m is used",
        ),
        "surfaces.threshold_elevation_missing": Text(
            vi="{aerodrome} ngưỡng {end}: chưa có độ cao, dùng giá trị thấp hơn {used_m} m",
            en="{aerodrome} threshold {end}: no elevation, the lower known value {used_m} m is used",
        ),
        "surfaces.datum_differs": Text(
            vi="{aerodrome}: điểm cao nhất của đường cất hạ cánh {datum_m} m khác mức cao đã công bố {published_m} m; "
            "dùng điểm cao nhất của đường cất hạ cánh làm mức cao sân bay",
            en="{aerodrome}: highest runway point {datum_m} m differs from the published elevation {published_m} m; "
            "the highest runway point is used as the aerodrome elevation",
        ),
        "surfaces.length_conflict": Text(
            vi="{aerodrome} {runway}: hai ngưỡng cách nhau {distance_m} m nhưng chiều dài công bố {stated_m} m; "
            "lấy cách hiểu chặt hơn",
            en="{aerodrome} {runway}: thresholds are {distance_m} m apart but the stated length is {stated_m} m; "
            "the stricter reading is taken",
        ),
        "surfaces.approach_assumed": Text(
            vi="{aerodrome} hướng {end}: chưa biết kiểu tiếp cận, lấy loại chặt nhất ({kind}, mã {code_number})",
            en="{aerodrome} direction {end}: approach type not known, the strictest is taken ({kind}, code {code_number})",
        ),
        "surfaces.displaced_threshold": Text(
            vi="{aerodrome} hướng {end}: ngưỡng dịch vào {displaced_m} m, tính cả hai vị trí",
            en="{aerodrome} direction {end}: threshold displaced by {displaced_m} m, both places are computed",
        ),
        "surfaces.take_off_width_assumed": Text(
            vi="{aerodrome} {runway}: bề mặt cất cánh lấy chiều rộng cuối lớn hơn {width_m} m",
            en="{aerodrome} {runway}: the wider final width of the take-off surface, {width_m} m, is taken",
        ),
        "surfaces.inner_edge_edition": Text(
            vi="{aerodrome} {runway}: cạnh trong của bề mặt tiếp cận {used_m} m, theo ấn bản đến lần thứ bảy (sau đó: {later_m} m)",
            en="{aerodrome} {runway}: approach inner edge {used_m} m, of editions up to the seventh (later: {later_m} m)",
        ),
        "surfaces.code_letter_assumed": Text(
            vi="{aerodrome} {runway}: chưa biết mã chữ, bề mặt tiếp cận trong và hủy hạ cánh lấy chiều rộng {used_m} m của mã F",
            en="{aerodrome} {runway}: code letter not known, inner approach and balked landing take the width {used_m} m of F",
        ),
        "surfaces.decree_open": Text(
            vi="{aerodrome}: theo Nghị định 222/2026/NĐ-CP còn {count} loại bề mặt chưa tính được vì bản đọc thiếu hoặc chưa chắc "
            "trị số",
            en="{aerodrome}: under Decree 222/2026 {count} kinds of surfaces cannot be computed, as the text read lacks a value "
            "or leaves it in doubt",
        ),
        "surfaces.group_not_known": Text(
            vi="{aerodrome}: chưa biết nhóm thiết kế tàu bay, tính mọi nhóm và lấy nhóm chặt nhất",
            en="{aerodrome}: aeroplane design group not known, every group is computed and the strictest taken",
        ),
        "surfaces.annex14_permits": Text(
            vi="Bề mặt cũ của ICAO (Phụ ước 14): cao độ thấp nhất {permitted_m} m",
            en="Old ICAO surfaces (Annex 14): lowest elevation {permitted_m} m",
        ),
        "surfaces.annex14_none": Text(
            vi="Bề mặt cũ của ICAO (Phụ ước 14): không có bề mặt nào phía trên khu đất",
            en="Old ICAO surfaces (Annex 14): none lies over the site",
        ),
        "surfaces.decree_permits": Text(
            vi="Nghị định 222/2026/NĐ-CP (phần tính được): cao độ thấp nhất {permitted_m} m",
            en="Decree 222/2026 (what can be computed): lowest elevation {permitted_m} m",
        ),
        "surfaces.decree_none": Text(
            vi="Nghị định 222/2026/NĐ-CP: không có bề mặt tính được nào phía trên khu đất",
            en="Decree 222/2026: no surface that can be computed lies over the site",
        ),
        "surfaces.loosest_group": Text(
            vi="Nhóm thiết kế nới nhất ({group}) cho phép đến {permitted_m} m",
            en="The design group that permits most ({group}) permits up to {permitted_m} m",
        ),
        "surfaces.loosest_none": Text(
            vi="Theo ít nhất một nhóm thiết kế, không có bề mặt nào tính được phía trên khu đất",
            en="For one design group at least no surface that can be computed lies over the site",
        ),
        "surfaces.decree_approach_assumed": Text(
            vi="{aerodrome} {runway}: chưa biết kiểu tiếp cận, tính mọi kiểu theo Nghị định 222/2026/NĐ-CP",
            en="{aerodrome} {runway}: approach type not known, every type of Decree 222/2026 is computed",
        ),
        "surfaces.runway_width_assumed": Text(
            vi="{aerodrome} {runway}: chưa biết chiều rộng đường cất hạ cánh, lấy cạnh trong rộng nhất",
            en="{aerodrome} {runway}: runway width not known, the widest inner edge is taken",
        ),
        "surfaces.decree_transitional": Text(
            vi="{aerodrome} {runway}: bề mặt chuyển tiếp lấy độ dốc 20 % (văn bản: không quá 20 %), dựng như Phụ ước 14 của ICAO",
            en="{aerodrome} {runway}: transitional surfaces at 20 % (the text: at most 20 %), built as in ICAO Annex 14",
        ),
        "surfaces.shielding_not_assessed": Text(
            vi="Chưa xét che khuất (núp bóng) của vật thể có sẵn",
            en="Shielding by existing objects is not assessed",
        ),
    }
)


def note_texts(notes: Iterable[Note]) -> tuple[Text, ...]:
    """Return the sentences of notes, each once, in order; a note without a sentence is a bug (``KeyError``)."""
    texts = (
        Text(
            vi=_SENTENCES[note.code].vi.format_map(_fields(note, Language.VI)),
            en=_SENTENCES[note.code].en.format_map(_fields(note, Language.EN)),
        )
        for note in notes
    )
    return tuple(dict.fromkeys(texts))


def _fields(note: Note, language: Language) -> dict[str, NoteValue]:
    return {name: _word(name, value, language) or _shown(value, language) for name, value in note.fields.items()}


def _word(name: str, value: NoteValue, language: Language) -> str | None:
    known = _APPROACHES.get(str(value)) if name == "kind" else None
    return known.in_language(language) if known else None


def _shown(value: NoteValue, language: Language) -> NoteValue:
    return format_number(Decimal(value), language) if isinstance(value, float) else value
