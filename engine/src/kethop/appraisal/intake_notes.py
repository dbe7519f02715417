"""Sentences for what a reader of files from outside left out, identified or replaced."""

from collections.abc import Mapping
from types import MappingProxyType

from kethop.vocabulary import Text

__all__ = ["INTAKE_SENTENCES"]

INTAKE_SENTENCES: Mapping[str, Text] = MappingProxyType(
    {
        "intake.crs_identified": Text(
            vi="Hệ tọa độ {crs} được nhận ra theo tham số ghi trong tệp ({read})",
            en="Coordinate system {crs}, identified by the parameters in the file ({read})",
        ),
        "intake.datum_given": Text(
            vi="Tệp không ghi hệ quy chiếu VN-2000 ({read}); dùng {crs} theo người nộp",
            en="The file does not name the datum VN-2000 ({read}); {crs} is used as the filer says",
        ),
        "intake.shift_not_used": Text(
            vi="Tham số chuyển đổi ghi trong tệp ({shift}) không được dùng",
            en="The datum shift written in the file ({shift}) is not used",
        ),
        "intake.ignored": Text(
            vi="Không đọc {count} đối tượng loại {kind} trong tệp", en="{count} objects of type {kind} are not read"
        ),
        "intake.paper_ignored": Text(
            vi="Không đọc {count} đối tượng trên tờ in của bản vẽ", en="{count} objects on paper sheets are not read"
        ),
        "intake.parts_ignored": Text(
            vi="Không đọc {count} tệp khác gửi kèm: {names}", en="{count} other files in it are not read: {names}"
        ),
        "intake.layers_ignored": Text(
            vi="Không đọc {count} lớp khác của tệp: {names}",
            en="{count} other layers of the file are not read: {names}",
        ),
        "intake.open_lines": Text(
            vi="{count} đường không khép kín: hiểu là tuyến, không phải vùng",
            en="{count} lines are not closed: read as a route, not as an area",
        ),
        "intake.arcs_replaced": Text(
            vi="{count} cung tròn được thay bằng đoạn thẳng, lệch không quá {tolerance_mm} mm",
            en="{count} arcs are replaced by straight pieces within {tolerance_mm} mm",
        ),
        "intake.unit_given": Text(
            vi="Bản vẽ ghi đơn vị {filed}; người nộp ghi {given}: đọc theo người nộp",
            en="The drawing says its unit is {filed}, the filer says {given}: read as the filer says",
        ),
        "intake.hidden_read": Text(
            vi="{count} đối tượng được đọc đang bị ẩn trong tệp (phần mềm không hiện chúng)",
            en="{count} objects that are read are hidden in the file (programs do not show them)",
        ),
        "intake.hidden_sheets": Text(
            vi="Sổ tính có trang bị ẩn: {names}; trang ẩn có bảng tọa độ vẫn được đọc",
            en="The workbook has hidden sheets: {names}; one with a table of corners is read all the same",
        ),
        "intake.hidden_rows": Text(
            vi="Trang “{sheet}” có {count} dòng hoặc cột bị ẩn; dòng ẩn có tọa độ vẫn được đọc",
            en="Sheet “{sheet}” has {count} hidden rows or columns; hidden rows with coordinates are read all the same",
        ),
        "site.parts_overlap_once": Text(
            vi="Các phần của khu đất chồng lên nhau {area_m2} m²; chỗ chồng được tính một lần",
            en="Parts of the site overlap by {area_m2} m²; what overlaps is counted once",
        ),
        "intake.millimetres": Text(
            vi="Bản vẽ tính bằng milimét: tọa độ được chia cho 1000",
            en="The drawing is in millimetres: coordinates are divided by 1000",
        ),
    }
)
