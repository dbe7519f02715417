"""What a change of layers or of the pack would change: asked of every open case and every park, before and after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["ParkScreening", "RescreenedCase", "RescreenedPark", "RescreenedRow", "Rescreening"]


class Rescreening(Labelled):
    """One question asked of all: what would be found otherwise. It changes no case.

    Parameters
    ----------
    subject : str
        ``layer`` (a version that comes), ``retirement`` (a layer that goes) or ``pack``.
    phase : str
        ``before``: of what is not in use yet; ``after``: of what is in use now, with work for the officers concerned.
    draft, version, layer : LayerDraft or None, Layer or None, str
        The version that waits, or waited; the one that was put into use or taken out of it; the identifier of the layer.
    pack_version, pack_sha256 : str
        The pack that judged, once it has been opened.
    is_thorough : bool
        Whether cases and parks that no change can reach are asked all the same.
    state : str
        Of the job; a reader is shown the progress of the rows that the reader may know of, never this.
    """

    class Subject(models.TextChoices):
        LAYER = "layer", _("phiên bản mới của lớp dữ liệu")
        RETIREMENT = "retirement", _("ngừng dùng lớp dữ liệu")
        PACK = "pack", _("phiên bản mới của bộ quy tắc")

    class Phase(models.TextChoices):
        BEFORE = "before", _("xem trước, chưa đưa vào dùng")
        AFTER = "after", _("sau khi đưa vào dùng")

    class State(models.TextChoices):
        QUEUED = "queued", _("đang chờ chạy")
        RUNNING = "running", _("đang so sánh")
        DONE = "done", _("đã so sánh xong")
        STOPPED = "stopped", _("đã dừng")
        FAILED = "failed", _("không so sánh được")

    OPEN = (State.QUEUED, State.RUNNING)

    subject = models.CharField(max_length=10, choices=Subject.choices)
    phase = models.CharField(max_length=6, choices=Phase.choices)
    draft = models.ForeignKey("registry.LayerDraft", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey("registry.Layer", models.PROTECT, null=True, blank=True, related_name="+")
    layer = models.CharField(max_length=80, blank=True)
    pack_version = models.CharField(max_length=40, blank=True)
    pack_sha256 = models.CharField(max_length=64, blank=True)
    is_thorough = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    is_stop_asked = models.BooleanField(default=False)
    error_code = models.CharField(max_length=60, blank=True)
    error_fields = models.JSONField(default=dict)
    ordered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    ordered_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["-ordered_at", "id"]), models.Index(fields=["state"]))

    @override
    def __str__(self) -> str:
        return f"{self.subject} {self.phase} {self.layer}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in self.OPEN

    @property
    def is_overtaken(self) -> bool:
        """Whether it asked what a version would change, and that is settled: it is in use, or withdrawn."""
        return self.phase == self.Phase.BEFORE and self.draft is not None and not self.draft.is_open


class RescreenedRow(Labelled):
    """What was found of one case or park.

    Parameters
    ----------
    turn : int
        0 for what the person who ordered may know of, 1 for the rest: whoever waits for the own rows waits for no other's.
    state : str
        ``far``: not asked, since no change reaches it; ``unasked``: could not be asked, which is never "same".
    code, fields : str, dict
        Why it could not be asked; of an error of the engine its sentence in each language.
    changes : list
        Findings and bodies to be asked that differ, as ``rescreening.comparing`` gives them.
    settlement : str
        What became of it after the change: ``screened``, ``noted`` (it stands, with a reason) or ``overtaken`` by a later one.
    """

    class State(models.TextChoices):
        CHANGED = "changed", _("có thay đổi")
        UNASKED = "unasked", _("không hỏi lại được")
        WAITING = "waiting", _("chưa so sánh")
        SAME = "same", _("không thay đổi")
        FAR = "far", _("ngoài phạm vi thay đổi, không phải hỏi lại")

    class Settlement(models.TextChoices):
        OPEN = "", _("chưa xử lý")
        SCREENED = "screened", _("đã sàng lọc lại")
        NOTED = "noted", _("đã ghi nhận, giữ nguyên")
        OVERTAKEN = "overtaken", _("đã có lần so sánh sau")

    NEEDING = (State.CHANGED, State.UNASKED)
    WORK = models.Q(is_after=True, settlement="", state__in=NEEDING)
    """Lines that somebody has to look at: of a change that is in use, found otherwise or not asked, and not settled."""

    is_after = models.BooleanField(default=False)
    turn = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    code = models.CharField(max_length=60, blank=True)
    fields = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    compared_at = models.DateTimeField(null=True, blank=True)
    settlement = models.CharField(max_length=10, choices=Settlement.choices, default=Settlement.OPEN, blank=True)
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def needs_settling(self) -> bool:
        """Whether somebody must look at it."""
        return self.state in self.NEEDING and not self.settlement


class RescreenedCase(RescreenedRow):
    """One case, compared with its last finished run."""

    rescreening = models.ForeignKey(Rescreening, models.CASCADE, related_name="cases", db_index=False)
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="rescreenings", db_index=False)
    run = models.ForeignKey("appraisal.ScreeningRun", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["rescreening", "case"], name="rescreened_case_once"),)
        indexes = (
            models.Index(fields=["rescreening", "state", "name", "id"], name="rescreened_case_page"),
            models.Index(
                fields=["case"],
                condition=models.Q(is_after=True, settlement="", state__in=("changed", "unasked")),
                name="rescreened_case_open",
            ),
            models.Index(fields=["case"], name="rescreened_case_of"),
        )


class RescreenedPark(RescreenedRow):
    """One park, compared with what was kept of it."""

    rescreening = models.ForeignKey(Rescreening, models.CASCADE, related_name="parks", db_index=False)
    park = models.ForeignKey("registry.IndustrialPark", models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["rescreening", "park"], name="rescreened_park_once"),)
        indexes = (
            models.Index(fields=["rescreening", "state", "name", "id"], name="rescreened_park_page"),
            models.Index(
                fields=["park"],
                condition=models.Q(is_after=True, settlement="", state__in=("changed", "unasked")),
                name="rescreened_park_open",
            ),
            models.Index(fields=["park"], name="rescreened_park_of"),
        )


class ParkScreening(Labelled):
    """What the engine said of the place of a park: with what a later version of layers or pack is compared.

    Parameters
    ----------
    number : int
        Rises with each; the last one counts.
    park_version : int
        Version of the park that was asked.
    opened : dict
        Seals of the layers, as in ``ScreeningRun``.
    answer : dict
        ``findings`` and ``inquiries``, as ``rescreening.comparing`` takes them; ``extent`` of the site.
    """

    park = models.ForeignKey("registry.IndustrialPark", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    park_version = models.PositiveIntegerField()
    law_date = models.DateField()
    pack_version = models.CharField(max_length=40)
    pack_sha256 = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20)
    opened = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["park", "number"], name="park_screening_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.park_id} {self.number}"
