"""What is doubtful in an imported row, or was read with help."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.tables.cells import OF_A_CELL, OF_A_FILE
from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    # A cell.
    **{f"park.doubt.{code}": words for code, words in OF_A_CELL.items()},
    "park.doubt.long": _("Ô dài hơn %(most)s ký tự; phần đầu ghi vào mục này, toàn văn giữ ở phần số liệu khác."),
    "park.doubt.zeros": _("Mã “%(given)s” thiếu số 0 ở đầu; đã đọc là “%(read)s”."),
    "park.doubt.code_number": _("Mã là số trong tệp; nếu mã có số 0 ở đầu thì số 0 đó đã mất."),
    "park.doubt.no_name": _("Dòng không có tên nên chưa nhập được. Bổ sung tên trong tệp hoặc để ngoài, ghi lý do."),
    # Kind, state, times.
    "park.doubt.kind_unclear": _("Loại không đọc được thành một loại. Chọn loại khi sửa khu này."),
    "park.doubt.kind_differs": _("Loại trong cột khác với loại trong tên “%(name)s”. Chọn loại khi sửa khu này."),
    "park.doubt.status_unclear": _("Tình trạng không đọc được. Chọn tình trạng khi sửa khu này."),
    "park.doubt.no_year": _("Không có năm trong ô; giữ nguyên chữ."),
    "park.doubt.term_reversed": _("Năm cuối không sau năm đầu. Kiểm tra thời gian vận hành."),
    "park.doubt.no_day": _("Không đọc được ngày của số liệu. Nhập ngày, tháng, năm, ví dụ 05/11/2026."),
    # Amounts.
    "park.doubt.area_ambiguous": _("Diện tích có thể là %(grouped)s hoặc %(fraction)s. Nhập lại cho rõ."),
    "park.doubt.area_unreadable": _("Diện tích không đọc được thành một số; giữ nguyên chữ. Nhập số héc-ta."),
    "park.doubt.area_zero": _("Diện tích bằng 0 hoặc nhỏ hơn 0. Nhập số héc-ta."),
    "park.doubt.area_large": _("Diện tích %(hectares)s ha lớn khác thường. Kiểm tra đơn vị."),
    "park.doubt.occupancy_unreadable": _("Tỷ lệ lấp đầy không đọc được thành một số; giữ nguyên chữ."),
    "park.doubt.occupancy_year": _("Tỷ lệ lấp đầy ghi %(year)s, giống một năm. Nhập phần trăm."),
    "park.doubt.occupancy_range": _("Tỷ lệ lấp đầy nằm ngoài khoảng từ 0 đến 100. Nhập phần trăm."),
    "park.doubt.occupancy_fraction": _(
        "Tỷ lệ lấp đầy không quá 1: có thể là phần trăm hoặc phần của 1. Nhập phần trăm."
    ),
    # Place.
    "park.doubt.no_province": _("Dòng không ghi tỉnh, thành phố. Chọn tỉnh khi sửa khu này."),
    "park.doubt.province_unknown": _("Không có tỉnh, thành phố nào tên “%(name)s”. Kiểm tra chính tả."),
    "park.doubt.province_old": _("“%(old)s” là đơn vị trước ngày 01/07/2025, nay thuộc %(new)s."),
    "park.doubt.province_differs": _(
        "Tỉnh trong cột và trong địa chỉ khác nhau: %(names)s. Chọn tỉnh khi sửa khu này."
    ),
    "park.doubt.province_by_point": _(
        "Tỉnh trong cột và trong địa chỉ khác nhau: %(names)s; lấy %(chosen)s vì điểm nằm ở đó."
    ),
    "park.doubt.no_commune": _("Địa chỉ không nêu xã, phường nào. Chọn xã khi sửa khu này."),
    "park.doubt.commune_unknown": _("Không có xã, phường nào tên “%(name)s” trong tỉnh này. Kiểm tra tên hoặc tỉnh."),
    "park.doubt.commune_lost": _("Chưa rõ “%(name)s” nay thuộc đơn vị nào."),
    "park.doubt.commune_type": _("Trong tỉnh không có “%(name)s” đúng cấp này; đã tìm theo tên, không theo cấp."),
    "park.doubt.district_differs": _("“%(name)s” không thuộc huyện ghi trong địa chỉ; đã tìm trong cả tỉnh."),
    "park.doubt.commune_ambiguous": _("“%(name)s” có thể là: %(names)s. Chọn xã khi sửa khu này."),
    "park.doubt.commune_split": _("“%(name)s” đã chia vào: %(names)s. Chọn xã khi sửa khu này."),
    "park.doubt.commune_by_point": _("“%(name)s” có thể là: %(names)s; lấy %(chosen)s vì điểm nằm ở đó."),
    "park.doubt.point_unreadable": _("Tọa độ không đọc được thành số độ. Nhập độ thập phân, ví dụ 106,01."),
    "park.doubt.point_half": _("Chỉ có một trong hai tọa độ. Bổ sung tọa độ còn lại."),
    "park.doubt.point_swapped": _("Kinh độ %(lon)s, vĩ độ %(lat)s: có lẽ đã đổi chỗ hai cột. Chưa lấy điểm này."),
    "park.doubt.point_far": _("Điểm có kinh độ %(lon)s, vĩ độ %(lat)s nằm ngoài Việt Nam. Chưa lấy điểm này."),
    "park.doubt.point_nowhere": _("Điểm không nằm trong xã, phường nào."),
    "park.doubt.point_other_province": _("Ghi là %(stated)s nhưng điểm nằm ở %(found)s."),
    "park.doubt.point_other_commune": _("Ghi là %(stated)s nhưng điểm nằm ở %(found)s."),
    # Other rows and parks.
    "park.doubt.same_row": _("Dòng giống hệt dòng %(row)s trong cùng tệp; không nhập lần hai."),
    "park.doubt.same_code": _("Mã trùng với dòng %(row)s trong cùng tệp nhưng nội dung khác; nhập thành khu riêng."),
    "park.doubt.similar": _("Đã có khu cùng tên trong tỉnh này: “%(name)s”. Nếu là một, đề nghị gộp."),
    "park.doubt.differs": _("Tệp ghi “%(given)s”, đang có “%(kept)s”; giữ giá trị đang có."),
    # A whole column or file.
    **{f"park.column.{code}": words for code, words in OF_A_FILE.items()},
    "park.column.zeros": _("Cột “%(column)s”: %(zeros)s trong %(rows)s ô bằng 0. Số 0 có thể là chưa có số liệu."),
    "park.column.two_signs": _(
        "Cột “%(column)s” dùng cả hai dấu thập phân: %(commas)s ô dấu phẩy, %(points)s ô dấu chấm."
    ),
    "park.column.no_unit": _("Cột “%(column)s”: %(cells)s ô không ghi đơn vị; đọc là héc-ta."),
}
