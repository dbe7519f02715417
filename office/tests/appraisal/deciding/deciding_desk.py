"""The people of an office and a case whose consultation is over."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Clearance, Delegation, Membership, Office, User
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions import approvals, report
from kethop_office.appraisal.actions import review as reviewing
from kethop_office.appraisal.models import (
    ApprovalLevel,
    Case,
    DecisionCondition,
    Finding,
    Inquiry,
    Response,
    ScreeningRun,
    Submission,
    ValidatedSubmission,
)
from kethop_office.appraisal.queries.versions import last_version
from kethop_office.common.files import store_bytes
from kethop_office.procedures import actions as procedures

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Desk:
    """The people of one office and one case."""

    levels: int = 2
    people: dict = field(default_factory=dict)

    def __post_init__(self):
        self.upper = self.office("Ủy ban nhân dân tỉnh Mẫu", "UBND")
        self.lead = self.office("Sở Tài chính", "STC", parent=self.upper)
        self.command = self.office("Bộ Chỉ huy quân sự tỉnh Mẫu", "BCH", kind="military")
        for role in ("clerk", "officer", "reviewer"):
            self.people[role] = self.person(role, self.lead, role)
        self.people["other"] = self.person("other", self.lead, "officer")
        for rank in range(1, self.levels + 1):
            self.people[f"approver{rank}"] = self.person(f"approver{rank}", self.lead, "approver")
            ApprovalLevel.objects.create(
                lead_office=self.lead, rank=rank, office=self.lead, title_vi=f"Cấp {rank}", title_en=f"Level {rank}"
            )
        self.people["head"] = self.person("head", self.command, "consultee_head")
        self.people["stranger"] = self.person("stranger", self.office("Sở Xây dựng", "SXD"), "officer")
        self.case = self.new_case()

    def office(self, name, symbol, kind="authority", parent=None):
        return Office.objects.create(
            kind=kind,
            name_vi=name,
            name_en=name,
            short_vi=symbol,
            short_en=symbol,
            symbol=symbol,
            parent=parent,
            seat_vi="Tỉnh Mẫu",
        )

    def person(self, name, office, role):
        user = User.objects.create(username=f"{name}-{uuid4().hex[:6]}", title=name)
        Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))
        Clearance.objects.create(user=user, rank=10, starts=date(2026, 1, 1), ends=date(2030, 1, 1), decision="QĐ mẫu")
        return user

    def actor(self, name, minutes=0) -> Actor:
        return actor_of(self.people[name], AT + timedelta(minutes=minutes))

    def new_case(self):
        officer = self.actor("officer")
        lanes = dict.fromkeys(("clerk", "officer", "reviewer", "approver"), self.lead.pk)
        run = procedures.start("project_appraisal", actor=officer, offices=lanes, level=0, compartment=None)
        case = Case.objects.create(
            reference=f"KH-2026-{uuid4().int % 100000:05d}",
            kind="project",
            title="Nhà máy mẫu",
            proponent_name="Công ty mẫu A",
            lead_office=self.lead,
            officer=self.people["officer"],
            procedure=run,
            filed_on=date(2026, 11, 2),
            valid_on=date(2026, 11, 3),
            law_date=date(2026, 11, 3),
            clock="running",
            created_at=AT,
        )
        self._screened(case)
        self._consulted(case)
        for step, outcome in (("receive", ""), ("validate", "valid"), ("screen", ""), ("prepare_consultation", "")):
            procedures.finish(run, step, actor=officer, outcome=outcome)
        procedures.close_items(run, "consult", actor=officer)
        case.refresh_from_db()
        return case

    def _screened(self, case):
        blob = store_bytes(b"proposal")
        user = self.people["officer"]
        submission = Submission.objects.create(
            case=case, number=1, proposal=blob, filed_by=user, filed_at=AT, received_at=AT
        )
        frozen = ValidatedSubmission.objects.create(
            case=case,
            submission=submission,
            number=1,
            proposal=blob,
            complete_on=date(2026, 11, 3),
            law_date=date(2026, 11, 3),
            frozen_by=user,
            frozen_at=AT,
        )
        run = ScreeningRun.objects.create(
            validation=frozen,
            case=case,
            number=1,
            state="done",
            file=store_bytes(b"{}"),
            law_date=date(2026, 11, 3),
            pack_version="2026.11",
            requested_by=user,
            requested_at=AT,
        )
        for order, outcome in enumerate(("hit", "clear")):
            Finding.objects.create(
                run=run,
                case=case,
                key=f"height.{outcome}",
                order=order,
                topic="height",
                topic_vi=f"Độ cao công trình {order}",
                topic_en="Height",
                outcome=outcome,
                text_vi=f"Kết quả {outcome}",
                text_en=f"Result {outcome}",
                body={
                    "provisions": [
                        {"cite": {"vi": "khoản 2 Điều 9 Nghị định mẫu", "en": "art. 9"}, "is_to_verify": False}
                    ],
                    "rules": [],
                    "notes": [],
                },
            )

    def _consulted(self, case):
        self.inquiry = Inquiry.objects.create(
            case=case,
            body_vi=self.command.name_vi,
            body_en=self.command.name_en,
            consultee=self.command,
            role="concurrence",
            origin="screening",
            state="answered",
            question="Độ cao\nKế hoạch",
            sent_on=date(2026, 11, 5),
            last_day=date(2026, 11, 27),
            period=15,
            unit="working days",
            created_at=AT,
        )
        self.response = Response.objects.create(
            inquiry=self.inquiry,
            case=case,
            number=1,
            outcome="no_objection_with_conditions",
            state="sent",
            text="Đề nghị thực hiện điều kiện.",
            internal_reason="LÝ DO NỘI BỘ",
            saved_at=AT,
            sent_at=AT,
        )
        self.condition = DecisionCondition.objects.create(
            case=case,
            response=self.response,
            asked_by=self.command,
            order=1,
            asked_text="Trình hồ sơ độ cao.",
            text="Trình hồ sơ độ cao.",
            trigger="before_permit",
            state="taken_up",
        )

    # -- the way of a report ------------------------------------------------------------------------------------------
    def drafted(self, proposal="approve_with_conditions", reasons="Đủ điều kiện."):
        report.prepare(self.actor("officer"), self.case)
        report.edit_section(
            self.actor("officer"),
            self.case,
            "content",
            text="Nhận xét của chuyên viên.",
            version=self.version("content"),
        )
        row = getattr(Case.objects.get(pk=self.case.pk), "recommendation", None)
        report.propose(self.actor("officer"), self.case, report.Proposed(proposal, reasons, row.version if row else 0))
        return self

    def version(self, key):
        return self.case.report_sections.get(key=key).version

    def sent(self, **said):
        self.drafted(**said)
        made = report.send_to_review(self.actor("officer"), self.case)
        self.case.refresh_from_db()
        return made

    def reviewed(self, **said):
        made = self.sent(**said)
        reviewing.review(self.actor("reviewer"), self.case, content=made.content_hash, is_accepted=True)
        self.case.refresh_from_db()
        return made

    def approve(self, rank, content=None, minutes=0):
        found = approvals.approve(
            self.actor(f"approver{rank}", minutes), self.case, content=content or self.hash, note=""
        )
        self.case.refresh_from_db()
        return found

    @property
    def hash(self):
        return last_version(self.case).content_hash

    def delegate(self, giver, holder):
        return Delegation.objects.create(
            giver=self.people[giver],
            holder=self.people[holder],
            office=self.lead,
            capacity="KT.",
            starts=date(2026, 1, 1),
            ends=date(2026, 12, 31),
            document="Quyết định ủy quyền mẫu",
        )
