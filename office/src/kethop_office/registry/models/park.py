"""Industrial parks, clusters, export processing zones."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled
from kethop_office.registry.models.files import FileDoubt

__all__ = ["IndustrialPark", "ParkDoubt", "ParkMerge", "ParkVersion"]


class IndustrialPark(Labelled):
    """A park, cluster or zone.

    Parameters
    ----------
    code : str
        Code that its source gives it.
    sort_name, folded : str
        Name in Vietnamese order; words of name, aliases, code and place for search.
    province, communes : str
        Codes of present units: one province, and communes as `` 00001 00004 ``; empty where they are not settled.
    province_text, commune_text, address : str
        The place as its source writes it.
    lon, lat : float or None
        Degrees WGS 84.
    area_ha, area_text : Decimal or None, str
        Area and how it was written.
    occupancy, occupancy_text : Decimal or None, str
        Share let, per cent, and how it was written: sources put years there too.
    facts : dict
        What else its source tells, by the head of the column.
    source, source_on : str, date or None
        Whence and of which day.
    version : int
        Rises with every change; a form with an older one is refused.
    merged_into : IndustrialPark or None
        The row that stands for it since two persons found them to be one.
    """

    class Kind(models.TextChoices):
        PARK = "park", _("khu công nghiệp")
        CLUSTER = "cluster", _("cụm công nghiệp")
        EXPORT = "export", _("khu chế xuất")
        HIGH_TECH = "high_tech", _("khu công nghệ cao")
        ECONOMIC = "economic", _("khu kinh tế")
        UNKNOWN = "unknown", _("chưa rõ loại")

    class Status(models.TextChoices):
        PLANNED = "planned", _("đang quy hoạch")
        BUILDING = "building", _("đang xây dựng")
        OPERATING = "operating", _("đang hoạt động")
        STOPPED = "stopped", _("đã dừng, thu hồi")
        UNKNOWN = "unknown", _("chưa có")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.UNKNOWN)
    name = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=400, db_index=True)
    folded = models.TextField(blank=True)
    name_key = models.CharField(max_length=300, db_index=True)
    aliases = models.JSONField(default=list, blank=True)
    code = models.CharField(max_length=200, blank=True, db_index=True)
    province = models.CharField(max_length=4, blank=True, db_index=True)
    communes = models.CharField(max_length=400, blank=True)
    province_text = models.CharField(max_length=200, blank=True)
    commune_text = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)
    area_ha = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    area_text = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.UNKNOWN)
    status_text = models.CharField(max_length=200, blank=True)
    founded_text = models.CharField(max_length=200, blank=True)
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True)
    term_text = models.CharField(max_length=300, blank=True)
    term_from = models.PositiveSmallIntegerField(null=True, blank=True)
    term_to = models.PositiveSmallIntegerField(null=True, blank=True)
    investor = models.CharField(max_length=300, blank=True)
    industries = models.TextField(blank=True)
    occupancy = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    occupancy_text = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        indexes = (models.Index(fields=["sort_name", "id"]), models.Index(fields=["province", "sort_name"]))

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def commune_codes(self) -> list[str]:
        """Codes of its present communes."""
        return self.communes.split()


class ParkVersion(Labelled):
    """The values that a park had from one change to the next: what an undo puts back and a stale form is compared with.

    Parameters
    ----------
    values : dict
        By field of the park.
    act : str
        ``imported``, ``edited``, ``merged``, ``undone`` …
    """

    park = models.ForeignKey(IndustrialPark, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    act = models.CharField(max_length=20)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["park", "number"], name="park_version_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.park} {self.number}"


class ParkDoubt(FileDoubt):
    """Something in an imported row of a park that may be wrong or was read with help.

    Parameters
    ----------
    note : str
        How it was settled.
    """

    row = models.ForeignKey("registry.ImportRow", models.CASCADE, related_name="doubts")
    park = models.ForeignKey(IndustrialPark, models.CASCADE, null=True, blank=True, related_name="doubts")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)


class ParkMerge(Labelled):
    """Two rows are one park: proposed by one person, decided by another."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chờ người thứ hai")
        DONE = "done", _("đã gộp")
        REFUSED = "refused", _("không gộp")

    kept = models.ForeignKey(IndustrialPark, models.CASCADE, related_name="merges")
    dropped = models.ForeignKey(IndustrialPark, models.CASCADE, related_name="merges_away")
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["dropped"], condition=models.Q(state="proposed"), name="merge_proposed_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.dropped} → {self.kept}"
