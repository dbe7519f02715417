"""What ``kethop-office init`` does for this room."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from kethop_office.registry.actions.layers import keep_layers

__all__ = ["read_layers_now"]


def read_layers_now(say: Callable[[str], None]) -> None:
    """Look at the layers of the pack and of the node."""
    say(_("Lớp dữ liệu: %(count)s.") % {"count": keep_layers(None)})
