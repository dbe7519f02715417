"""Forms of an account's own desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["DraftForm", "OwnSettingsForm"]


class DraftForm(forms.Form):
    """What the page's script keeps."""

    form = forms.CharField(max_length=60)
    object = forms.CharField(max_length=100, required=False)
    path = forms.CharField(max_length=300)
    version = forms.IntegerField(min_value=0, required=False)
    level = forms.IntegerField(min_value=0, max_value=100, required=False)
    compartment = forms.UUIDField(required=False)
    typed = forms.JSONField()

    def clean_path(self) -> str:
        """Accept a page of this office only."""
        path = str(self.cleaned_data["path"])
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(_("Địa chỉ trang phải bắt đầu bằng một dấu gạch chéo."))
        return path

    def clean_typed(self) -> dict[str, Any]:
        """Accept fields by name only."""
        data = self.cleaned_data["typed"]
        if not isinstance(data, dict):
            raise ValidationError(_("Nội dung bản nháp phải là các trường có tên."))
        return data


class OwnSettingsForm(forms.Form):
    """How pages look for this account, and what is sent to it by mail."""

    language = forms.ChoiceField(
        label=_("Ngôn ngữ"),
        choices=[("vi", "Tiếng Việt"), ("en", "English")],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn ngôn ngữ."), "invalid_choice": _("Chọn ngôn ngữ.")},
    )
    is_dense = forms.BooleanField(
        label=_("Bảng dày dòng"), help_text=_("Nhiều dòng hơn trên một màn hình."), required=False
    )
    prefers_static_map = forms.BooleanField(
        label=_("Bản đồ tĩnh thay cho bản đồ động"),
        help_text=_("Máy chủ vẽ bản đồ; bảng số liệu bên dưới không đổi."),
        required=False,
    )
    mailed = forms.MultipleChoiceField(
        label=_("Gửi thư điện tử khi có"),
        help_text=_("Bỏ chọn để không nhận thư loại đó; Tin báo và Việc của tôi vẫn hiện đủ."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        mailed = self.fields["mailed"]
        if isinstance(mailed, forms.MultipleChoiceField):
            mailed.choices = kinds
