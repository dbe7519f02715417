"""Sentences of this room's refusals, faults of drawings and events, by code; ``%(name)s`` is filled from the fields."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.procedures.reading import Fault

__all__ = ["SENTENCES", "fault_sentence"]

SENTENCES = {
    # Refusals: what is wrong, what to do.
    "procedure.assignee_without_role": _(
        "%(title)s không có vai trò của bước này tại cơ quan thực hiện. Chọn tài khoản khác hoặc giao vai trò trước."
    ),
    "procedure.ended": _("Hồ sơ đã kết thúc, không còn bước nào để thực hiện. Muốn làm tiếp thì mở lại hồ sơ."),
    "procedure.item_twice": _(
        "“%(step)s” cho mục này đang được thực hiện. Chờ kết quả hoặc thu hồi trước khi thêm lại."
    ),
    "procedure.items_open": _("“%(step)s” còn mục chưa xong. Chờ kết quả hoặc thu hồi từng mục rồi mới kết thúc bước."),
    "procedure.message_not_awaited": _(
        "Ở bước hiện tại, hồ sơ không nhận thay đổi này. Tải lại trang để xem bước hiện tại."
    ),
    "procedure.not_its_turn": _("“%(step)s” chưa đến lượt cấp này. Chờ cấp trước thực hiện xong."),
    "procedure.not_taking_part": _("Cơ quan của tài khoản này không tham gia bước này. Báo cơ quan chủ trì hồ sơ."),
    "procedure.outcome_unknown": _("“%(step)s” không có kết quả “%(outcome)s”. Chọn một kết quả trong danh sách."),
    "procedure.step_not_running": _(
        "“%(step)s” không phải việc đang chờ của hồ sơ, có thể người khác vừa thực hiện xong. Tải lại trang để xem bước hiện tại."
    ),
    "procedure.step_unknown": _("Không mở lại hồ sơ ở “%(step)s” được. Chọn một bước khác của quy trình."),
    "procedure.still_running": _("Hồ sơ chưa kết thúc nên không cần mở lại."),
    "procedure.unknown": _("Chưa có quy trình “%(key)s”. Báo quản trị viên nạp sơ đồ quy trình."),
    "procedure.migration_refused": _(
        "Chưa chuyển được sang bản khác của quy trình. Xem từng lý do và chọn lại bước tương ứng."
    ),
    "procedure.other_procedure": _("Hai bản không cùng một quy trình. Chọn một bản của quy trình “%(key)s”."),
    "procedure.not_rule_officer": _(
        "Việc này dành cho người quản lý bộ quy tắc của cơ quan chủ trì. Báo người đó thực hiện."
    ),
    # Why a running case cannot be moved to another version.
    "migration.no_target": _("Bước “%(step)s” đang thực hiện mà chưa chọn bước tương ứng. Chọn một bước của bản mới."),
    "migration.target_unknown": _("Bản mới không có bước “%(target)s”. Chọn một bước trong danh sách."),
    "migration.kind_differs": _(
        "“%(step)s” và “%(target)s” khác cách thực hiện: một bước làm một lần, hoặc làm cho từng mục, song song hoặc lần lượt. "
        "Chọn một bước cùng cách."
    ),
    "migration.same_target": _("Hai bước đang thực hiện cùng chuyển vào “%(target)s”. Chọn hai bước khác nhau."),
    "migration.state_unknown": _(
        "Bản mới không có lúc nào chỉ thực hiện các bước: %(steps)s. Chọn lại bước tương ứng."
    ),
    # Faults of a drawing, each after its line and element.
    "drawing.arrow_into": _("Có mũi tên đi vào sự kiện này. Bỏ mũi tên: chỉ đi ra từ đây."),
    "drawing.arrow_out_of_end": _("Có mũi tên đi ra từ sự kiện kết thúc. Bỏ mũi tên đó."),
    "drawing.attribute_refused": _("Thuộc tính “%(attribute)s” không dùng trong quy trình. Bỏ thuộc tính này."),
    "drawing.break_unknown": _(
        "Kết quả “%(outcome)s” dừng cả bước nhưng không có mũi tên nào đi theo. Thêm mũi tên đó."
    ),
    "drawing.choice_without_task": _(
        "Cổng rẽ nhánh không đứng sau một công việc có kết quả. Đặt cổng ngay sau công việc."
    ),
    "drawing.condition_missing": _("Mũi tên ra khỏi cổng rẽ nhánh cần đúng một điều kiện, hoặc là mũi tên mặc định."),
    "drawing.condition_refused": _('Điều kiện phải có dạng outcome = "ten_ket_qua". Viết lại điều kiện theo dạng đó.'),
    "drawing.condition_without_choice": _(
        "Mũi tên có điều kiện nhưng không có gì để chọn. Bỏ điều kiện hoặc thêm cổng."
    ),
    "drawing.dangling": _("Mũi tên chỉ tới “%(target)s”, không có phần tử này. Nối lại mũi tên."),
    "drawing.declares_type": _(
        "Tệp khai báo kiểu tài liệu hoặc thực thể (DOCTYPE, ENTITY). Lưu lại sơ đồ không có phần này."
    ),
    "drawing.element_refused": _("Loại phần tử “%(kind)s” không dùng trong quy trình. Vẽ lại bằng các loại được dùng."),
    "drawing.event_refused": _(
        "Sự kiện này không phải sự kiện thông điệp. Thời hạn do hệ thống tính, không vẽ trong sơ đồ."
    ),
    "drawing.foreign": _("Phần mở rộng “%(name)s” của chương trình khác. Bỏ phần này: sơ đồ không chứa mã lệnh."),
    "drawing.id_twice": _("Mã này dùng hai lần. Mỗi phần tử một mã riêng."),
    "drawing.id_wrong": _("Mã phải bắt đầu bằng chữ cái, không dấu, không quá %(limit)s ký tự. Đặt lại mã."),
    "drawing.idle_loop": _("Vòng này chỉ qua các cổng, không qua công việc nào. Thêm công việc hoặc bỏ vòng."),
    "drawing.items_disagree": _(
        "Bước làm cho từng mục mà các mục có thể cho kết quả khác nhau. Chỉ để một kết quả ngoài kết quả dừng cả bước."
    ),
    "drawing.label_long": _("Tên dài quá %(limit)s ký tự. Rút gọn tên."),
    "drawing.label_missing": _("Thiếu tên tiếng Việt hoặc tiếng Anh (kethop:nameEn). Ghi đủ hai tên."),
    "drawing.lane_count": _("Công việc nằm trong %(count)s làn. Đặt vào đúng một làn."),
    "drawing.message_twice": _("Thông điệp “%(message)s” gắn hai lần vào một công việc. Giữ một sự kiện."),
    "drawing.message_unknown": _("Sự kiện không ghi thông điệp nào của sơ đồ. Chọn một thông điệp."),
    "drawing.name_differs": _("Mã quy trình trong sơ đồ khác tên tệp “%(file)s”. Đổi mã hoặc đổi tên tệp."),
    "drawing.no_end": _("Sơ đồ không có sự kiện kết thúc. Thêm một sự kiện kết thúc."),
    "drawing.no_task": _("Sơ đồ không có công việc nào. Thêm ít nhất một công việc."),
    "drawing.no_way": _("Tại cổng này có kết quả không dẫn đi đâu. Thêm mũi tên cho kết quả đó hoặc mũi tên mặc định."),
    "drawing.no_way_to_end": _("Từ đây không có đường tới sự kiện kết thúc. Nối thêm mũi tên."),
    "drawing.not_attached": _("Sự kiện thông điệp không gắn vào công việc nào. Gắn vào một công việc."),
    "drawing.not_bpmn": _("Tệp không phải sơ đồ BPMN 2.0. Lưu lại sơ đồ dạng BPMN 2.0."),
    "drawing.not_interrupting": _(
        "Sự kiện thông điệp phải dừng công việc mà nó gắn vào. Đổi sang loại dừng công việc."
    ),
    "drawing.not_reached": _("Không có đường nào từ đầu quy trình đến đây. Nối thêm mũi tên hoặc bỏ phần tử."),
    "drawing.not_utf8": _("Tệp không ở bảng mã UTF-8. Lưu lại ở UTF-8."),
    "drawing.not_xml": _("Không đọc được tệp: XML viết sai từ dòng này. Xuất lại sơ đồ từ chương trình vẽ."),
    "drawing.one_way_out": _("Có %(count)s mũi tên đi ra; cần đúng một. Muốn rẽ nhánh thì thêm cổng."),
    "drawing.outcome_twice": _("Hai mũi tên của cổng này cùng một kết quả. Mỗi kết quả một mũi tên."),
    "drawing.part_refused": _("Thành phần “%(part)s” không dùng trong quy trình. Bỏ thành phần này."),
    "drawing.process_count": _("Tệp có %(count)s quy trình; cần đúng một. Tách tệp hoặc thêm quy trình."),
    "drawing.role_unknown": _("Làn “%(role)s” không phải vai trò nào của hệ thống. Dùng mã vai trò làm mã làn."),
    "drawing.start_count": _("Sơ đồ có %(count)s sự kiện bắt đầu; cần đúng một."),
    "drawing.stuck": _("Từ đây có lúc quy trình không đi tiếp được đến hết. Xem lại các cổng tách và nhập phía trước."),
    "drawing.too_large": _("Sơ đồ lớn hơn giới hạn (%(limit)s). Tách thành quy trình nhỏ hơn."),
    "drawing.too_many_states": _(
        "Quy trình có quá %(limit)s trạng thái nên không kiểm tra hết được. Bớt nhánh song song."
    ),
    "drawing.twice_at_once": _("Công việc này có thể được giao hai lần cùng lúc. Thêm cổng nhập trước công việc."),
    # Events of the audit log.
    "procedure.assigned": _("Giao bước “%(element)s” của quy trình."),
    "procedure.item_added": _("Thêm một mục vào bước “%(element)s”."),
    "procedure.item_cancelled": _("Thu hồi một mục của bước “%(element)s”."),
    "procedure.items_closed": _("Kết thúc bước “%(element)s” khi không còn mục nào."),
    "procedure.message": _("Nhận thay đổi “%(message)s”, quay lại bước trước."),
    "procedure.migrated": _("Chuyển hồ sơ từ bản %(before)s sang bản %(after)s của quy trình."),
    "procedure.reopened": _("Mở lại quy trình ở bước “%(element)s”."),
    "procedure.started": _("Bắt đầu quy trình “%(key)s”, bản %(number)s."),
    "procedure.step_done": _("Thực hiện xong bước “%(element)s”."),
    "procedure.step_paused": _("Tạm dừng bước “%(element)s”."),
    "procedure.step_resumed": _("Tiếp tục bước “%(element)s”."),
    "procedure.stopped": _("Kết thúc quy trình trước khi đi hết các bước."),
    "procedure.taken_in": _("Nạp sơ đồ quy trình “%(key)s”, bản %(number)s."),
}


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong with a drawing, with its line and element."""
    what = SENTENCES[fault.code] % fault.fields
    if not fault.line and not fault.element:
        return what
    place = {"line": fault.line, "element": fault.element or "–", "what": what}
    return gettext("Dòng %(line)s, “%(element)s”: %(what)s") % place
