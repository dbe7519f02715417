"""What ``kethop-office init`` does for this room."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _

from kethop_office.procedures.actions import take_in_folder
from kethop_office.procedures.reading import DrawingRefusedError
from kethop_office.procedures.wording import fault_sentence

__all__ = ["take_in_drawings"]


def take_in_drawings(say: Callable[[str], None]) -> None:
    """Take in the drawings of the pack; a changed file becomes a new version.

    Raises
    ------
    CommandError
        A drawing has faults, told one a line.
    """
    try:
        versions = take_in_folder(settings.KETHOP_PACK)
    except DrawingRefusedError as error:
        raise CommandError("\n".join(fault_sentence(fault) for fault in error.faults)) from error
    say(_("Quy trình: %(count)s.") % {"count": len(versions)})
