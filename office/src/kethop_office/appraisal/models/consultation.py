"""Who is asked, and what they answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["Inquiry", "InquiryRemoval", "Response", "ResponseFile"]


class Inquiry(Labelled):
    """A letter that asks one body.

    Parameters
    ----------
    body_vi, body_en : str
        Name of the body, as the engine called it or as entered.
    consultee : Office or None
        Its office here; None for a body without an account, which answers on paper.
    role : str
        ``concurrence``: may not be passed over; ``advice``; ``notify``: told, no answer awaited.
    origin : str
        ``screening``, ``added`` by an officer, or ``initiative`` of the military office.
    period, unit : int, str
        Length as the provision (or a local setting) states it; None where the law states none.
    silence : str
        What silence means, as the engine says it; only a provision makes it an agreement.
    last_day, due_sum : date, dict
        Last day with its sum; None while paused or where there is no period.
    given_last_day : date or None
        Last day of a letter that went out before the office had this system, as it stands in that letter.
    stepped_in_for : Inquiry or None
        The inquiry that the level above answers in place of.
    again_for : Inquiry or None
        The inquiry that this one asks again.
    soon_told_for, late_told_for : date or None
        The last day of which the offices were told that it comes near, and that it has passed.
    reminders : int
        How many reminders were sent.
    """

    class Role(models.TextChoices):
        CONCURRENCE = "concurrence", _("phải có văn bản chấp thuận")
        ADVICE = "advice", _("tham gia ý kiến")
        NOTIFY = "notify", _("thông báo để biết")

    class Origin(models.TextChoices):
        SCREENING = "screening", _("theo kết quả sàng lọc")
        ADDED = "added", _("chuyên viên bổ sung")
        INITIATIVE = "initiative", _("cơ quan tự tham gia ý kiến")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chưa gửi")
        SENT = "sent", _("đã gửi, chờ trả lời")
        PAUSED = "paused", _("tạm dừng, chờ bổ sung")
        ANSWERED = "answered", _("đã trả lời")
        DEEMED = "deemed", _("được coi là đã đồng ý")
        STEPPED_IN = "stepped_in", _("cấp trên giải quyết thay")
        RECALLED = "recalled", _("đã thu hồi")
        REMOVED = "removed", _("không lấy ý kiến")

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="inquiries")
    run = models.ForeignKey("appraisal.ScreeningRun", models.SET_NULL, null=True, blank=True, related_name="inquiries")
    key = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=30, blank=True, db_index=True)
    body = models.CharField(max_length=60, blank=True)
    body_vi = models.CharField(max_length=200)
    body_en = models.CharField(max_length=200)
    consultee = models.ForeignKey("accounts.Office", models.PROTECT, null=True, blank=True, related_name="inquiries")
    role = models.CharField(max_length=12, choices=Role.choices)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    findings = models.ManyToManyField("appraisal.Finding", related_name="inquiries", blank=True)
    question = models.TextField(blank=True)
    provisions = models.JSONField(default=list)
    period = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=16, blank=True)
    period_state = models.CharField(max_length=20, blank=True)
    period_is_local = models.BooleanField(default=False)
    silence = models.CharField(max_length=40, blank=True)
    silence_provisions = models.JSONField(default=list)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    last_day = models.DateField(null=True, blank=True)
    given_last_day = models.DateField(null=True, blank=True)
    due_sum = models.JSONField(null=True, blank=True)
    is_estimated = models.BooleanField(default=False)
    assignee = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    stepped_in_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="step_ins")
    again_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="asked_again")
    reason = models.TextField(blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    soon_told_for = models.DateField(null=True, blank=True)
    late_told_for = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=["consultee", "state", "last_day", "id"]),
            models.Index(fields=["case", "state"]),
        )

    @override
    def __str__(self) -> str:
        return f"{self.reference or self.pk} {self.body_vi}"


class InquiryRemoval(Labelled):
    """A proposed inquiry that one officer wants out; another must agree."""

    class State(models.TextChoices):
        ASKED = "asked", _("chờ người thứ hai xác nhận")
        CONFIRMED = "confirmed", _("đã xác nhận")
        DECLINED = "declined", _("không xác nhận")

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="removals")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.TextField(blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.state}"


class Response(Labelled):
    """A reply, from its first draft in the consulted office to its withdrawal.

    Parameters
    ----------
    text : str
        What goes out.
    internal_reason : str
        Stays in the consulted office; never shown outside it.
    promised_on : date or None
        Day that a holding reply names. A holding reply is no answer: the clock runs on.
    asked_items : list
        What a reply that asks for more wants.
    drafted_conditions : list
        Conditions of a reply that is not sent yet; they become conditions of the case with its signature.
    note : str
        Why the head sent the draft back; stays in the consulted office.
    symbol, dated, arrival_number, arrived_on : str, date, str, date
        Number and symbol of the letter, its date, and number and day of arrival when it came on paper.
    is_deemed : bool
        The law takes the silence for agreement; ``deemed_provisions`` say so.
    """

    class Outcome(models.TextChoices):
        NO_OBJECTION = "no_objection", _("thống nhất")
        CONDITIONS = "no_objection_with_conditions", _("thống nhất kèm điều kiện")
        OBJECTION = "objection", _("không thống nhất")
        HOLDING = "holding", _("trả lời tạm thời")
        MORE_INFORMATION = "further_information", _("đề nghị bổ sung hồ sơ")
        NO_COMMENT = "no_comment", _("không có ý kiến")
        NOT_INVOLVED = "not_involved", _("không thuộc phạm vi quản lý")

    class State(models.TextChoices):
        DRAFT = "draft", _("đang soạn")
        TO_SIGN = "to_sign", _("trình ký")
        SENT = "sent", _("đã gửi")
        WITHDRAWN = "withdrawn", _("đã rút")

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="responses")
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="responses")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=30, choices=Outcome.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    text = models.TextField(blank=True)
    internal_reason = models.TextField(blank=True)
    promised_on = models.DateField(null=True, blank=True)
    asked_items = models.JSONField(default=list)
    drafted_conditions = models.JSONField(default=list)
    note = models.TextField(blank=True)
    is_on_paper = models.BooleanField(default=False)
    symbol = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    arrival_number = models.CharField(max_length=40, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    is_deemed = models.BooleanField(default=False)
    deemed_provisions = models.JSONField(default=list)
    is_late = models.BooleanField(default=False)
    is_released_to_others = models.BooleanField(default=False)
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    delegation = models.ForeignKey("accounts.Delegation", models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["inquiry", "number"], name="response_number_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.outcome}"


class ResponseFile(Labelled):
    """A document that came with a reply, such as the scan of a signed letter."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="files")
    blob = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)

    @override
    def __str__(self) -> str:
        return self.name
