"""What every page needs from the shell."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext

from kethop_office.common import clock, navigation
from kethop_office.common.bridge import engine_version
from kethop_office.common.demonstration import read_mark
from kethop_office.common.levels import holds_several, level_word

__all__ = ["shell"]


def shell(request: HttpRequest) -> Mapping[str, object]:
    """Return navigation, level, languages and the words of the page's scripts.

    A view sets ``page_level`` to the highest level on its page; where it does not, the bar says "Không mật".
    """
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    return {
        "actor": actor,
        "shell_working_level": level_word(actor.rank) if actor is not None and holds_several() else "",
        "shell_places": navigation.shown_places(actor, request.path),
        "shell_menu": navigation.shown_menu(actor, request.path),
        "shell_endpoints": navigation.endpoints() if actor is not None else {},
        "shell_languages": [(code, name, code == get_language()) for code, name in settings.LANGUAGES],
        "shell_density": "kh-dense" if getattr(request, "is_dense", True) else "kh-roomy",
        "shell_node": settings.KETHOP_NODE,
        "shell_is_demo": settings.KETHOP_IS_DEMO,
        "shell_demo_waits": _cases_to_come() if settings.KETHOP_IS_DEMO else 0,
        "shell_version": engine_version(),
        "shell_now": timezone.localtime(clock.now()),
        "shell_help": f"{match.app_name}-{match.url_name}" if match and match.app_name else "",
        "shell_words": words(),
    }


def _cases_to_come() -> int:
    mark = read_mark()
    return max(0, mark.wanted - mark.made)


def words() -> dict[str, str]:
    """Return the sentences that the page's scripts say, in the reader's language."""
    return {
        "saved": gettext("đã lưu lúc {time}"),
        "saveFailed": gettext("Chưa lưu được bản nháp. Nội dung vẫn còn trên trang; sẽ thử lại khi có mạng."),
        "offline": gettext("Mất kết nối. Tiếp tục nhập; bản nháp sẽ lưu khi có mạng."),
        "sessionSoon": gettext("Phiên làm việc sẽ hết hạn sau {minutes} phút. Nội dung đang nhập được lưu nháp."),
        "sessionStay": gettext("Tiếp tục làm việc"),
        "sessionStayed": gettext("Phiên làm việc được kéo dài."),
        "sessionOver": gettext("Phiên làm việc đã hết hạn. Nội dung đã nhập được giữ trong bản nháp."),
        "sessionAgain": gettext("Đăng nhập lại"),
        "changed": gettext("Nội dung đã được cập nhật."),
        "requestFailed": gettext(
            "Chưa thực hiện được yêu cầu. Nội dung trên trang không đổi. Thử lại hoặc tải lại trang."
        ),
        "command": gettext("Tìm trang, hồ sơ hoặc việc"),
        "commandNone": gettext("Không có mục nào phù hợp."),
        "commandCount": gettext("{count} mục phù hợp"),
        "commandClose": gettext("Đóng"),
        "pasted": gettext("Đã dán {rows} dòng, {columns} cột."),
        "copied": gettext("Đã sao chép."),
    }
