"""Sentences on shielding by the objects that a proposal gives."""

from collections.abc import Mapping
from types import MappingProxyType

from kethop.vocabulary import Text

__all__ = ["SHIELD_SENTENCES"]

SHIELD_SENTENCES: Mapping[str, Text] = MappingProxyType(
    {
        "shield.level": Text(
            vi="Che khuất của “{name}” do bên đề xuất nêu, chưa kiểm chứng: mặt dốc 10 % từ đỉnh {top_m} m còn {level_m} m ở phần "
            "khu đất xa nhất, cách {distance_m} m (điều 3 khoản 16 Nghị định 32/2016/NĐ-CP; mặt ngang của Phụ lục Ia Nghị định "
            "222/2026/NĐ-CP cao hơn, chưa biết rộng bao nhiêu nên không tính)",
            en="Shielding by “{name}”, given by the proponent and not verified: the surface that slopes 10 % down from its top at "
            "{top_m} m is at {level_m} m over the farthest part of the site, {distance_m} m away (Decree 32/2016, art. 3(16); the "
            "horizontal plane of Decree 222/2026, appendix Ia, is higher; its width was not read, so it is not computed)",
        ),
        "shield.top_below": Text(
            vi="Đỉnh công trình {work_m} m thấp hơn hoặc bằng mặt dốc của “{name}”: kết luận không đổi; có được coi là bị che khuất "
            "hay không do cơ quan có thẩm quyền quyết định",
            en="The top of the work, {work_m} m, is not above the sloping surface of “{name}”: the result stays; whether the work "
            "counts as shielded is for the authority to say",
        ),
        "shield.top_above": Text(
            vi="Đỉnh công trình {work_m} m cao hơn mặt dốc của “{name}” {above_m} m: không bị vật thể này che khuất theo mặt dốc",
            en="The top of the work, {work_m} m, is {above_m} m above the sloping surface of “{name}”: not shielded by it under "
            "that surface",
        ),
        "shield.top_unknown": Text(
            vi="Chưa biết cao độ đỉnh công trình: chưa so được với mặt dốc của “{name}”",
            en="The top of the work is not known: it cannot be compared with the sloping surface of “{name}”",
        ),
    }
)
