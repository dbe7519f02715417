"""Sentences of how long ended cases are kept, and of their destruction."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    "case.needed": _(
        "Chưa xóa được hồ sơ: nơi khác còn cần hồ sơ này. Xem mục Hồ sơ liên quan và bỏ liên kết ở đó; nếu vẫn chưa được, "
        "hỏi người phụ trách lưu trữ của cơ quan chủ trì."
    ),
}
