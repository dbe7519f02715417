"""Where this room stands in the head of every page."""

from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import Role
from kethop_office.common import navigation

__all__ = ["register"]


def register() -> None:
    """Register the place in the account's menu."""
    navigation.register_menu("procedures:index", _("Quy trình"), roles=[Role.RULE_OFFICER, Role.ADMIN], order=60)
