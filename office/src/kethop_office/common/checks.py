"""What must be there before the office starts."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from kethop_office.common import assets

__all__ = ["front_end_is_built"]


@register()
def front_end_is_built(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    """Say what to do when the pages would come without style and script."""
    if assets.is_built():
        return []
    return [
        Error(
            "Chưa dựng giao diện · the browser's files are not built",
            hint="./run kethop --version   (hoặc · or: uv pip install --reinstall-package kethop-office -e office)",
            id="kethop.E001",
        )
    ]
