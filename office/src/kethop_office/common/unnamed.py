"""Rows of files that no record names any more: forgotten when a day old, so that the sweeper takes the files themselves.

A record names a file by a foreign key; what a room names in other ways, such as in the answers of a draft, it says here. A row is
locked before it goes: who stores the same bytes meanwhile waits, finds no row and makes a new one.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from kethop_office.common.models import Blob

__all__ = ["KEPT", "forget_unnamed", "register_names"]

KEPT = timedelta(days=1)
_BATCH = 500
_sources: list[Callable[[], Iterable[str]]] = []


def register_names(source: Callable[[], Iterable[str]]) -> None:
    """Say which hashes a room names without a foreign key."""
    if source not in _sources:
        _sources.append(source)


def forget_unnamed() -> int:
    """Delete the rows of files that were stored a day ago and that nothing names; return how many.

    The caller reads every record: a row that is named where it does not see would be forgotten.
    """
    with transaction.atomic():
        unnamed = Blob.objects.filter(stored_at__lt=timezone.now() - KEPT)
        for field in _naming():
            names = field.model._base_manager.filter(**{field.attname: models.OuterRef("pk")})  # noqa: SLF001 - Django's documented name
            unnamed = unnamed.filter(~models.Exists(names))
        found = set(unnamed.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
        found.difference_update(*(source() for source in _sources))
        keys = sorted(found)
        for start in range(0, len(keys), _BATCH):
            Blob.objects.filter(pk__in=keys[start : start + _BATCH]).delete()
    return len(keys)


def _naming() -> Iterator["models.ForeignKey[models.Model]"]:
    """Yield the foreign keys by which records name files."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented way to a model's fields
            if isinstance(field, models.ForeignKey) and field.related_model is Blob:
                yield field
