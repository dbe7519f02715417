"""django-allauth's forms in the office's words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa import app_settings as factor_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import User

__all__ = [
    "AddKey",
    "ChangePassword",
    "NewPassword",
    "RenameKey",
    "SecondFactor",
    "SecondFactorAgain",
    "SignIn",
    "SignInAgain",
    "StartCodes",
]

_CODE = _("Mã 6 chữ số trong ứng dụng xác thực, hoặc một mã dự phòng 8 chữ số.")


def _word(field: forms.Field, label: str | Promise, missing: str | Promise, help_text: str | Promise = "") -> None:
    field.label = str(label)
    field.help_text = str(help_text)
    field.error_messages["required"] = str(missing)
    field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("Tên đăng nhập"), _("Nhập tên đăng nhập, ví dụ chuyenvien.1."))
        _word(self.fields["password"], _("Mật khẩu"), _("Nhập mật khẩu."))


class SignInAgain(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], _("Mật khẩu"), _("Nhập mật khẩu."))


class _OnceOnly(BaseAuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Takes a code once for as long as it is right; allauth forgets it after half a minute, and it is right for longer."""

    def clean_code(self) -> str:
        """Check the code, and use it up."""
        code = str(super().clean_code())
        seconds = factor_settings.TOTP_PERIOD * (2 * factor_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"code-used-{self.user.pk}-{''.join(code.split())}", "y", seconds):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactor(_OnceOnly, AuthenticateForm):  # type: ignore[misc]  # as above
    """A code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("Mã xác thực"), _("Nhập mã xác thực."), _CODE)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class SecondFactorAgain(_OnceOnly, ReauthenticateByCodeForm):  # type: ignore[misc]  # as above
    """A code again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("Mã xác thực"), _("Nhập mã xác thực."), _CODE)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class StartCodes(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new code generator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        hint = _("Quét mã QR hoặc nhập khóa vào ứng dụng, rồi nhập mã 6 chữ số ứng dụng đang hiện.")
        _word(self.fields["code"], _("Mã xác thực"), _("Nhập mã xác thực."), hint)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddKey(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["name"], _("Tên khóa"), _("Nhập tên khóa."))
        _word(
            self.fields["passwordless"],
            _("Dùng khóa này thay cho mật khẩu"),
            "",
            _("Khóa phải có mã PIN hoặc vân tay. Không chọn: khóa chỉ dùng sau mật khẩu."),
        )
        _word(self.fields["credential"], "", _("Chưa nhận được khóa. Bấm “Thêm khóa” rồi chạm vào khóa."))


class RenameKey(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["name"], _("Tên khóa"), _("Nhập tên khóa."))


class NewPassword(forms.Form):
    """A new password, typed twice, of an account that is known from elsewhere."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Từ 12 ký tự trở lên; không dùng tên đăng nhập, tên cơ quan hay mật khẩu thông dụng."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Nhập mật khẩu mới.")},
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Nhập lại mật khẩu mới.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        """Check the password by the validators."""
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)
        return password

    def clean_password2(self) -> str:
        """Check that both are the same."""
        password = str(self.cleaned_data["password2"])
        if self.cleaned_data.get("password1") not in {None, password}:
            raise ValidationError(_("Hai lần nhập mật khẩu khác nhau. Nhập lại mật khẩu mới."))
        return password


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The old and a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("Mật khẩu đang dùng"), _("Nhập mật khẩu đang dùng."))
        hint = _("Từ 12 ký tự trở lên; không dùng tên đăng nhập, tên cơ quan hay mật khẩu thông dụng.")
        _word(self.fields["password1"], _("Mật khẩu mới"), _("Nhập mật khẩu mới."), hint)
        _word(self.fields["password2"], _("Nhập lại mật khẩu mới"), _("Nhập lại mật khẩu mới."))

    def clean(self) -> dict[str, Any]:
        """Check that both new passwords are the same."""
        data = forms.Form.clean(self) or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu khác nhau. Nhập lại mật khẩu mới."))
        return data
