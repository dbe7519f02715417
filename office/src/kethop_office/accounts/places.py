"""Where this room stands in the head of every page, and what its scripts call."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from kethop_office.accounts import job_kinds, mail
from kethop_office.accounts.actions.drafts import drop_old_drafts
from kethop_office.accounts.actions.feed import drop_old_entries
from kethop_office.accounts.actions.notices import drop_old_notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.middleware import keep_language
from kethop_office.accounts.models import Role
from kethop_office.accounts.queries.notices import unread
from kethop_office.accounts.queries.working_days import working_days
from kethop_office.common import language, navigation, schedule

__all__ = ["register"]


def register() -> None:
    """Register places, menu, addresses for scripts and the keeper of the language."""
    navigation.register_place("accounts:tasks", _("Việc của tôi"), order=10)
    navigation.register_place(
        "accounts:admin", _("Quản trị"), roles=[Role.ADMIN, Role.AUDITOR, Role.RULE_OFFICER], order=90
    )
    navigation.register_menu("accounts:notices", _("Các tin báo"), order=10, count=_unread)
    navigation.register_menu("accounts:own", _("Tài khoản"), order=20)
    navigation.register_menu("account_logout", _("Đăng xuất"), order=90, is_act=True)
    navigation.register_endpoint("session", "accounts:session")
    navigation.register_endpoint("draft", "accounts:draft")
    navigation.register_endpoint("sign_in", "account_login")
    navigation.register_endpoint("sign_in_again", "account_login")
    language.register_keeper(keep_language)
    _register_work()


def _register_work() -> None:
    job_kinds.register("mail.digest", "kethop_office.accounts.mail.send_digest")
    job_kinds.register("mail.notices", "kethop_office.accounts.mail.send_notices")
    job_kinds.register("pack.check", "kethop_office.accounts.pack_check.check")
    job_kinds.register("audit.verify", "kethop_office.accounts.audit_check.verify")
    schedule.set_working_days(_is_working_day)
    schedule.daily(time(7, 30), "accounts.digest", mail.order_digest, on_working_days=True)
    schedule.every(5, "accounts.mail", mail.order_notices)
    schedule.every(24 * 60, "accounts.drafts", drop_old_drafts)
    schedule.every(24 * 60, "accounts.feed", drop_old_entries)
    schedule.every(24 * 60, "accounts.notices", drop_old_notices)


def _is_working_day(day: date) -> bool:
    return working_days().is_working(day)


def _unread(actor: Actor) -> int:
    return unread(actor)
