"""Sentences of the import of running cases: refusals, events, doubts with their cure, work."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.tables.cells import OF_A_CELL, OF_A_FILE
from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    # refusals
    "cases.importer": _(
        "Nhập hồ sơ dành cho văn thư hoặc chuyên viên của cơ quan thụ lý. Báo quản trị viên nếu cần quyền."
    ),
    "cases.one_sheet": _("Trang hồ sơ và trang lấy ý kiến phải là hai trang khác nhau."),
    "cases.no_column": _("Chọn cột nào là “%(field)s”."),
    "cases.row_lacks": _("Dòng còn thiếu thông tin bắt buộc. Bổ sung trong tệp rồi nhập lại, hoặc để ngoài."),
    "cases.no_case_yet": _("Hồ sơ của văn bản này chưa có trong hệ thống. Nhập hồ sơ trước."),
    "cases.worked_on": _(
        "%(count)s hồ sơ của lần nhập này đã có người làm việc: %(names)s. Không hoàn tác được nữa; sửa từng hồ sơ."
    ),
    # events of a case
    "case.imported": _(
        "Nhập từ tệp “%(file)s”, dòng %(row)s, kèm %(letters)s văn bản lấy ý kiến."
        " Các ngày theo sổ của cơ quan; hệ thống không chứng minh được việc trước đó và chưa sàng lọc hồ sơ ở đây."
    ),
    "inquiry.imported": _(
        "Nhập văn bản đã gửi %(body)s từ tệp “%(file)s”, dòng %(row)s; các ngày theo sổ của cơ quan."
    ),
    # events of an import
    "cases.import_begun": _("Đã nhận tệp hồ sơ đang giải quyết"),
    "cases.import_read": _("Đã đọc tệp hồ sơ đang giải quyết"),
    "cases.import_sheets": _("Đã chọn trang tính của tệp hồ sơ"),
    "cases.import_mapped": _("Đã chọn cột của tệp hồ sơ"),
    "cases.import_checked": _("Đã kiểm tra từng dòng của tệp hồ sơ"),
    "cases.import_ordered": _("Đã quyết định nhập hồ sơ"),
    "cases.imported": _("Đã nhập hồ sơ từ tệp"),
    "cases.import_undone": _("Đã hoàn tác một lần nhập hồ sơ"),
    "cases.row_taken": _("Đã nhập một dòng hồ sơ chờ"),
    "cases.row_left": _("Đã để ngoài một dòng hồ sơ"),
    # a cell, a file
    **{f"case.doubt.{code}": words for code, words in OF_A_CELL.items()},
    **{f"case.column.{code}": words for code, words in OF_A_FILE.items()},
    "case.doubt.long": _("Ô dài hơn %(most)s ký tự; chỉ phần đầu vào hồ sơ, toàn văn giữ ở dòng này."),
    "case.doubt.number_number": _("Số hồ sơ là số trong tệp; nếu có số 0 ở đầu thì số 0 đó đã mất."),
    # what a row lacks
    "case.doubt.no_number": _("Dòng không có số hồ sơ. Ghi số theo sổ của cơ quan."),
    "case.doubt.no_title": _("Dòng không có tên đề xuất. Ghi tên như trong tờ trình."),
    "case.doubt.no_proponent": _("Dòng không có chủ đầu tư, cơ quan trình. Ghi tên tổ chức."),
    "case.doubt.no_kind": _("Dòng không ghi loại đề xuất. Ghi dự án, quy hoạch, kế hoạch hoặc chiến lược."),
    "case.doubt.no_received_on": _("Dòng không có ngày nhận hồ sơ. Ghi ngày theo sổ."),
    "case.doubt.no_step": _("Dòng không ghi hồ sơ đang ở bước nào. Ghi một bước, ví dụ “đang lấy ý kiến”."),
    "case.doubt.no_law_date": _(
        "Hồ sơ đã qua kiểm tra hợp lệ nhưng không ghi quy định có hiệu lực tại ngày nào. Ghi ngày đó,"
        " hoặc ghi bước “kiểm tra tính hợp lệ”."
    ),
    "case.doubt.no_body": _("Dòng không ghi cơ quan được lấy ý kiến. Ghi tên cơ quan."),
    "case.doubt.no_role": _("Dòng không ghi vai trò. Ghi chấp thuận, ý kiến hoặc thông báo."),
    "case.doubt.no_sent_on": _("Dòng không có ngày gửi. Ghi ngày theo sổ văn bản đi."),
    "case.doubt.no_answered_on": _("Có kết quả nhưng không có ngày trả lời. Ghi ngày theo sổ văn bản đến."),
    "case.doubt.no_outcome": _("Có ngày trả lời nhưng không có kết quả. Ghi kết quả, ví dụ “thống nhất”."),
    # words
    "case.doubt.kind_unclear": _("Loại đề xuất không đọc được. Ghi dự án, quy hoạch, kế hoạch hoặc chiến lược."),
    "case.doubt.stage_unclear": _("Bước không đọc được. Ghi một bước như trong tệp mẫu, ví dụ “đang lấy ý kiến”."),
    "case.doubt.stage_later": _(
        "Hồ sơ đã đến thẩm tra, phê duyệt: việc này cần báo cáo lập trong hệ thống. Ghi bước “lập báo cáo” rồi trình lại."
    ),
    "case.doubt.stage_closed": _("Hồ sơ đã kết thúc; ở đây chỉ nhập hồ sơ đang giải quyết. Để dòng này ngoài."),
    "case.doubt.role_unclear": _("Vai trò không đọc được. Ghi chấp thuận, ý kiến hoặc thông báo."),
    "case.doubt.outcome_unclear": _("Kết quả trả lời không đọc được. Ghi một kết quả như trong tệp mẫu."),
    "case.doubt.conditions_by_hand": _(
        "Cơ quan trả lời kèm điều kiện: từng điều kiện ghi tay ở phần Điều kiện của hồ sơ."
    ),
    "case.doubt.told_only": _("Văn bản chỉ để thông báo nên không có trả lời; kết quả và ngày trả lời không nhập."),
    # days
    "case.doubt.day_two_ways": _(
        "Ngày có thể là %(first)s hoặc %(second)s. Chọn thứ tự ngày, tháng ở trang chọn cột, hoặc ghi 2026-11-05."
    ),
    "case.doubt.day_number": _("Ô ngày là một số. Định dạng ô thành ngày trong Excel rồi nhập lại."),
    "case.doubt.day_unreadable": _("Không đọc được thành ngày. Ghi ngày, tháng, năm, ví dụ 2026-11-05."),
    "case.doubt.day_old": _("Ngày trước năm 2000. Kiểm tra năm."),
    "case.doubt.day_future": _("Ngày ở tương lai. Ghi ngày việc đã xảy ra."),
    "case.doubt.complete_before": _("Ngày nhận đủ hồ sơ trước ngày nhận (%(day)s). Kiểm tra hai ngày."),
    "case.doubt.complete_taken": _("Không ghi ngày nhận đủ hồ sơ; lấy ngày %(day)s, là ngày muộn nhất đã biết."),
    "case.doubt.law_after": _("Ngày áp dụng pháp luật sau ngày nhận đủ hồ sơ (%(day)s). Kiểm tra hai ngày."),
    "case.doubt.law_early": _("Hồ sơ chưa qua kiểm tra hợp lệ: ngày áp dụng pháp luật chốt khi chấp nhận hồ sơ ở đây."),
    "case.doubt.answered_before": _("Ngày trả lời trước ngày gửi (%(day)s). Kiểm tra hai ngày."),
    # people, offices, places
    "case.doubt.officer_unknown": _("Không có chuyên viên nào của cơ quan mang tên này. Giao hồ sơ sau khi nhập."),
    "case.doubt.officer_several": _("Nhiều chuyên viên mang tên này. Ghi tên tài khoản, hoặc giao hồ sơ sau khi nhập."),
    "case.doubt.body_several": _(
        "Nhiều cơ quan mang tên này. Ghi tên đầy đủ; nếu nhập ngay thì coi là trả lời trên giấy."
    ),
    "case.doubt.body_on_paper": _("Không có cơ quan nào ở đây mang tên này: coi là trả lời trên giấy."),
    "case.doubt.no_place": _("Dòng không ghi địa điểm."),
    "case.doubt.zeros": _("Mã “%(given)s” thiếu số 0 ở đầu; đã đọc là “%(read)s”."),
    "case.doubt.no_province": _("Dòng không ghi tỉnh, thành phố nên chưa chắc xã nào. Ghi thêm tên tỉnh."),
    "case.doubt.province_unknown": _("Không có tỉnh, thành phố nào tên “%(name)s”. Kiểm tra chính tả."),
    "case.doubt.province_old": _("“%(old)s” là đơn vị trước ngày 01/07/2025, nay thuộc %(new)s."),
    "case.doubt.province_differs": _("Tỉnh trong cột và trong địa điểm khác nhau: %(names)s. Sửa trong tệp."),
    "case.doubt.no_commune": _("Địa điểm không nêu xã, phường nào. Ghi tên xã, hoặc bổ sung ở lần nộp sau."),
    "case.doubt.commune_unknown": _("Không có xã, phường nào tên “%(name)s” trong tỉnh này. Kiểm tra tên hoặc tỉnh."),
    "case.doubt.commune_lost": _("Chưa rõ “%(name)s” nay thuộc đơn vị nào."),
    "case.doubt.commune_type": _("Trong tỉnh không có “%(name)s” đúng cấp này; đã tìm theo tên, không theo cấp."),
    "case.doubt.district_differs": _("“%(name)s” không thuộc huyện ghi trong địa chỉ; đã tìm trong cả tỉnh."),
    "case.doubt.commune_ambiguous": _("“%(name)s” có thể là: %(names)s. Ghi rõ trong tệp."),
    "case.doubt.commune_split": _("“%(name)s” đã chia vào: %(names)s. Ghi xã hiện nay trong tệp."),
    # other rows and cases
    "case.doubt.same_number": _(
        "Số %(number)s có ở nhiều dòng nên các dòng này nằm chờ. Giữ một dòng, để ngoài các dòng kia."
    ),
    "case.doubt.here_already": _("Cơ quan đã có hồ sơ số %(number)s; dòng này không tạo hồ sơ thứ hai."),
    "case.doubt.no_case": _("Không có hồ sơ số %(number)s trong tệp và trong hệ thống. Kiểm tra số."),
    "case.doubt.asked_early": _(
        "Hồ sơ số %(number)s chưa qua kiểm tra hợp lệ nên chưa có lấy ý kiến. Kiểm tra bước của hồ sơ."
    ),
    # background work
    "job.appraisal.read_cases": _("Đọc tệp hồ sơ đang giải quyết"),
    "job.appraisal.check_cases": _("Kiểm tra từng dòng của tệp hồ sơ"),
    "job.appraisal.take_cases": _("Nhập hồ sơ đang giải quyết"),
    "job.appraisal.read_cases.done": _("Đã đọc tệp: %(sheets)s trang tính. Tiếp theo chọn cột."),
    "job.appraisal.check_cases.done": _("Đã kiểm tra %(rows)s dòng, %(doubtful)s dòng có điểm nghi."),
    "job.appraisal.take_cases.done": _(
        "%(rows)s dòng: %(kept)s đã nhập, %(same)s đã có, %(waiting)s chờ xử lý, %(checked)s chưa xét."
    ),
}
