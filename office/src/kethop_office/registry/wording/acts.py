"""Refusals, events and background work of the registry."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    # Refusals.
    "parks.role": _("Việc này dành cho chuyên viên hoặc người quản lý lớp dữ liệu. Báo quản trị viên nếu cần quyền."),
    "parks.level": _("Chọn độ mật không cao hơn mức được đọc."),
    "import.file_size": _("Tệp trống hoặc lớn hơn %(most)s MB. Chọn tệp khác hoặc tách tệp."),
    "import.no_sheet": _("Chọn một trang tính và dòng tiêu đề trong các dòng đang hiện."),
    "parks.no_name_column": _("Chọn cột nào là tên khu."),
    "import.column_twice": _("Mục “%(field)s” được chọn cho hai cột. Chọn một cột."),
    "import.state": _("Lần nhập này đang ở bước “%(state)s” nên chưa làm được việc này."),
    "import.gone": _("Không còn lần nhập này, hoặc tài khoản không còn quyền đọc."),
    "parks.changed_since": _(
        "%(count)s khu của lần nhập này đã được sửa sau đó: %(names)s. Hoàn tác hoặc sửa các khu này trước."
    ),
    "import.row_state": _("Dòng này ở trạng thái “%(state)s” nên không xử lý nữa."),
    "parks.row_no_name": _("Dòng không có tên nên không nhập được. Bổ sung tên trong tệp, hoặc để ngoài."),
    "parks.reason": _("Nhập lý do, ít nhất vài chữ."),
    "parks.doubt_settled": _("Điểm nghi này đã được xử lý."),
    "parks.stale": _("Khu này vừa được người khác sửa. Xem nội dung mới rồi lưu lại."),
    "parks.merged_already": _("Khu này đã gộp vào khu khác. Mở khu được giữ."),
    "parks.merge_same": _("Chọn hai khu khác nhau, cùng độ mật."),
    "parks.merge_open": _("Khu này đang có đề nghị gộp chờ người thứ hai."),
    "parks.merge_state": _("Đề nghị gộp này đã được quyết định."),
    "parks.second_person": _("Người đề nghị gộp không tự quyết định. Nhờ người thứ hai."),
    "layers.role": _("Việc này dành cho người quản lý lớp dữ liệu. Báo quản trị viên nếu cần quyền."),
    "layers.id_unusable": _("Không dùng được mã lớp hoặc độ mật này. Chọn mã khác, hoặc nhờ người có quyền cao hơn."),
    "layers.file": _("Không đọc được lớp này. Kiểm tra bản mô tả và tệp rồi gửi lại."),
    "layers.classification": _(
        "%(file)s, dòng %(line)s: không có độ mật “%(given)s”. Ở mục classification, ghi một trong các mã: %(codes)s."
    ),
    "layers.of_pack": _("Lớp này thuộc bộ quy tắc; chỉ bộ quy tắc mới thay được."),
    "layers.not_current": _("Phiên bản này không còn dùng."),
    "layers.draft_ended": _("Phiên bản này đã được đưa vào dùng hoặc đã rút. Mở danh sách lớp để xem."),
    # Events.
    "parks.import_begun": _("Đã nhận tệp khu công nghiệp"),
    "parks.import_read": _("Đã đọc tệp khu công nghiệp"),
    "parks.import_sheet": _("Đã chọn trang tính"),
    "parks.import_mapped": _("Đã chọn cột"),
    "parks.import_checked": _("Đã kiểm tra từng dòng của tệp"),
    "parks.import_ordered": _("Đã quyết định nhập"),
    "parks.imported": _("Đã nhập khu công nghiệp từ tệp"),
    "parks.import_undone": _("Đã hoàn tác một lần nhập"),
    "parks.row_taken": _("Đã nhập một dòng chờ"),
    "parks.row_left": _("Đã để ngoài một dòng"),
    "parks.doubt_settled_by": _("Đã xử lý một điểm nghi"),
    "parks.edited": _("Đã sửa một khu"),
    "parks.made": _("Đã thêm một khu"),
    "parks.merge_proposed": _("Đã đề nghị gộp hai khu"),
    "parks.merged": _("Đã gộp hai khu"),
    "parks.merge_refused": _("Đã từ chối gộp hai khu"),
    "parks.exported": _("Đã xuất danh sách khu"),
    "layers.read": _("Đã đọc các lớp dữ liệu"),
    "layers.delivered": _("Đã kiểm tra và giữ một phiên bản lớp chưa đưa vào dùng"),
    "layers.draft_withdrawn": _("Đã rút một phiên bản lớp chưa đưa vào dùng"),
    "layers.published": _("Đã đưa một phiên bản lớp vào dùng"),
    "layers.retired": _("Đã ngừng dùng một lớp"),
    # Background work: titles, stages, results.
    "job.registry.read_parks": _("Đọc tệp khu công nghiệp"),
    "job.registry.check_parks": _("Kiểm tra từng dòng của tệp"),
    "job.registry.take_parks": _("Nhập khu công nghiệp"),
    "job.registry.read_layers": _("Đọc các lớp dữ liệu"),
    "job.registry.check_layer": _("Kiểm tra một phiên bản lớp"),
    "job.registry.publish_layer": _("Đưa một phiên bản lớp vào dùng"),
    "job.registry.read_parks.done": _("Đã đọc tệp: %(sheets)s trang tính. Tiếp theo chọn cột."),
    "job.registry.check_parks.done": _("Đã kiểm tra %(rows)s dòng, %(doubtful)s dòng có điểm nghi."),
    "job.registry.take_parks.done": _(
        "%(rows)s dòng: %(kept)s đã nhập, %(same)s đã có và không thay đổi, %(waiting)s chờ xử lý."
    ),
    "job.registry.read_layers.done": _("Đã đọc %(layers)s lớp."),
    "job.registry.check_layer.done": _("Đúng quy cách, chưa đưa vào dùng. Mở để xem hồ sơ và khu nào sẽ thay đổi."),
    "job.registry.publish_layer.done": _("Phiên bản mới đã được dùng."),
    "registry.reading_file": _("Đang đọc tệp"),
    "registry.checking_rows": _("Đã kiểm tra %(done)s/%(total)s dòng"),
    "registry.taking_rows": _("Đã nhập %(done)s/%(total)s dòng"),
    "registry.reading_layers": _("Đang đọc các lớp dữ liệu"),
}
