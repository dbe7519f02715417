"""A proposal to fill in, made of the pack's own questions."""

from collections.abc import Iterator
from datetime import date

from kethop.packs import FactDefinition, FactOrigin, FactType, Pack
from kethop.vocabulary import Language

__all__ = ["proposal_template"]

_HEAD = {
    Language.VI: """# Đề xuất để thẩm định. Điền vào sau dấu hai chấm; để trống nghĩa là chưa biết.
# Dòng bắt đầu bằng # là giải thích. Chưa biết không phải là “không”: hệ thống sẽ hỏi thay vì bỏ qua.
""",
    Language.EN: """# A proposal to appraise. Fill in after the colons; leave blank what is not known.
# Lines that begin with # explain. Not known is not "no": the system will ask rather than pass over it.
""",
}
_PARTS = {
    "title": ("Tên đề xuất", "Title of the proposal"),
    "proponent": ("Bên đề xuất (tổ chức)", "Proponent (an organisation)"),
    "submitted": ("Ngày nộp hồ sơ hợp lệ: áp dụng pháp luật của ngày này", "Day of the valid file: its law applies"),
    "asked_on": ("Ngày gửi lấy ý kiến (bỏ trống: ngày nộp)", "Day on which opinions are asked (blank: day of filing)"),
    "site": (
        """Khu đất, một trong hai cách; chưa có vị trí thì xóa cả mục site:
#   file: tệp cạnh tệp này (Shapefile .zip/.shp, .gpkg, .kml, .kmz, .dxf, .tab, .mif, .geojson, .parquet, hoặc bảng
#     tọa độ .csv/.xlsx); crs: hệ tọa độ, khi tệp không ghi; layer: lớp cần đọc; unit: m hoặc mm, của bản vẽ DXF
#     nên khai thêm communes: ["mã hoặc tên xã"] để đối chiếu hệ tọa độ, và area_ha: diện tích hồ sơ ghi
#   units: ["25"]  mã tỉnh hoặc xã""",
        """The site, in one of two ways; no site yet: delete the whole section:
#   file: a file beside this one (Shapefile .zip/.shp, .gpkg, .kml, .kmz, .dxf, .tab, .mif, .geojson, .parquet, or a
#     table of corners .csv/.xlsx); crs: where the file does not say it; layer: to read; unit: m or mm, of a DXF drawing
#     better with communes: ["code or name"], which the coordinate system is compared with, and area_ha: the stated area
#   units: ["25"]  codes of provinces or communes""",
    ),
    "heights": ("Độ cao điểm cao nhất của công trình, mét", "Heights of the highest point of the work, metres"),
    "ground_elevation": ("mặt đất tự nhiên so với mực nước biển", "natural ground above mean sea level"),
    "height": ("đỉnh so với mặt đất tự nhiên", "top above natural ground"),
    "top_elevation": ("đỉnh so với mực nước biển", "top above mean sea level"),
    "shields": (
        """vật thể có sẵn có thể che khuất công trình (at: kinh độ, vĩ độ WGS 84; đỉnh so với mực nước biển); có thì bỏ dấu #:
  # shields:
  #   - {name: "ống khói có sẵn", at: [105.8000, 21.2000], top_elevation: 80}""",
        """existing objects that may shield the work (at: lon, lat of WGS 84; top above mean sea level); if any, remove the #:
  # shields:
  #   - {name: "existing chimney", at: [105.8000, 21.2000], top_elevation: 80}""",
    ),
    "facts": ("Trả lời các câu hỏi sau", "Answer these questions"),
}


def proposal_template(pack: Pack, *, kind: str | None, today: date, language: Language) -> str:
    """Return a proposal file with every question of the pack, each explained.

    Parameters
    ----------
    pack : Pack
        Its declared facts become the questions.
    kind : str or None
        List only the questions asked of this kind of proposal; all when None.
    today : date
        Filled in as the day of submission.
    language : Language
        Language of the explanations.
    """
    lines = [_HEAD[language], "proposal: 1", f"pack: {pack.manifest.id}", _why("title", language), 'title: ""']
    lines += [_why("proponent", language), 'proponent: ""', _why("submitted", language), f'submitted: "{today}"']
    lines += [_why("asked_on", language), "asked_on:", _why("site", language), "site:"]
    lines += ["  file: khu-dat.geojson", "  crs:", _why("heights", language), "heights:"]
    for name in ("ground_elevation", "height", "top_elevation"):
        lines.append(f"  {name}:  {_why(name, language)}")
    lines += [f"  {_why('shields', language)}", _why("facts", language), "facts:"]
    for name, fact in pack.facts.items():
        if fact.origin is FactOrigin.DECLARED and (kind is None or not fact.asked_of or kind in fact.asked_of):
            lines += _question(name, fact, kind, language)
    return "\n".join(lines) + "\n"


def _why(part: str, language: Language) -> str:
    return "# " + _PARTS[part][0 if language is Language.VI else 1]


def _question(name: str, fact: FactDefinition, kind: str | None, language: Language) -> Iterator[str]:
    unit = f" ({fact.unit})" if fact.unit else ""
    yield f"  # {fact.label.in_language(language)}{unit}"
    if fact.type is FactType.BOOLEAN:
        yield "  #   true / false"
    for option, label in (fact.options or {}).items():
        yield f"  #   {option}: {label.in_language(language)}"
    value = f" {kind}" if name == "kind" and kind else ""
    yield f"  {name}:{value}"
