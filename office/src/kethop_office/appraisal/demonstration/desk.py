"""What an invented officer does with a case, one act each; every act is one of the room's actions."""

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from kethop_office.accounts.actions.job_runs import run_job
from kethop_office.accounts.models import Job, Office
from kethop_office.appraisal.actions import (
    approvals,
    assigning,
    conditions,
    decision,
    drafts,
    filing,
    inquiries,
    overruling,
    receiving,
    report,
    treatments,
    validation,
)
from kethop_office.appraisal.actions import review as reviewing
from kethop_office.appraisal.demonstration.people import People
from kethop_office.appraisal.models import Case, DecisionCondition, Finding, Inquiry, InquiryRemoval
from kethop_office.appraisal.queries.blocks import unconsulted_findings
from kethop_office.appraisal.queries.effective import counting_run
from kethop_office.appraisal.queries.versions import last_version, levels_of, next_level, standing_approvals
from kethop_office.common import clock

__all__ = ["Desk"]

Answers = dict[str, dict[str, Any]]


class Desk:
    """One case and those who work on it.

    Parameters
    ----------
    lead : str
        Key of the lead office: ``stc`` or ``bql``.
    filer : str
        Account that files.
    """

    def __init__(self, people: People, *, lead: str, filer: str, number: int, random: Random) -> None:
        self.people, self.random, self.number = people, random, number
        self.filer = filer
        suffix = "" if lead == "stc" else f".{lead}"
        self.clerk, self.reviewer = f"clerk{suffix}", f"reviewer{suffix}"
        self.officer = "officer.2" if not suffix and number % 5 == 0 else f"officer{suffix}"
        self.lead = people.offices[lead]
        self.case: Case | None = None

    @property
    def own(self) -> Case:
        """The case as it is now."""
        if self.case is None:
            raise RuntimeError("not filed")
        return Case.objects.select_related("lead_office", "proponent", "procedure").get(pk=self.case.pk)

    # -- the file -----------------------------------------------------------------------------------------------------
    def file(self, answers: Answers, site: bytes | None) -> Case:
        """File the proposal."""
        actor = self.people.by(self.filer)
        office = self._office_of_filer()
        draft = drafts.start_draft(actor, office=office, answers=answers)
        if site is not None:
            draft = drafts.attach_site(actor, draft, site, name="khu-dat.geojson", version=draft.version)
        if self.number % 4 == 0:
            text = f"Thuyết minh hư cấu của đề xuất số {self.number}.\n".encode()
            draft = drafts.add_document(
                actor, draft, text, name="Thuyết minh (ví dụ).txt", media_type="text/plain", component="", version=draft.version
            )  # fmt: skip
        self.case = filing.file_submission(actor, draft, version=draft.version).case
        return self.case

    def file_again(self, note: str) -> None:
        """File what was asked for, or an amendment."""
        actor = self.people.by(self.filer)
        draft = drafts.continue_case(actor, self.own)
        draft = drafts.save_answers(actor, draft, "files", {"items": []}, version=draft.version)
        filing.file_submission(actor, draft, version=draft.version, note=note)

    def receive(self) -> None:
        """Give the receipt number, and the case to its officer."""
        case = self.own
        number = f"{self.number:04d}/TN-{case.submissions.count()}"
        receiving.receive(self.people.by(self.clerk), case, receipt_number=number, version=case.content_version)
        assigning.assign(self.people.by(self.clerk), [case.pk], self.people.users[self.officer].pk)

    def ask_completion(self) -> None:
        """Ask the proponent for what the file lacks."""
        case = self.own
        receiving.request_completion(
            self.people.by(self.officer),
            case,
            items=["Bản vẽ tổng mặt bằng có tọa độ", "Cao độ đỉnh công trình"],
            reason="Hồ sơ chưa đủ để xem xét.",
            due_on=clock.today() + timedelta(days=20),
            version=case.content_version,
        )

    def accept(self) -> None:
        """Find the file valid; the engine screens it at once."""
        case = self.own
        day = clock.today()
        law = case.law_date or day
        items = [{"key": "title", "answer": "yes", "note": ""}]
        given = validation.Validity(complete_on=day, law_date=law, checklist=items)
        validation.accept(self.people.by(self.officer), case, given, version=case.content_version)
        self.screen()

    def screen(self) -> None:
        """Run the screening of this case that waits, as the task worker would; never a reader's own."""
        waiting = self.own.runs.filter(job__state=Job.State.QUEUED)
        for key in waiting.values_list("job", flat=True):
            run_job.call(str(key))

    # -- findings -----------------------------------------------------------------------------------------------------
    def overrule(self, finding: Finding, *, settled: bool | None) -> None:
        """Ask that a finding be taken for a hit (or for clear), and let another person settle it."""
        outcome = "clear" if finding.outcome == Finding.Outcome.HIT else "hit"
        reason = "Đã đối chiếu hồ sơ gốc; xử lý theo kết quả này (ví dụ)."
        asked = overruling.ask_override(self.people.by(self.officer), finding, outcome=outcome, reason=reason)
        if settled is not None:
            note = "Đồng ý." if settled else "Chưa đủ căn cứ."
            overruling.settle_override(self.people.by(self.reviewer), asked, is_confirmed=settled, note=note)

    def finding(self) -> Finding | None:
        """Return a finding to overrule: an unknown one, else any."""
        run = counting_run(self.own)
        rows = list(run.findings.order_by("order")) if run else []
        return next((row for row in rows if row.outcome == Finding.Outcome.UNKNOWN), rows[0] if rows else None)

    def settle_unknown(self) -> None:
        """Overrule what is unknown and nobody was asked about."""
        for finding in unconsulted_findings(self.own):
            self.overrule(finding, settled=True)

    # -- consultation ---------------------------------------------------------------------------------------------------
    def ensure_asked(self) -> None:
        """Ask the command when the screening asks nobody."""
        case = self.own
        if case.inquiries.filter(state=Inquiry.State.PROPOSED).exclude(role="notify").exists():
            return
        self.add("command", role="advice")

    def add(self, office: str, *, role: str, period: int | None = None) -> Inquiry:
        """Ask one more office."""
        new = inquiries.NewInquiry(
            role=role,
            question="Đề nghị cho ý kiến về đề xuất (ví dụ).",
            consultee=self.people.offices[office],
            period=period,
            unit="working days" if period else "",
            basis="Quy chế phối hợp minh họa, không phải quy định" if period else "",
        )
        return inquiries.add_inquiry(self.people.by(self.officer), self.own, new)

    def send(self) -> list[Inquiry]:
        """Send everything that is proposed and not about to be taken out; return what awaits an answer."""
        case = self.own
        rows = case.inquiries.filter(state=Inquiry.State.PROPOSED)
        rows = rows.exclude(removals__state=InquiryRemoval.State.ASKED).order_by("created_at", "pk")
        sent = inquiries.send_inquiries(self.people.by(self.officer), case, [row.pk for row in rows])
        return [row for row in sent if row.state == Inquiry.State.SENT]

    # -- report ---------------------------------------------------------------------------------------------------------
    def treat_opinions(self) -> None:
        """Take up what was said and asked for."""
        officer, case = self.people.by(self.officer), self.own
        for row in case.treatments.filter(treatment="").order_by("order"):
            is_hard = row.response.outcome == "objection"
            treatments.edit_treatment(
                officer, row, version=row.version, treatment="explained" if is_hard else "taken_up",
                text="Đã giải trình trong báo cáo (ví dụ)." if is_hard else "", place="Phần 3",
            )  # fmt: skip
        for number, item in enumerate(case.conditions.filter(state=DecisionCondition.State.ASKED).order_by("order")):
            is_left = number == 1 and self.number % 5 == 0
            words = conditions.NewCondition(
                text=item.text if number % 2 == 0 or is_left else f"{item.text} Thực hiện trong năm đầu.",
                trigger=item.trigger,
                legal_basis=item.legal_basis,
                evidence=item.evidence,
            )
            conditions.settle_condition(
                officer, item, version=item.version, state="not_taken_up" if is_left else "taken_up", new=words,
                explanation="Đã có trong thiết kế (ví dụ)." if is_left else "",
            )  # fmt: skip

    def write_report(self, *, refuse: bool = False) -> None:
        """Write the report and what it proposes."""
        officer, case = self.people.by(self.officer), self.own
        report.prepare(officer, case)
        section = case.report_sections.get(key="content")
        words = f"Đề xuất số {self.number} đã được lấy ý kiến đầy đủ (ví dụ, bản {section.version})."
        report.edit_section(officer, case, "content", text=words, version=section.version)
        taken = case.conditions.filter(state__in=("taken_up", "taken_up_changed")).exists()
        proposal = "refuse" if refuse else ("approve_with_conditions" if taken else "approve")
        before = getattr(self.own, "recommendation", None)
        reasons = "Cơ quan có thẩm quyền không chấp thuận (ví dụ)." if refuse else "Đủ điều kiện (ví dụ)."
        report.propose(officer, case, report.Proposed(proposal, reasons, before.version if before else 0))

    def to_review(self) -> None:
        """Send the report to review."""
        report.send_to_review(self.people.by(self.officer), self.own)

    def review(self, *, accepted: bool) -> None:
        """Say whether the report may go on."""
        note = "" if accepted else "Bổ sung phân tích độ cao (ví dụ)."
        reviewing.review(self.people.by(self.reviewer), self.own, content=self.content, is_accepted=accepted, note=note)

    @property
    def content(self) -> str:
        """Hash of the last version of the report."""
        version = last_version(self.own)
        return version.content_hash if version else ""

    def signer(self, *, last: bool = False) -> str:
        """Return who signs on the next level, or on the last."""
        levels, version = levels_of(self.own), last_version(self.own)
        level = next_level(levels, standing_approvals(version)) if version and not last else None
        return self.people.of((level or levels[-1]).office, "approver")

    def approve(self, who: str = "") -> None:
        """Approve on the next level."""
        approvals.approve(self.people.by(who or self.signer()), self.own, content=self.content)

    def send_back(self) -> None:
        """Return the report from the level whose turn it is."""
        actor = self.people.by(self.signer())
        approvals.send_back(actor, self.own, content=self.content, note="Xem lại điều kiện về độ cao (ví dụ).")

    def decide(self) -> None:
        """Decide as the report proposes."""
        case, version = self.own, last_version(self.own)
        proposal = version.content["recommendation"]["proposal"] if version else "approve"
        outcome = {"approve": "approved", "approve_with_conditions": "approved_with_conditions", "refuse": "refused"}
        made = decision.NewDecision(
            content=self.content,
            outcome=outcome[proposal],
            number=f"{self.number + 100 * case.decisions.count()}/QĐ-MH",
            dated=timezone.localtime(clock.now()).date(),
            reasons="Cơ quan có thẩm quyền không chấp thuận (ví dụ)." if proposal == "refuse" else "",
        )
        decision.decide(self.people.by(self.signer(last=True)), case, made)

    def _office_of_filer(self) -> Office:
        return self.people.offices["wave" if self.filer == "proponent" else "tea"]
