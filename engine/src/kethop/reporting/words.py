"""Labels of the reports, in both languages; the words of the law are those of the glossary."""

from collections.abc import Mapping
from types import MappingProxyType

from kethop.vocabulary import Outcome, Role, Silence, Text

__all__ = ["OUTCOMES", "REGIMES", "ROLES", "SILENCES", "SURFACES", "WORDS"]

OUTCOMES: Mapping[Outcome, Text] = MappingProxyType(
    {
        Outcome.HIT: Text(vi="Áp dụng", en="Applies"),
        Outcome.UNKNOWN: Text(vi="Chưa xác định", en="Not determined"),
        Outcome.CLEAR: Text(vi="Không áp dụng", en="Does not apply"),
    }
)
ROLES: Mapping[Role, Text] = MappingProxyType(
    {
        Role.CONCURRENCE: Text(vi="chấp thuận bằng văn bản", en="written concurrence"),
        Role.ADVICE: Text(vi="tham gia ý kiến", en="advice"),
        Role.NOTIFY: Text(vi="thông báo", en="notify"),
    }
)
SILENCES: Mapping[Silence, Text] = MappingProxyType(
    {
        Silence.DEEMED_AGREED: Text(
            vi="quá hạn không trả lời: được coi là đồng ý", en="no answer by the last day: deemed agreed"
        ),
        Silence.NOTHING: Text(vi="không trả lời không có nghĩa là đồng ý", en="silence is not agreement"),
    }
)
REGIMES: Mapping[str, Text] = MappingProxyType(
    {
        "annex14-2004": Text(vi="bề mặt cũ của ICAO (Phụ ước 14)", en="old ICAO surfaces (Annex 14)"),
        "decree222-2026": Text(
            vi="Nghị định 222/2026/NĐ-CP, Phụ lục Ia, phần đọc được", en="Decree 222/2026, appendix Ia, as far as read"
        ),
    }
)
SURFACES: Mapping[str, Text] = MappingProxyType(
    {
        "approach": Text(vi="bề mặt tiếp cận", en="approach surface"),
        "take_off_climb": Text(vi="bề mặt cất cánh", en="take-off climb surface"),
        "transitional": Text(vi="bề mặt chuyển tiếp", en="transitional surface"),
        "inner_horizontal": Text(vi="bề mặt ngang trong", en="inner horizontal surface"),
        "conical": Text(vi="bề mặt hình nón", en="conical surface"),
        "inner_approach": Text(vi="bề mặt tiếp cận trong", en="inner approach surface"),
        "inner_transitional": Text(vi="bề mặt chuyển tiếp trong", en="inner transitional surface"),
        "balked_landing": Text(vi="bề mặt hủy hạ cánh", en="balked landing surface"),
        "outer_horizontal": Text(vi="bề mặt ngang ngoài (hướng dẫn)", en="outer horizontal surface (guidance)"),
        "precision_approach_oes": Text(
            vi="bề mặt đánh giá tiếp cận chính xác", en="precision approach evaluation surface"
        ),
        "precision_transitional_oes": Text(
            vi="bề mặt đánh giá chuyển tiếp, tiếp cận chính xác", en="precision transitional evaluation surface"
        ),
        "precision_missed_oes": Text(vi="bề mặt đánh giá tiếp cận hụt", en="missed approach evaluation surface"),
        "horizontal_oes": Text(vi="bề mặt đánh giá ngang", en="horizontal evaluation surface"),
        "straight_in_oes": Text(
            vi="bề mặt đánh giá tiếp cận thẳng bằng thiết bị", en="straight-in instrument evaluation surface"
        ),
        "departure_oes": Text(
            vi="bề mặt đánh giá khởi hành bằng thiết bị", en="instrument departure evaluation surface"
        ),
        "strip": Text(vi="dải bảo hiểm đường cất hạ cánh", en="runway strip"),
    }
)
WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "illustrative": Text(
            vi="VÍ DỤ MINH HỌA: địa điểm có thật, đề xuất là hư cấu", en="ILLUSTRATION: real places, invented proposal"
        ),
        "invented": Text(
            vi="HƯ CẤU: đơn vị hành chính và pháp luật này không có thật", en="INVENTED: this jurisdiction is not real"
        ),
        "not_advice": Text(
            vi="Không phải ý kiến pháp lý. Điều khoản ghi “cần kiểm chứng” chưa được đối chiếu với Công báo.",
            en="Not legal advice. Provisions marked “to verify” have not been compared with the gazette.",
        ),
        "law_date": Text(vi="Pháp luật ngày", en="Law of"),
        "asked_on": Text(vi="lấy ý kiến ngày", en="opinions asked on"),
        "proponent": Text(vi="Bên đề xuất", en="Proponent"),
        "site": Text(vi="Khu đất", en="Site"),
        "pack": Text(vi="Gói pháp luật", en="Pack"),
        "findings": Text(vi="KẾT QUẢ SÀNG LỌC", en="FINDINGS"),
        "inquiries": Text(vi="PHẢI HỎI AI", en="WHOM TO ASK"),
        "unknown": Text(vi="CHƯA BIẾT, VÀ LÀM SAO ĐỂ BIẾT", en="NOT KNOWN, AND HOW TO LEARN IT"),
        "outcome": Text(vi="Kết quả", en="Outcome"),
        "why": Text(vi="Vì sao", en="Why"),
        "provision": Text(vi="Điều khoản", en="Provision"),
        "body": Text(vi="Cơ quan", en="Body"),
        "role": Text(vi="Vai trò", en="Role"),
        "period": Text(vi="Thời hạn", en="Period"),
        "last_day": Text(vi="Hạn cuối", en="Last day"),
        "sum": Text(vi="Cách tính", en="Sum"),
        "fact": Text(vi="Điều chưa biết", en="Fact"),
        "how": Text(vi="Làm gì", en="What to do"),
        "to_verify": Text(vi="cần kiểm chứng", en="to verify"),
        "no_period": Text(vi="không quy định thời hạn", en="no period stated"),
        "not_determined": Text(vi="chưa xác định được thời hạn", en="period not determined"),
        "assumed": Text(vi="giả định: ngày nộp", en="assumed: the day of submission"),
        "about": Text(vi="về", en="on"),
        "unverified": Text(vi="chưa xác định thời hạn; gần nhất biết được", en="period unknown; last known"),
        "ask_by": Text(vi="gửi văn bản hỏi chậm nhất", en="send by"),
        "by": Text(vi="bên hỏi", en="asked by"),
        "because_unknown": Text(vi="hỏi vì chưa xác định", en="asked because not determined"),
        "nothing_hit": Text(vi="Không có quy tắc nào áp dụng.", en="No rule applies."),
        "nobody_yet": Text(
            vi="Chưa xác định được phải hỏi ai: xem các kết quả chưa xác định.",
            en="Whom to ask is not determined yet: see the findings not determined.",
        ),
        "nobody": Text(
            vi="Không phải hỏi cơ quan nào theo các quy tắc đã xét.", en="Nobody has to be asked by these rules."
        ),
        "all_known": Text(vi="Không còn điều gì chưa biết.", en="Nothing is unknown."),
        "clear": Text(vi="Không áp dụng", en="Does not apply"),
        "surfaces": Text(vi="BỀ MẶT GIỚI HẠN CHƯỚNG NGẠI VẬT", en="OBSTACLE LIMITATION SURFACES"),
        "computed": Text(
            vi="Bề mặt tính toán, không phải bề mặt đã công bố",
            en="Computed surfaces, not the published plan",
        ),
        "no_surface_over": Text(vi="không có bề mặt nào phía trên khu đất", en="no surface lies over the site"),
        "no_computable_over": Text(
            vi="không có bề mặt tính được nào phía trên khu đất; phần chưa tính được có thể nằm trên khu đất",
            en="no surface that can be computed lies over the site; one that cannot be computed may",
        ),
        "governing": Text(vi="bề mặt quyết định", en="governing surface"),
        "permitted": Text(vi="độ cao cho phép thấp nhất", en="lowest permitted elevation"),
        "penetration": Text(vi="phần vượt", en="penetration"),
        "below": Text(vi="thấp hơn bề mặt", en="below the surface by"),
        "datum": Text(vi="mức cao sân bay", en="aerodrome elevation"),
        "aerodrome": Text(vi="sân bay gần nhất", en="nearest aerodrome"),
        "as_of": Text(vi="số liệu đến", en="as of"),
        "map": Text(vi="Sơ đồ vị trí", en="Location"),
        "no_site": Text(vi="hồ sơ chưa có vị trí khu đất", en="the file gives no site"),
        "north": Text(vi="B", en="N"),
        "not_to_survey": Text(vi="Không dùng thay số liệu đo đạc", en="Not a survey"),
    }
)
