"""What ``kethop-office init`` does for this room."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from kethop_office.common.figures import number_text
from kethop_office.territory.actions import take_in
from kethop_office.territory.bridge import read_tables
from kethop_office.territory.queries import unit_count

__all__ = ["take_in_units"]


def take_in_units(say: Callable[[str], None]) -> None:
    """Take in the units of the pack when they are not those that are stored."""
    tables = read_tables(settings.KETHOP_PACK)
    if tables is None:
        say(_("Bộ quy tắc không có bảng đơn vị hành chính."))
    elif unit_count() != len(tables.units):
        say(_("Đơn vị hành chính: %(count)s.") % {"count": number_text(take_in(tables))})
