"""Words of the printed report, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from kethop.reporting.report.labels_annex import ANNEX_LABELS
from kethop.vocabulary import Language, Outcome, Text, TrustMark

__all__ = ["COUNTED", "TRUST", "label"]

TRUST: Mapping[TrustMark, Text] = MappingProxyType(
    {
        TrustMark.SOURCE_READ_OCR: Text(vi="đọc từ bản quét", en="read from a scan"),
        TrustMark.SECOND_HAND: Text(vi="đọc qua trích dẫn", en="read in a quotation"),
        TrustMark.GENERAL_KNOWLEDGE: Text(vi="theo hiểu biết chung", en="general knowledge"),
        TrustMark.NOT_FOUND: Text(vi="chưa tìm được văn bản", en="text not found"),
    }
)
COUNTED: Mapping[Outcome, Text] = MappingProxyType(
    {
        Outcome.HIT: Text(vi="áp dụng", en="applies"),
        Outcome.UNKNOWN: Text(vi="chưa xác định", en="not determined"),
        Outcome.CLEAR: Text(vi="không áp dụng", en="does not apply"),
    }
)
_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        # heading
        "state": Text(vi="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", en="SOCIALIST REPUBLIC OF VIET NAM"),
        "motto": Text(vi="Độc lập - Tự do - Hạnh phúc", en="Independence - Freedom - Happiness"),
        "number": Text(vi="Số:", en="No.:"),
        "draft": Text(vi="DỰ THẢO", en="DRAFT"),
        "not_replayed": Text(
            vi="KHÔNG CHẠY LẠI ĐƯỢC để đối chiếu tệp kết quả", en="NOT REPLAYED: the run file is unchecked"
        ),
        "kind": Text(vi="BÁO CÁO", en="REPORT"),
        "subject": Text(vi="Thẩm định: {title}", en="Appraisal: {title}"),
        "to": Text(vi="Kính gửi:", en="To:"),
        "recipients": Text(vi="Nơi nhận:", en="Recipients:"),
        "file_copy": Text(vi="Lưu: ……", en="File: ……"),
        "closing": Text(
            vi="Trên đây là báo cáo thẩm định “{title}”./.", en="This is the appraisal report on “{title}”."
        ),
        "seal": Text(vi="(chữ ký, dấu của cơ quan)", en="(signature and seal)"),
        "basis": Text(vi="Căn cứ {what}", en="Pursuant to {what}"),
        "law_named": Text(vi="{law}", en="the {law}"),
        "of_government": Text(vi="của Chính phủ", en="of the Government"),
        "of_minister": Text(vi="của Bộ trưởng {ministry}", en="of the Minister of {ministry}"),
        "issued_blank": Text(vi="ngày …… tháng …… năm ……", en="…… ……………… ……"),
        "subject_of": Text(vi="về {subject}", en="({subject})"),
        # sections
        "s_file": Text(vi="I. HỒ SƠ", en="I. THE FILE"),
        "s_findings": Text(vi="II. NỘI DUNG THẨM ĐỊNH", en="II. APPRAISAL"),
        "s_bodies": Text(vi="III. CƠ QUAN PHẢI LẤY Ý KIẾN, THỜI HẠN", en="III. BODIES TO BE ASKED, AND BY WHEN"),
        "s_unknown": Text(vi="IV. ĐIỀU CHƯA BIẾT", en="IV. WHAT IS NOT KNOWN"),
        "s_conditions": Text(vi="V. ĐIỀU KIỆN", en="V. CONDITIONS"),
        "s_conclusion": Text(vi="VI. KẾT LUẬN, KIẾN NGHỊ", en="VI. CONCLUSIONS AND PROPOSALS"),
        "g_hit": Text(vi="A. Nội dung áp dụng", en="A. What applies"),
        "g_unknown": Text(vi="B. Nội dung chưa xác định", en="B. What is not determined"),
        "g_clear": Text(vi="C. Nội dung không áp dụng", en="C. What does not apply"),
        "none": Text(vi="Không có.", en="None."),
        # the file
        "title": Text(vi="Tên đề xuất", en="Proposal"),
        "proponent": Text(vi="Bên đề xuất", en="Proponent"),
        "submitted": Text(vi="Pháp luật áp dụng", en="Law applied"),
        "submitted_is": Text(vi="của {day}, ngày nộp hồ sơ hợp lệ", en="of {day}, the day of the valid file"),
        "asked_on": Text(vi="Thời điểm lấy ý kiến", en="Asked on"),
        "assumed": Text(
            vi="{day} (hồ sơ chưa ghi, lấy theo ngày nộp)", en="{day} (not in the file: the day of submission is taken)"
        ),
        "site": Text(vi="Khu đất", en="Site"),
        "no_site": Text(vi="hồ sơ chưa có vị trí", en="the file gives no place"),
        "communes": Text(vi="thuộc", en="in"),
        "coordinates": Text(vi="Tọa độ", en="Coordinates"),
        "more_units": Text(vi="và {count} xã, phường khác", en="and {count} more communes"),
        "point": Text(vi="một điểm", en="a point"),
        "heights": Text(vi="Độ cao công trình", en="Heights"),
        "height": Text(vi="cao {metres} m so với mặt đất tự nhiên", en="{metres} m above natural ground"),
        "ground": Text(
            vi="mặt đất tự nhiên ở {metres} m so với mực nước biển", en="natural ground {metres} m above sea level"
        ),
        "top": Text(vi="đỉnh ở {metres} m so với mực nước biển", en="top {metres} m above sea level"),
        "shield": Text(
            vi="nêu vật thể có sẵn “{name}”, đỉnh ở {metres} m so với mực nước biển",
            en="names an existing object “{name}”, top {metres} m above sea level",
        ),
        "no_heights": Text(vi="hồ sơ chưa ghi", en="the file gives none"),
        "site_remarks": Text(vi="Ghi chú về khu đất", en="Remarks on the site"),
        # findings
        "counts": Text(
            vi="Đã xét {topics} nội dung, có {findings} kết quả: {hit} áp dụng, {unknown} chưa xác định, {clear} không "
            "áp dụng.",
            en="{topics} matters were examined, with {findings} findings: {hit} apply, {unknown} are not determined, "
            "{clear} do not apply.",
        ),
        "result": Text(vi="Kết quả", en="Finding"),
        "provision": Text(vi="Điều khoản", en="Provision"),
        "to_verify": Text(vi="cần kiểm chứng", en="to verify"),
        "remarks": Text(vi="Cách tính", en="How it was computed"),
        "meaning": Text(vi="Đối với hồ sơ", en="For the file"),
        "must_ask": Text(vi="{role} của {body}{last}", en="{role} of the {body}{last}"),
        "must_tell": Text(vi="thông báo cho {body}{last}", en="tell the {body}{last}"),
        "until": Text(vi=", chậm nhất hết {day}", en=", by the end of {day}"),
        "until_between": Text(vi=", chậm nhất {day} đến {last}", en=", between {day} and {last} at the latest"),
        "until_by": Text(vi=", tùy {facts} (chưa biết)", en=", depending on what is not known: {facts}"),
        "until_by_case": Text(vi=", tùy trường hợp (chưa biết)", en=", depending on what is not known"),
        "until_some": Text(
            vi="; có trường hợp không tính được hạn cuối", en="; in some cases no last day can be counted"
        ),
        "until_assumed": Text(vi=" (giả định gửi hỏi ngày nộp)", en=" (assumed to be asked on the day of submission)"),
        "from_assumed": Text(
            vi="Tính từ ngày nộp {day} (giả định); gửi sau thì hạn lùi theo.",
            en="Counted from the day of submission, {day} (assumed); asked later, the last day moves with it.",
        ),
        "nobody": Text(
            vi="kết quả này không phải lấy ý kiến cơ quan nào", en="nobody has to be asked because of this finding"
        ),
        "view": Text(vi="Ý kiến của cơ quan thẩm định", en="View of the appraising body"),
        "no_own_provision": Text(vi="không có điều khoản", en="none"),
        "clear_note": Text(
            vi="Kết quả “không áp dụng” chỉ nói về điều khoản đã xét với số liệu nêu ở cột cuối; không thay cho ý kiến của cơ "
            "quan quản lý.",
            en="“Does not apply” speaks only of the provision examined, with the facts in the last column; it does not "
            "replace the advice of the body in charge.",
        ),
        "clear_matter": Text(vi="Nội dung, điều khoản", en="Matter, provision"),
        "clear_looked": Text(vi="Đã đối chiếu", en="Looked at"),
        "declared": Text(vi="theo khai", en="as declared"),
        "measured": Text(vi="tính từ hồ sơ", en="computed from the file"),
        "measured_on": Text(
            vi="lớp dữ liệu {layer}, số liệu đến {day}, phủ hết khu đất",
            en="layer {layer}, as of {day}, covering the whole site",
        ),
        "measured_partly": Text(vi="lớp dữ liệu {layer}, số liệu đến {day}", en="layer {layer}, as of {day}"),
        "derived": Text(vi="suy ra", en="derived"),
        "derived_from": Text(vi="suy ra từ {facts}", en="derived from {facts}"),
        "labels_missing": Text(
            vi="không có gói pháp luật đúng mã băm để ghi tên số liệu; xem vết quyết định trong tệp kết quả",
            en="the pack with this hash is not at hand to name the facts; see the trace in the run",
        ),
        "yes": Text(vi="có", en="yes"),
        "no": Text(vi="không", en="no"),
        # bodies
        "order": Text(vi="TT", en="No."),
        "body": Text(vi="Cơ quan, nội dung hỏi", en="Body and matter"),
        "role": Text(vi="Vai trò, thời hạn", en="Role and period"),
        "last_day": Text(vi="Hạn cuối và cách tính", en="Last day and its sum"),
        "no_last_day": Text(vi="không tính được hạn cuối", en="no last day can be counted"),
        "asker": Text(vi="Bên hỏi", en="Asked by"),
        "because_unknown": Text(vi="Hỏi vì chưa xác định.", en="Asked because something is not determined."),
        "ask_by": Text(vi="Gửi văn bản hỏi chậm nhất hết {day}", en="To be sent by the end of {day}"),
        "end_of": Text(vi="Hết {day}", en="End of {day}"),
        "bodies_none": Text(
            vi="Không phải lấy ý kiến cơ quan nào theo các quy tắc đã xét.", en="Nobody has to be asked by these rules."
        ),
        "bodies_open": Text(
            vi="Chưa xác định được phải lấy ý kiến cơ quan nào: xem các nội dung chưa xác định.",
            en="Whom to ask is not determined yet: see what is not determined.",
        ),
        "estimated": Text(
            vi="Dự kiến: lịch nghỉ của năm đó chưa có quyết định.",
            en="An estimate: that year's days off are undecided.",
        ),
        # unknown
        "what": Text(vi="Điều chưa biết", en="Not known"),
        "why": Text(vi="Vì sao", en="Why"),
        "how": Text(vi="Làm gì", en="What to do"),
        "all_known": Text(vi="Không còn điều gì chưa biết.", en="Nothing is unknown."),
        # conditions and conclusions
        "must_have": Text(
            vi="Phải có văn bản chấp thuận của {body} về: {topics}.",
            en="The written concurrence of the {body} must be had on: {topics}.",
        ),
        "must_hear": Text(
            vi="Phải lấy ý kiến tham gia của {body} về: {topics}.",
            en="The advice of the {body} must be asked on: {topics}.",
        ),
        "must_know": Text(
            vi="Phải làm rõ {count} điều chưa biết tại mục IV.",
            en="What part IV lists as not known ({count}) must be learnt.",
        ),
        "officer_conditions": Text(
            vi="Điều kiện khác do cơ quan thẩm định nêu", en="Other conditions of the appraising body"
        ),
        "sum_up": Text(
            vi="Theo pháp luật của {day}: {hit} kết quả áp dụng, {unknown} chưa xác định, {clear} không áp dụng. Phải có "
            "{concurrence} văn bản chấp thuận, {advice} ý kiến tham gia, {notify} thông báo; {open} lượt hỏi vì còn điều "
            "chưa xác định.",
            en="Under the law of {day}: findings that apply: {hit}; not determined: {unknown}; do not apply: {clear}. "
            "Required: written concurrences: {concurrence}; advice: {advice}; notices: {notify}; asked because "
            "something is not determined: {open}.",
        ),
        "silence": Text(
            vi="Không trả lời không có nghĩa là đồng ý, trừ khi điều khoản ghi tại mục III quy định khác.",
            en="Silence is not agreement unless a provision cited in part III says so.",
        ),
        "officer_conclusion": Text(
            vi="Kết luận, kiến nghị của cơ quan thẩm định", en="Conclusions and proposals of the appraising body"
        ),
        **ANNEX_LABELS,
    }
)


def label(name: str, language: Language) -> str:
    """Return a label; a name that is not there is a bug (``KeyError``)."""
    return _LABELS[name].in_language(language)
