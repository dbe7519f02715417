"""What stands in the tables, so that two databases can be told to hold the same rows."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from kethop_office.accounts.models import AccessGrant, Compartment
from kethop_office.appraisal.models import (
    Case,
    CaseUnit,
    CaseWord,
    Finding,
    ScreeningRun,
    Submission,
    ValidatedSubmission,
)

__all__ = ["rows_written"]

_TABLES: dict[type[models.Model], tuple[str, ...]] = {
    Case: (),
    Compartment: (),
    AccessGrant: (),
    CaseUnit: (),
    CaseWord: (),
    Submission: ("filed_by_id", "proposal_id"),
    ValidatedSubmission: ("frozen_by_id", "proposal_id"),
    ScreeningRun: ("requested_by_id",),
    Finding: ("id",),
}
"""Tables that the measurement fills, with the columns whose values each filling makes anew."""
_ANEW = {"officer_id", "user_id"}


def rows_written() -> dict[str, list[int]]:
    """Return for each table how many rows it has and a sum over the hashes of its rows, in no order."""
    return {model._meta.db_table: _summed(model, left_out) for model, left_out in _TABLES.items()}  # noqa: SLF001 - Django's own way


def _summed(model: type[models.Model], left_out: Iterable[str]) -> list[int]:
    fields = [field.attname for field in model._meta.concrete_fields if field.column]  # noqa: SLF001 - as above
    names = sorted(set(fields) - set(left_out) - _ANEW)
    number = total = 0
    for row in model._default_manager.order_by().values_list(*names).iterator(chunk_size=5_000):  # noqa: SLF001 - as above
        text = "|".join(map(_plain, row)).encode()
        number += 1
        total += int.from_bytes(hashlib.blake2b(text, digest_size=7).digest())
    return [number, total % 2**53]


def _plain(value: Any) -> str:  # noqa: ANN401 - any column
    if isinstance(value, datetime):
        return str(int(value.timestamp()))
    if isinstance(value, Decimal):
        return f"{value:.5f}"
    return f"{value:.9f}" if isinstance(value, float) else str(value)
