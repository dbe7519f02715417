"""Labels and who may read what they mark. The label is copied to every dependent row."""

from collections.abc import Collection, Iterator
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from typing_extensions import override

from kethop_office.accounts.actor import Actor
from kethop_office.audit import scope
from kethop_office.common.levels import holds_several
from kethop_office.common.models import Keyed

__all__ = ["AccessGrant", "ClassificationLevel", "Clearance", "Compartment", "Labelled", "LabelledQuerySet"]


class ClassificationLevel(models.Model):
    """A level, by rank: 0 not secret, 10 internal, 20 Mật, 30 Tối mật, 40 Tuyệt mật."""

    rank = models.PositiveSmallIntegerField(primary_key=True)
    code = models.CharField(max_length=20, unique=True)
    name_vi = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the reader's language; Mật and above stay as they are."""
        return self.name_en if get_language() == "en" else self.name_vi


class Compartment(Keyed):
    """What one must need to know: a case, a family of layers, an exercise.

    Parameters
    ----------
    level : int
        Rank of what lies in it: who administers grants is told of none above the own level.
    """

    kind = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(default=0)

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Clearance(Keyed):
    """Up to which level an account may read, from the first to the last day, by which decision."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="clearances")
    rank = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    decision = models.CharField(max_length=200)

    @override
    def __str__(self) -> str:
        return f"{self.user} ≤ {self.rank}"


class AccessGrant(Keyed):
    """An office (or one account) may read or write a compartment until a moment.

    Parameters
    ----------
    event, revoked_by : str
        Name of the event that made and that ended it, such as ``inquiry.sent``.
    starts, ends : datetime
        At most 12 months apart for an office that is asked; the lead office's grant lasts with the case.
    """

    class Mode(models.TextChoices):
        READ = "read"
        WRITE = "write"

    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="grants", db_index=False)
    office = models.ForeignKey(
        "accounts.Office", models.CASCADE, null=True, blank=True, related_name="grants", db_index=False
    )
    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, blank=True, related_name="grants")
    mode = models.CharField(max_length=5, choices=Mode.choices)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    event = models.CharField(max_length=60)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (
            # Everything that visible_to asks of a grant: it is asked for each row of a list, so the index alone must answer.
            models.Index(
                fields=["compartment", "office", "user", "starts", "ends", "revoked_at"], name="grant_of_compartment"
            ),
            models.Index(fields=["office", "compartment", "starts", "ends", "revoked_at"], name="grant_of_office"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.office or self.user} {self.mode} {self.compartment}"


_Row_co = TypeVar("_Row_co", bound="Labelled", covariant=True)


class LabelledQuerySet(models.QuerySet[_Row_co]):
    """Rows that are read only through ``visible_to``; what is read of classified ones is noted for the log."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows that the actor may know of: cleared for the level, and granted the compartment if it has one."""
        grants = AccessGrant.objects.filter(
            Q(office__in=actor.offices) | Q(user=actor.user_id),
            compartment=OuterRef("compartment"),
            starts__lte=actor.at,
            ends__gt=actor.at,
            revoked_at=None,
        )
        return self.filter(Q(compartment=None) | Exists(grants), level__lte=actor.rank)

    def at_level_of(self, actor: Actor) -> Self:
        """Return the rows that the actor's session may write: on a node of several levels, those of its own level."""
        return self.filter(level=actor.rank) if holds_several() else self.all()

    @override
    def iterator(self, chunk_size: int | None = None) -> Iterator[_Row_co]:
        """Return the rows one after another."""
        self._note_values()
        return super().iterator(chunk_size)

    @override
    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._note_values()
        super()._fetch_all()

    def _note_values(self) -> None:
        """Note the rows of which single values are about to be read: they do not pass through ``from_db``.

        Counts and sums tell of no single row and are not noted. A reader who is cleared for no classified level reads none.
        """
        answer = scope.reading()
        if answer is None or answer.rank < settings.KETHOP_AUDIT_READS_FROM:
            return
        if self._fields is None or self.query.group_by is not None:  # type: ignore[attr-defined]  # Django's own note of values()
            return
        rows: models.QuerySet[Any] = models.QuerySet(self.model).filter(pk__in=self._all_of_them().values("pk"))
        for key, level in rows.filter(level__gte=settings.KETHOP_AUDIT_READS_FROM).values_list("pk", "level"):
            answer.note(str(self.model._meta.model_name), key, level)  # noqa: SLF001 - Django's documented way to the name

    def _all_of_them(self) -> "models.QuerySet[Any]":
        """Return the same rows as a query of keys; only one that is cut to so many rows needs its order."""
        own: models.QuerySet[Any] = self._chain()  # type: ignore[attr-defined]  # a copy with everything it was asked
        return own if self.query.is_sliced else own.order_by()


class Labelled(Keyed):
    """A row with a label.

    Parameters
    ----------
    level : int
        Rank of its classification level.
    compartment : Compartment or None
        Who needs to know; None for what everyone at the level may read.
    """

    level = models.PositiveSmallIntegerField(default=0)
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LabelledQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    @override
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **modes: Any) -> Self:
        """Make a row of what was read, and note a classified one for the log: every way to a whole row comes through here.

        A row that is read again without its level (``refresh_from_db``) has been noted before.
        """
        row = super().from_db(db, field_names, values, **modes)
        answer = scope.reading()
        if answer is not None and "level" in field_names and row.level >= settings.KETHOP_AUDIT_READS_FROM:
            answer.note(str(cls._meta.model_name), row.pk, row.level)
        return row
