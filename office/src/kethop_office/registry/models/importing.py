"""A file of parks on its way in, and which columns an office takes for which field."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models import Keyed
from kethop_office.registry.models.files import FileRow, FileRun

__all__ = ["HeaderMapping", "ImportRow", "ImportRun"]


class ImportRun(FileRun):
    """One import of one sheet of parks.

    Parameters
    ----------
    replaces : bool
        Whether the file's values take the place of others that a park has.
    """

    replaces = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True)


class ImportRow(FileRow):
    """A row of the file.

    Parameters
    ----------
    version_before, version_after : int or None
        Version of the park before (None: the row made it) and after.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    park = models.ForeignKey(
        "registry.IndustrialPark", models.SET_NULL, null=True, blank=True, related_name="import_rows"
    )
    version_before = models.PositiveIntegerField(null=True, blank=True)
    version_after = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),)
        indexes = (models.Index(fields=["run", "state", "number"]),)

    @override
    def __str__(self) -> str:
        return f"{self.run} {self.number}"


class HeaderMapping(Keyed):
    """Which column an office last took for which field, for a set of heads.

    Parameters
    ----------
    kind : str
        What the rows are of, such as ``parks``.
    """

    office = models.ForeignKey("accounts.Office", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, default="parks")
    heads_key = models.CharField(max_length=64)
    mapping = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["office", "kind", "heads_key"], name="header_mapping_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.heads_key[:12]}"
