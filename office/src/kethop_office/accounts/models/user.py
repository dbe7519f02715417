"""Accounts: a name to sign in with and what it may do where; nothing else of a person."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["Membership", "Role", "User"]


class Role(models.TextChoices):
    """What an account does in an office. A role gives no clearance."""

    PROPONENT = "proponent", _("chủ đầu tư")
    CLERK = "clerk", _("văn thư")
    OFFICER = "officer", _("chuyên viên thụ lý")
    REVIEWER = "reviewer", _("thẩm tra")
    APPROVER = "approver", _("lãnh đạo")
    CONSULTEE_OFFICER = "consultee_officer", _("chuyên viên cơ quan được lấy ý kiến")
    CONSULTEE_HEAD = "consultee_head", _("thủ trưởng cơ quan được lấy ý kiến")
    STEWARD = "steward", _("quản lý lớp dữ liệu")
    RULE_OFFICER = "rule_officer", _("quản lý bộ quy tắc")
    UPPER = "upper", _("cấp trên")
    AUDITOR = "auditor", _("kiểm soát nhật ký")
    ADMIN = "admin", _("quản trị")


class User(Keyed, AbstractBaseUser, PermissionsMixin):
    """An account.

    Parameters
    ----------
    username : str
        Name to sign in with.
    title : str
        How it is shown, such as "Chuyên viên 1".
    language : str
        ``vi`` or ``en``.
    """

    username = models.CharField(max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*$")])
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_dense = models.BooleanField(default=True)
    prefers_static_map = models.BooleanField(default=False)
    notice_choices = models.JSONField(default=dict, blank=True)
    feed_key = models.CharField(max_length=64, blank=True, db_index=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["title"]
    objects = UserManager["User"]()

    @override
    def __str__(self) -> str:
        return self.shown_title or self.username

    @property
    def shown_title(self) -> str:
        """Title in the reader's language."""
        return (self.title_en if get_language() == "en" else "") or self.title


class Membership(Keyed):
    """A role in an office for a time.

    Parameters
    ----------
    starts, ends : date
        First and last day; ``ends`` None while it lasts.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "office", "role", "starts"], name="membership_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.office}"
