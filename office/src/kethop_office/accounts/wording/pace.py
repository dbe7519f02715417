"""What is said to who asks for too much costly work in ten minutes; ``%(name)s`` is filled from the fields."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    "pace.export": _("Tài khoản đã lập, xuất %(most)s tệp trong 10 phút. Làm tiếp được sau %(minutes)s phút."),
    "pace.check": _("Tài khoản đã giao %(most)s lượt chạy trong 10 phút. Giao tiếp được sau %(minutes)s phút."),
    "pace.upload": _("Tài khoản đã gửi %(most)s lượt tệp trong 10 phút. Gửi tiếp được sau %(minutes)s phút."),
    "pace.search": _("Tài khoản đã tìm, lọc %(most)s lượt trong 10 phút. Tìm tiếp được sau %(minutes)s phút."),
    # Event.
    "account.told_to_wait": _("Tài khoản yêu cầu quá nhiều việc nặng, đã bị báo chờ"),
}
