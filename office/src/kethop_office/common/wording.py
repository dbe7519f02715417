"""Find the sentence of a code in whichever room's ``wording`` it stands; sentences that belong to no single room."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kethop_office.common import figures
from kethop_office.common.words import Words

__all__ = ["OUTCOMES", "SENTENCES", "headline", "sentence", "sentences"]

_ORDINALS = frozenset({"line", "number", "order", "row", "version", "year"})
"""Fields that say which one, not how many: their digits are not grouped."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

OUTCOMES: dict[str, Words] = {
    "hit": pgettext_lazy("outcome", "Áp dụng"),
    "clear": pgettext_lazy("outcome", "Không áp dụng"),
    "unknown": pgettext_lazy("outcome", "Chưa xác định"),
}

SENTENCES: dict[str, Words] = {
    # a file that comes in
    "file.kind": _("Tệp %(name)s không thuộc loại được nhận. Nộp một trong các loại: %(kinds)s."),
    "file.content": _(
        "Nội dung tệp %(name)s không phải loại .%(kind)s như tên tệp. Mở tệp, lưu lại đúng loại rồi nộp."
    ),
    "file.two_kinds": _(
        "Tệp %(name)s chứa cả nội dung của một loại tệp khác. In lại thành PDF mới hoặc lưu lại rồi nộp."
    ),
    "file.macro": _("Tệp %(name)s chứa macro. Lưu lại thành .docx, .xlsx không có macro, hoặc PDF, rồi nộp."),
    "file.archive": _("Cấu trúc nén bên trong tệp %(name)s bị hỏng hoặc không an toàn. Mở tệp, lưu lại rồi nộp."),
    "file.unpacked": _("Tệp %(name)s giải nén ra hơn %(limit)s MB. Bớt hình ảnh hoặc tách thành nhiều tệp."),
    "file.pixels": _(
        "Ảnh %(name)s có %(pixels)s triệu điểm ảnh, giới hạn %(limit)s triệu. Quét lại với độ phân giải thấp hơn hoặc lưu thành PDF."
    ),
    "file.malware": _("Chương trình quét thấy mã độc trong tệp %(name)s. Không nhận tệp này; báo quản trị viên."),
    "file.not_scanned": _(
        "Chưa quét được mã độc trong tệp %(name)s. Nộp lại sau ít phút; vẫn vậy thì báo quản trị viên."
    ),
    "file.case_full": _(
        "Với tệp này hồ sơ có %(megabytes)s MB, giới hạn %(limit)s MB. Nén tệp hoặc bỏ bớt tệp không cần."
    ),
    "file.account_full": _(
        "Với tệp này các bản nháp chưa gửi của tài khoản có %(megabytes)s MB, giới hạn %(limit)s MB."
        " Gửi hoặc bỏ bớt tệp trong các bản nháp, kể cả bản nháp đã bỏ."
    ),
    # a table that comes in
    "table.unknown_format": _("Không đọc được tệp “%(name)s”. Lưu lại thành .xlsx, .csv hoặc .geojson rồi nhập."),
    "table.unsafe_file": _("Không mở tệp này vì tệp hỏng hoặc không an toàn. Lưu lại tệp rồi nhập."),
    "table.workbook_broken": _("Không đọc được sổ tính. Mở tệp bằng Excel, lưu lại rồi nhập."),
    "table.unreadable_text": _("Không đọc được chữ trong tệp (%(problem)s). Lưu lại thành CSV UTF-8 rồi nhập."),
    "table.empty_file": _("Tệp “%(name)s” không có dòng nào. Chọn tệp khác."),
    "table.too_many_rows": _("“%(sheet)s” có %(rows)s dòng, giới hạn %(most)s. Tách thành nhiều tệp."),
    "table.too_many_columns": _("“%(sheet)s” rộng hơn %(most)s cột. Bỏ các cột trống hoặc không cần."),
    "table.no_features": _("“%(name)s” không phải GeoJSON kiểu FeatureCollection. Xuất lại từ phần mềm bản đồ."),
    "table.wrong_crs": _("Tệp ghi hệ tọa độ %(crs)s. Xuất lại theo WGS 84 (EPSG:4326)."),
}


@cache
def sentences() -> Mapping[str, Words]:
    """Return the sentences of every room by code; they are lazy: shown in the reader's language.

    Raises
    ------
    ValueError
        Two rooms use one code.
    """
    found: dict[str, Words] = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("kethop_office.") or not module_has_submodule(config.module, "wording"):
            continue
        for code, text in import_module(f"{config.name}.wording").SENTENCES.items():
            if code in found:
                raise ValueError(f"{config.name}: the code {code} has a sentence in another room too")
            found[code] = text
    return found


def sentence(code: str, fields: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code in the reader's language, filled with the fields.

    Raises
    ------
    KeyError
        No room knows the code, or a field is missing: a bug that a test finds.
    """
    given = dict(fields or {})
    if get_language() == "en":  # a name that comes in both languages, such as ``body`` and ``body_en``
        given |= {name: given[f"{name}_en"] for name in fields or {} if given.get(f"{name}_en")}
    return str(sentences()[code]) % {name: _shown(name, value) for name, value in given.items()}


def _shown(name: str, value: object) -> object:
    """Return a field as a sentence shows it: a day (kept as ISO 8601) and a figure as the reader writes them, nothing as a word."""
    if value is None:
        return gettext("chưa có")
    if isinstance(value, int) and not isinstance(value, bool) and name not in _ORDINALS:
        return figures.number_text(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return figures.date_text(date.fromisoformat(value))
    return value


_HOLE = re.compile(r"%\(\w+\)s")


def headline(code: str) -> str:
    """Return the sentence of a code for a list that has no values to put into it; the code itself where there is none."""
    return _HOLE.sub("…", str(sentences().get(code, code)))
