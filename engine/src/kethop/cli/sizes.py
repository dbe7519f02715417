"""Sizes of memory as options: ``900M``, ``2G``."""

import re
from typing import Any

import click
from typing_extensions import override

__all__ = ["SIZE"]

_FORM = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([KMGT])(?:i?B)?", re.IGNORECASE)
_POWERS = {"K": 1, "M": 2, "G": 3, "T": 4}


class _Size(click.ParamType[int]):
    """A number with a unit; units are powers of 1,024."""

    name = "size"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return bytes, or refuse the text as a wrong option."""
        if isinstance(value, int):
            return value
        match = _FORM.fullmatch(str(value).strip())
        size = int(float(match[1].replace(",", ".")) * 1024 ** _POWERS[match[2].upper()]) if match else 0
        if size <= 0:
            self.fail(f"{value}: ghi như 900M, 2G · write it as 900M or 2G", param, ctx)
        return size


SIZE = _Size()
"""Bytes, from 1."""
