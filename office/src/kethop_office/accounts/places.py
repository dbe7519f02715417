"""Where this room stands in the head of every page, and what its scripts call."""

from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.middleware import keep_language
from kethop_office.accounts.models import Role
from kethop_office.accounts.queries.notices import unread
from kethop_office.common import language, navigation

__all__ = ["register"]


def register() -> None:
    """Register places, menu, addresses for scripts and the keeper of the language."""
    navigation.register_place("accounts:tasks", _("Việc của tôi"), order=10)
    navigation.register_place(
        "accounts:admin", _("Quản trị"), roles=[Role.ADMIN, Role.AUDITOR, Role.RULE_OFFICER], order=90
    )
    navigation.register_menu("accounts:notices", _("Tin báo"), order=10, count=_unread)
    navigation.register_menu("accounts:own", _("Tài khoản"), order=20)
    navigation.register_menu("account_logout", _("Đăng xuất"), order=90, is_act=True)
    navigation.register_endpoint("session", "accounts:session")
    navigation.register_endpoint("draft", "accounts:draft")
    navigation.register_endpoint("sign_in", "account_login")
    navigation.register_endpoint("sign_in_again", "account_login")
    language.register_keeper(keep_language)


def _unread(actor: Actor) -> int:
    return unread(actor)
