"""What the commands on surfaces print: the rules and remarks of a file, one language at a time, and counts."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from kethop.appraisal.notes import note_texts
from kethop.reporting.surface_sheet import COMPUTED_ONLY
from kethop.spatial import HeightState, Note
from kethop.vocabulary import Language, Text, format_number

__all__ = ["count_lines", "summary_lines", "surface_notes"]

_BOTH = " · "
_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "warning": Text(vi="Lưu ý", en="Warning"),
        "regime": Text(vi="Bộ quy tắc", en="Set of rules"),
        "rules": Text(vi="Văn bản", en="Rules"),
        "source": Text(vi="Nguồn", en="Source"),
        "trust": Text(vi="Mức tin cậy", en="Trust mark"),
        "published": Text(vi="Ngày công bố", en="Published on"),
        "aerodromes": Text(vi="Sân bay", en="Aerodromes"),
        "design_groups": Text(vi="Nhóm thiết kế tàu bay", en="Aeroplane design groups"),
        "complete": Text(vi="Tính đủ mọi bề mặt", en="Every surface computed"),
        "shielding": Text(vi="Che khuất (núp bóng)", en="Shielding"),
        "crs": Text(vi="Hệ tọa độ", en="Coordinate system"),
        "vertical": Text(vi="Độ cao", en="Elevations"),
        "arc_tolerance_m": Text(vi="Sai lệch cung tròn, mét", en="Tolerance of arcs, metres"),
        "contour_interval_m": Text(vi="Khoảng đường đồng mức, mét", en="Contour interval, metres"),
        "ground": Text(vi="Cao độ mặt đất", en="Ground elevation"),
        "note": Text(vi="Ghi chú", en="Note"),
    }
)
_COUNTED: Mapping[str, Text] = MappingProxyType(
    {
        "all": Text(vi="Công trình đã xét", en="Buildings screened"),
        "no_elevation": Text(
            vi="Độ cao, cao độ mặt đất ghi số không thể có (âm, mã thiếu số liệu), coi là chưa biết",
            en="Heights or ground elevations that cannot be (negative, codes for no data), taken as not known",
        ),
        HeightState.ABOVE: Text(vi="Cao hơn bề mặt", en="Above the surfaces"),
        HeightState.TOP_NOT_KNOWN: Text(
            vi="Dưới bề mặt nhưng chưa biết cao độ đỉnh", en="Under a surface, top not known"
        ),
        HeightState.GEOMETRY_NOT_USABLE: Text(
            vi="Không xét được vì thiếu hoặc hỏng đường bao", en="Not judged: outline missing or unusable"
        ),
    }
)


def surface_notes(notes: Iterable[Note], language: Language) -> list[str]:
    """Return the sentences of notes, and that the surfaces are computed only."""
    return [COMPUTED_ONLY.in_language(language), *(text.in_language(language) for text in note_texts(notes))]


def summary_lines(about: Mapping[str, str], language: Language) -> list[str]:
    """Return what goes with a file, one line each; of what is there in both languages, one."""
    parts = {name: value.split(_BOTH) for name, value in about.items()}
    return [
        f"{_name(name, language)}: {sides[language is Language.EN] if len(sides) == 2 else about[name]}"
        for name, sides in parts.items()
    ]


def _name(key: str, language: Language) -> str:
    """Return the name of a datum; ``regime/name`` is one of a single set of rules, ``note_01`` one of several notes."""
    regime, _, name = key.rpartition("/")
    known = _NAMES.get("note" if name.startswith("note_") else name)
    shown = known.in_language(language) if known else name
    return f"{shown} ({regime})" if regime else shown


def count_lines(total: int, counts: Mapping[str, int], no_elevation: int, language: Language) -> list[str]:
    """Return how many buildings were screened, how many are listed for which reason, how many had unusable numbers."""
    shown = {_COUNTED["all"]: total} | {_COUNTED[state]: counts.get(state, 0) for state in HeightState}
    shown |= {_COUNTED["no_elevation"]: no_elevation} if no_elevation else {}
    return [f"{text.in_language(language)}: {format_number(Decimal(count), language)}" for text, count in shown.items()]
