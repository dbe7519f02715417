"""Forms of administration."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actions.calendar import DayFields
from kethop_office.accounts.actions.offices import OfficeFields
from kethop_office.accounts.actions.people import AccountFields
from kethop_office.accounts.actions.roles import DelegationFields
from kethop_office.accounts.models import Delegation, Office, Role
from kethop_office.accounts.queries.people import account, accounts, levels, office, offices
from kethop_office.common.fields import DayField

__all__ = [
    "AccountForm",
    "ClearanceForm",
    "DelegationForm",
    "LocalDayForm",
    "MembershipForm",
    "NewAccountForm",
    "OfficeForm",
]


class AccountForm(forms.Form):
    """Title, address and language of an account."""

    title = forms.CharField(
        label=_("Chức danh hiển thị"),
        max_length=80,
        help_text=_("Ví dụ Chuyên viên 1. Không nhập họ tên."),
        error_messages={"required": _("Nhập chức danh hiển thị, ví dụ Chuyên viên 1.")},
    )
    title_en = forms.CharField(label=_("Chức danh bằng tiếng Anh"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        required=False,
        help_text=_("Để trống nếu không nhận thư."),
        error_messages={"invalid": _("Nhập địa chỉ thư có dạng ten@coquan.vn, hoặc để trống.")},
    )
    language = forms.ChoiceField(
        label=_("Ngôn ngữ"), choices=[("vi", "Tiếng Việt"), ("en", "English")], widget=forms.RadioSelect, initial="vi"
    )

    def fields_of_account(self) -> AccountFields:
        """Return what was typed, for the action."""
        data = self.cleaned_data
        return AccountFields(data["title"], data["title_en"], data["email"], data["language"])


class NewAccountForm(AccountForm):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, số, dấu chấm, gạch nối; ví dụ chuyenvien.1."),
        error_messages={"required": _("Nhập tên đăng nhập, ví dụ chuyenvien.1.")},
    )
    field_order = ("username", "title", "title_en", "email", "language")


def _office_choices() -> list[tuple[str, str]]:
    return [(str(place.pk), place.name) for place in offices() if not place.is_closed]


def _account_choices() -> list[tuple[str, str]]:
    return [(str(user.pk), f"{user.username} · {user.title}") for user in accounts() if user.is_active]


class MembershipForm(forms.Form):
    """A role in an office for a time."""

    office = forms.ChoiceField(label=_("Cơ quan"), error_messages={"required": _("Chọn cơ quan.")})
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices, error_messages={"required": _("Chọn vai trò.")})
    starts = DayField(label=_("Từ ngày"))
    ends = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa biết ngày kết thúc."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _choose(self.fields["office"], _office_choices())


class ClearanceForm(forms.Form):
    """Up to which level an account may read."""

    rank = forms.TypedChoiceField(label=_("Được đọc đến mức"), coerce=int, error_messages={"required": _("Chọn mức.")})
    starts = DayField(label=_("Từ ngày"))
    ends = DayField(label=_("Đến hết ngày"))
    decision = forms.CharField(
        label=_("Quyết định cho phép"),
        max_length=200,
        help_text=_("Số, ký hiệu, ngày và cơ quan ban hành."),
        error_messages={"required": _("Nhập số, ngày của quyết định cho phép tiếp cận.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _choose(self.fields["rank"], [(level.rank, level.name) for level in levels() if level.rank])


class DelegationForm(forms.Form):
    """Who signs for whom."""

    giver = forms.ChoiceField(label=_("Người ủy quyền"), error_messages={"required": _("Chọn người ủy quyền.")})
    holder = forms.ChoiceField(
        label=_("Người được ủy quyền"), error_messages={"required": _("Chọn người được ủy quyền.")}
    )
    office = forms.ChoiceField(label=_("Tại cơ quan"), error_messages={"required": _("Chọn cơ quan.")})
    capacity = forms.ChoiceField(label=_("Cách ký"), choices=Delegation.Capacity.choices, widget=forms.RadioSelect)
    starts = DayField(label=_("Từ ngày"))
    ends = DayField(label=_("Đến hết ngày"))
    document = forms.CharField(
        label=_("Văn bản ủy quyền"),
        max_length=200,
        help_text=_("Số, ký hiệu và ngày."),
        error_messages={"required": _("Nhập số, ngày của văn bản ủy quyền.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        people = _account_choices()
        _choose(self.fields["giver"], people)
        _choose(self.fields["holder"], people)
        _choose(self.fields["office"], _office_choices())

    def fields_of_delegation(self) -> DelegationFields:
        """Return what was typed, for the action."""
        data = self.cleaned_data
        return DelegationFields(
            giver=account(data["giver"]),
            holder=account(data["holder"]),
            office=office(data["office"]),
            capacity=data["capacity"],
            starts=data["starts"],
            ends=data["ends"],
            document=data["document"],
        )


class OfficeForm(forms.Form):
    """What is kept of an office."""

    kind = forms.ChoiceField(label=_("Loại cơ quan"), choices=Office.Kind.choices, widget=forms.RadioSelect)
    name_vi = forms.CharField(
        label=_("Tên đầy đủ"), max_length=200, error_messages={"required": _("Nhập tên đầy đủ của cơ quan.")}
    )
    short_vi = forms.CharField(
        label=_("Tên ngắn"), max_length=60, error_messages={"required": _("Nhập tên ngắn để dùng trong bảng.")}
    )
    name_en = forms.CharField(
        label=_("Tên đầy đủ bằng tiếng Anh"),
        max_length=200,
        error_messages={"required": _("Nhập tên đầy đủ bằng tiếng Anh.")},
    )
    short_en = forms.CharField(
        label=_("Tên ngắn bằng tiếng Anh"),
        max_length=60,
        error_messages={"required": _("Nhập tên ngắn bằng tiếng Anh.")},
    )
    body = forms.CharField(
        label=_("Khóa cơ quan trong bộ quy tắc"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ provincial_military_command; để trống với chủ đầu tư."),
    )
    province = forms.CharField(label=_("Mã tỉnh"), max_length=4, required=False)
    symbol = forms.CharField(label=_("Ký hiệu văn bản"), max_length=20, required=False, help_text=_("Ví dụ STC."))
    issuing_parent_vi = forms.CharField(label=_("Cơ quan chủ quản in trên văn bản"), max_length=200, required=False)
    seat_vi = forms.CharField(label=_("Địa danh ghi trên văn bản"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Nhập địa chỉ thư có dạng ten@coquan.vn, hoặc để trống.")},
    )
    parent_id = forms.TypedChoiceField(label=_("Cơ quan cấp trên"), required=False, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        parent = self.fields["parent_id"]
        if isinstance(parent, forms.ChoiceField):
            parent.choices = [("", _("không có")), *_office_choices()]

    def fields_of_office(self) -> OfficeFields:
        """Return what was typed, for the action."""
        data = dict(self.cleaned_data)
        parent = data.pop("parent_id")
        return OfficeFields(parent_id=UUID(parent) if parent else None, **data)


class LocalDayForm(forms.Form):
    """A day that this office decides."""

    day = DayField(label=_("Ngày"))
    is_working = forms.TypedChoiceField(
        label=_("Ngày này"),
        choices=[("off", _("là ngày nghỉ")), ("work", _("là ngày làm việc"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "work",
        error_messages={"required": _("Chọn ngày nghỉ hoặc ngày làm việc.")},
    )
    reason_vi = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("In trong cách tính thời hạn, ví dụ Nghỉ hoán đổi, làm bù 22/08/2026."),
        error_messages={"required": _("Nhập lý do.")},
    )
    reason_en = forms.CharField(label=_("Lý do bằng tiếng Anh"), max_length=200, required=False)
    document = forms.CharField(
        label=_("Văn bản căn cứ"),
        max_length=200,
        help_text=_("Số, ký hiệu, ngày và cơ quan ban hành."),
        error_messages={"required": _("Nhập số, ngày của văn bản căn cứ.")},
    )

    def fields_of_day(self) -> DayFields:
        """Return what was typed, for the action."""
        data = self.cleaned_data
        return DayFields(data["day"], data["is_working"], data["reason_vi"], data["document"], data["reason_en"])


def _choose(field: forms.Field, choices: list[tuple[Any, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", _("Chọn…")), *choices]
