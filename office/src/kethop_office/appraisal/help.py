"""Help for the pages of cases."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.help_pages import register_page_help

__all__ = ["register"]


def register() -> None:
    """Register; again is the same as once."""
    register_page_help(
        "appraisal-case_list",
        _("Danh sách hồ sơ"),
        [
            _(
                "Danh sách chỉ có hồ sơ mà tài khoản này được biết. Tìm theo mã, tên, chủ đầu tư, xã, số văn bản; không cần gõ dấu."
            ),
            _("Ô địa bàn nhận tên hoặc mã, cũ hay mới. Tên chỉ nhiều nơi thì trang hỏi lại."),
            _(
                "Lưu bộ lọc để dùng lại; bộ lọc lưu điều kiện, không lưu kết quả. Xuất Excel, CSV, GeoJSON, GeoPackage chạy nền; tệp lấy ở trang việc chạy nền."
            ),
        ],
        [
            "export_cases",
            "find_cases",
            "give_cases",
            "give_back",
            "remind_cases",
            "save_view",
            "rename_view",
            "remove_view",
        ],
    )
    register_page_help(
        "appraisal-case_imports",
        _("Nhập hồ sơ đang giải quyết"),
        [
            _(
                "Dành cho cơ quan bắt đầu dùng hệ thống: tải bảng hồ sơ, chọn cột nào là gì, xem từng dòng với mọi điểm nghi rồi mới nhập."
            ),
            _(
                "Hồ sơ đi tiếp từ bước ghi trong bảng, với ngày thật; văn bản lấy ý kiến chưa trả lời được theo dõi tiếp. Hồ sơ chưa được sàng lọc ở đây."
            ),
            _(
                "Ranh giới khu đất dán vào một ô: bảng tọa độ, WKT hoặc GeoJSON, cùng hệ tọa độ. Ranh giới được kiểm tra như khi nộp mới; chưa đúng thì nêu lý do và cách sửa."
            ),
            _(
                "Không dòng nào bị bỏ âm thầm; nhập lại cùng tệp không tạo hồ sơ thứ hai. Hoàn tác được khi chưa ai làm việc gì trong các hồ sơ."
            ),
        ],
        [
            "case_import",
            "case_import_new",
            "case_import_template",
            "case_import_sheets",
            "case_import_columns",
            "case_import_rows",
            "case_import_undo",
            "case_import_take",
            "case_import_leave",
        ],
    )
    register_page_help(
        "appraisal-new",
        _("Đề xuất mới"),
        [
            _(
                "Nhập theo từng bước, bước nào trước cũng được; mỗi bước tự lưu. Chỉ người soạn thấy bản nháp đến khi gửi."
            ),
            _(
                "Vị trí khu đất có năm cách: dán bảng tọa độ, tệp bản đồ, vẽ trên bản đồ, chọn tỉnh, xã, hoặc chọn khu, cụm trong sổ. Bảng kiểm tra nói hệ tọa độ, diện tích và lỗi ngay khi nhập."
            ),
            _("Điều chưa biết để trống: kết quả khi đó là chưa xác định, không phải không áp dụng."),
            _("Đã gửi thì bản nộp không sửa được nữa; sửa đổi là một lần nộp mới."),
        ],
        [
            "start",
            "copy",
            "draft",
            "draft_kind",
            "draft_details",
            "draft_site",
            "draft_panel",
            "draft_heights",
            "draft_files",
            "draft_check",
            "delete_draft",
            "restore_draft",
            "restore_document",
            "remove_document",
            "filed",
            "continue_filing",
        ],
    )
    register_page_help(
        "appraisal-case",
        _("Tổng quan hồ sơ"),
        [
            _(
                "Trang này nêu giai đoạn, thời hạn và các bước đang chạy, đã xong của hồ sơ, bằng sơ đồ và bằng danh sách nói cùng một điều."
            ),
            _("Các mục của hồ sơ ở hàng liên kết; số bên cạnh là số lượng trong mục."),
            _("Rút, mở lại, điều chỉnh thời hạn của hồ sơ đi qua một trang xác nhận nêu điều sẽ xảy ra."),
        ],
        ["case_officer", "case_period", "case_extend", "end"],
    )
    register_page_help(
        "appraisal-label",
        _("Độ mật của hồ sơ"),
        [
            _(
                "Mức gắn với hồ sơ và với mọi tài liệu, phiếu, văn bản trong hồ sơ; người không được phép thì không thấy hồ sơ ở đâu cả."
            ),
            _(
                "Nâng mức cần một người và có hiệu lực ngay. Hạ mức cần hai người: một người đề nghị, lãnh đạo cơ quan chủ trì đồng ý."
            ),
            _(
                "Chỉ nội dung lúc đề nghị được hạ: mã băm trên trang giữ lại nội dung đó. Nội dung đã đổi thì phải đề nghị lại."
            ),
        ],
        ["label-settle"],
    )
    register_page_help(
        "appraisal-retention",
        _("Lưu giữ và hủy hồ sơ"),
        [
            _(
                "Thời hạn lưu giữ do quản trị viên đặt cho từng loại hồ sơ, theo một quyết định. Chưa đặt thì không hồ sơ nào được nêu để hủy."
            ),
            _(
                "Trước khi đề nghị hủy, xuất gói lưu trữ, tải về, nộp vào nơi giữ và đối chiếu SHA-256. Trang nêu rõ gói lưu trữ không có gì."
            ),
            _(
                "Chuyên viên đề nghị kèm lý do; lãnh đạo cơ quan chủ trì, là người khác, xác nhận. Rút lại được cho đến khi xác nhận, sau đó thì không."
            ),
            _("Sổ hủy giữ mã hồ sơ, căn cứ, lý do, gói lưu trữ và người hủy; nhật ký không mất dòng nào."),
        ],
        ["retention_register", "retention_periods", "destroy", "destroy_settle", "destroy_take_back"],
    )
    register_page_help(
        "appraisal-submission",
        _("Hồ sơ trình"),
        [
            _(
                "Mọi lần nộp giữ nguyên từng byte, có mã băm. Văn thư tiếp nhận; chuyên viên kiểm tra tính hợp lệ, đề nghị bổ sung hoặc trả hồ sơ kèm lý do."
            ),
            _("Chấp nhận hợp lệ thì thời hạn bắt đầu, quy định của ngày đó được áp dụng và sàng lọc tự chạy."),
        ],
        ["receive", "accept", "ask_completion", "read", "ready", "download_document", "download_site"],
    )
    register_page_help(
        "appraisal-case_site",
        _("Khu đất"),
        [
            _(
                "Bản đồ và bảng bên dưới nói cùng một điều; người không dùng bản đồ đọc bảng. Bấm vào bản đồ, hoặc đặt dấu chữ thập, để xem có gì tại điểm đó."
            ),
            _(
                "Tọa độ hiện theo hệ đã nộp; số đã nộp giữ bên cạnh số đã đổi. Bản in do máy chủ vẽ, có tỷ lệ và độ mật trên mọi tờ."
            ),
            _("Mặt cắt độ cao so đỉnh công trình với các mặt giới hạn, kèm bảng số."),
        ],
        [
            "draw_site",
            "identify_site",
            "print_site",
            "site_file",
            "site_picture",
            "site_profile",
            "site_shape",
            "site_sheet",
            "site_table",
        ],
    )
    register_page_help(
        "appraisal-findings",
        _("Kết quả sàng lọc"),
        [
            _(
                "Mỗi kết quả là áp dụng, không áp dụng hoặc chưa xác định, kèm điều khoản, dòng quy tắc và số liệu đã dùng. Chưa xác định thì coi như phải lấy ý kiến."
            ),
            _("Ghi đè một kết quả cần lý do và người thứ hai xác nhận; kết quả gốc vẫn giữ."),
            _("Nội dung mà quy định đòi hỏi chính cơ quan thụ lý thì cơ quan tự xem xét, không gửi văn bản hỏi mình."),
        ],
        ["run_again", "compare", "overrule", "settle"],
    )
    register_page_help(
        "appraisal-consultations",
        _("Lấy ý kiến"),
        [
            _(
                "Mỗi dòng là một cơ quan được hỏi, với vai trò, hạn cuối và cách tính hạn. Bổ sung cơ quan thì không cần ai xác nhận; bỏ một cơ quan cần lý do và người thứ hai."
            ),
            _(
                "Trả lời tạm thời không dừng thời hạn; đề nghị bổ sung thì dừng, theo ngày thực tế. Không trả lời không có nghĩa là đồng ý, trừ khi điều khoản nói vậy."
            ),
            _(
                "Cơ quan quá hạn: đôn đốc, hoặc đề nghị cấp trên trả lời thay. Cơ quan không có tài khoản: ghi văn bản giấy với số và ngày đến."
            ),
            _("Hết người phải chờ thì bước lấy ý kiến kết thúc; hỏi thêm thì bước này mở lại."),
        ],
        [
            "inquiries-send",
            "inquiry-new",
            "inquiry-edit",
            "inquiry-act",
            "inquiry-paper",
            "removal-settle",
            "replies-release",
            "opinion-split",
            "treat",
        ],
    )
    register_page_help(
        "appraisal-inbox",
        _("Hộp ý kiến"),
        [
            _(
                "Các phiếu mà đơn vị của tài khoản này phải trả lời, gần hạn trước. Mở phiếu để xem phần hồ sơ được xem, soạn trả lời, trình ký."
            ),
            _(
                "Lý do nội bộ chỉ ở trong đơn vị; nội dung cung cấp mới đi ra ngoài. Trang từ chối nội dung cung cấp có tọa độ hoặc từ chỉ độ mật."
            ),
            _("Bản soạn là của cả đơn vị: người cùng đơn vị viết tiếp được, không ai khóa của ai."),
            _("Cơ quan quân sự có thể tự tham gia ý kiến về một hồ sơ theo mã."),
        ],
        [
            "inquiry",
            "inquiry-assign",
            "reply-submit",
            "reply-return",
            "reply-sign",
            "reply-withdraw",
            "reply-step-in",
            "advice-offer",
        ],
    )
    register_page_help(
        "appraisal-conditions",
        _("Điều kiện"),
        [
            _(
                "Điều kiện của các cơ quan, do ai nêu, căn cứ, thời điểm phải thực hiện, bằng chứng và hạn. Chuyên viên tiếp thu nguyên văn, tiếp thu có sửa, hoặc không tiếp thu kèm giải trình."
            ),
            _("Lời của cơ quan nêu điều kiện luôn giữ bên cạnh lời trong quyết định."),
        ],
        ["condition-new", "condition-settle", "condition-supersede", "condition-duplicate", "condition-move"],
    )
    register_page_help(
        "appraisal-library",
        _("Thư viện điều kiện"),
        [
            _("Điều kiện mẫu để dùng lại. Sửa là lập phiên bản mới; điều kiện đã dùng trong hồ sơ giữ phiên bản cũ."),
            _("Thôi dùng một mẫu thì không chọn được nữa, các hồ sơ đã dùng không đổi."),
        ],
        ["library-new", "library-model", "library-retire"],
    )
    register_page_help(
        "appraisal-report",
        _("Báo cáo thẩm định"),
        [
            _(
                "Số liệu của từng mục do hệ thống chuẩn bị từ hồ sơ; nhận xét do chuyên viên viết. Số liệu đổi thì cập nhật, lời của chuyên viên giữ nguyên."
            ),
            _(
                "Gửi thẩm tra thì nội dung được đóng băng thành phiên bản, có PDF và Word. Cơ quan còn chưa trả lời không được chờ thêm, nhưng trả lời đến sau vẫn tính."
            ),
        ],
        [
            "report_add",
            "report_edit",
            "report_prepare",
            "report_preview",
            "report_propose",
            "report_send",
            "report_paper",
        ],
    )
    register_page_help(
        "appraisal-approvals",
        _("Phê duyệt và quyết định"),
        [
            _(
                "Báo cáo qua thẩm tra rồi qua từng cấp phê duyệt, mỗi cấp một người khác nhau. Chữ ký gắn với đúng nội dung đang xem."
            ),
            _("Nội dung đổi sau khi ký thì các phê duyệt mất hiệu lực; trang nêu điều gì đã đổi so với lần ký trước."),
            _("Chưa có chấp thuận bắt buộc, hoặc còn phản đối chưa rút, thì chưa phê duyệt được."),
        ],
        [
            "approve",
            "approve_list",
            "approve_confirm",
            "review",
            "review_confirm",
            "decision",
            "decision_confirm",
            "decision_reopen",
            "level_add",
            "level_remove",
        ],
    )
    register_page_help(
        "appraisal-documents",
        _("Văn bản"),
        [
            _(
                "Văn bản đi và đến của hồ sơ. Chuyên viên lập dự thảo từ mẫu; văn thư cấp số, ký hiệu, ngày và đính bản quét đã ký."
            ),
            _("Văn bản đã phát hành không sửa; sai thì lập văn bản thay thế."),
            _(
                "“Xuất hồ sơ lưu trữ” gom cả hồ sơ vào một tệp zip đọc được mà không cần chương trình: PDF, JSON, CSV, bản đồ và mã băm từng tệp."
            ),
        ],
        [
            "case_archive",
            "documents_print",
            "letter",
            "letter_new",
            "letter_issue",
            "letter_replace",
            "letter_scan",
            "letter_file",
            "letter_arrived",
        ],
    )
    register_page_help(
        "appraisal-case_events",
        _("Nhật ký hồ sơ"),
        [
            _("Mọi việc đã làm với hồ sơ, theo thứ tự thời gian, mỗi người đọc phần được xem."),
            _("Nhật ký không sửa, không xóa được."),
        ],
        ["case_events_file"],
    )
    register_page_help(
        "appraisal-rescreenings",
        _("Sàng lọc lại"),
        [
            _(
                "Lớp dữ liệu hoặc bộ quy tắc có phiên bản mới thì mọi hồ sơ đang mở và mọi khu được hỏi lại, trước và sau khi đưa vào dùng. Trang chỉ nêu hồ sơ mà tài khoản này thụ lý và khu được xem."
            ),
            _(
                "“Có thay đổi” là kết quả hoặc cơ quan phải hỏi khác với lần sàng lọc đang lưu. “Chưa so sánh” và “không hỏi lại được” không phải là không thay đổi."
            ),
            _(
                "Không hồ sơ nào tự thay đổi. Chuyên viên phụ trách nhận việc sau khi đưa vào dùng: sàng lọc lại như bình thường, hoặc ghi nhận kèm lý do vì sao kết quả đang lưu giữ nguyên."
            ),
            _(
                "Cùng một lý do cho nhiều dòng: đánh dấu từng dòng ở trang của lần so sánh, ghi lý do một lần. Mỗi hồ sơ, mỗi khu vẫn có một dòng riêng trong nhật ký."
            ),
        ],
        [
            "rescreening",
            "rescreening_draft",
            "rescreening_pack",
            "rescreening_progress",
            "rescreening_stop",
            "rescreening_go_on",
            "rescreening_export",
            "rescreening_note",
            "rescreened",
            "rescreened_note",
            "rescreened_park",
            "rescreened_park_again",
            "rescreened_park_note",
        ],
    )
    register_page_help(
        "appraisal-related",
        _("Hồ sơ liên quan"),
        [
            _(
                "Hồ sơ đã nối, hồ sơ trùng khu đất, hồ sơ cùng chủ đầu tư, và các lần điều chỉnh; chỉ những hồ sơ được xem."
            ),
            _("Nối hai hồ sơ để người khác biết chúng thuộc về nhau; bỏ nối thì vết vẫn giữ."),
        ],
        ["unlink"],
    )
