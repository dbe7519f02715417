"""Numbers of options: finite, within their range."""

from math import isfinite
from typing import Any

import click
from typing_extensions import override

__all__ = ["ELEVATION", "FiniteRange"]


class FiniteRange(click.FloatRange):
    """A range that ``nan`` and ``inf`` are outside of: ``nan`` passes every comparison of ``click.FloatRange``."""

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or refuse it as a wrong option."""
        number = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value}: không phải số hữu hạn · not a finite number", param, ctx)
        return number


ELEVATION = FiniteRange(min=-500.0, max=9000.0)
"""Elevations of ground on Earth, metres above mean sea level."""
