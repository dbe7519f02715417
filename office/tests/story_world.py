"""An office with something on every page: rows of each kind, made by the office's own actions where they are quick."""

import csv
import io
from datetime import date
from uuid import uuid4

import xlsxwriter
from django.test import Client
from story_compared import Compared
from story_desk import CORNERS

from kethop_office.accounts.models import Clearance, Delegation, Job, LabelChange, Membership, Notice, User
from kethop_office.accounts.models.labels import AccessGrant
from kethop_office.accounts.notices import tell
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions import drafts, filing, receiving, report, validation
from kethop_office.appraisal.actions import review as reviewing
from kethop_office.appraisal.actions.approvals import approve
from kethop_office.appraisal.actions.assigning import assign
from kethop_office.appraisal.actions.case_import import begin_import, choose_columns, order_import
from kethop_office.appraisal.actions.closing import withdraw
from kethop_office.appraisal.actions.destroying import ask_destruction
from kethop_office.appraisal.actions.extensions import set_local_period
from kethop_office.appraisal.actions.inquiries import send_inquiries
from kethop_office.appraisal.actions.library import ModelText, add_model
from kethop_office.appraisal.actions.overruling import ask_override
from kethop_office.appraisal.actions.removals import ask_removal, settle_removal
from kethop_office.appraisal.actions.replies import ReplyText, save_reply, submit_reply
from kethop_office.appraisal.actions.replying import sign_reply
from kethop_office.appraisal.actions.retention import set_retention_period
from kethop_office.appraisal.models import CaseArchive, DecisionCondition, Destruction, Inquiry, OpinionTreatment
from kethop_office.registry.actions.layers import keep_layers
from kethop_office.registry.models import ImportRun, Layer, ParkDoubt

FACTS = {
    "approval_authority": "provincial_chairman",
    "related_to_defence": False,
    "project_type": "industrial_park",
    "sector": "investment",
    "asks_for_land": True,
    "foreign_investor": False,
    "public_investment": False,
    "defence_land": False,
}
CONDITION = {"model": None, "text": "Trình hồ sơ độ cao trước khi cấp phép.", "trigger": "before_permit"}
HEADS = ["TT", "Tên KCN", "Loại", "Tỉnh", "Xã", "Diện tích (ha)", "Tỷ lệ lấp đầy"]
PARKS = [
    [1, "KCN Ví dụ Một", "KCN", "Bắc Ninh", "Xã Tam Đa", "1.234,5", 65],
    [2, "KCN Ví dụ Hai", "KCN", "Bắc Ninh", None, "1.234", 2021],
    [3, None, "KCN", "Bắc Ninh", None, "12", None],
]
RUNNING_HEADS = ["Số hồ sơ", "Tên dự án", "Chủ đầu tư", "Loại", "Tỉnh", "Xã", "Ngày nhận", "Bước", "Ghi chú"]
RUNNING_HEADS += ["Ranh giới", "Hệ tọa độ"]
_RUNNING = ("Công ty Minh Họa", "Dự án", "Bắc Ninh", "Xã Tam Đa")
RUNNING = [
    ["88/HS", "Cụm công nghiệp ví dụ", *_RUNNING, "2026-10-01", "đã tiếp nhận", "Tủ 2", CORNERS, "EPSG:9209"],
    ["89/HS", "Kho ví dụ", *_RUNNING, "2026-10-02", "bước lạ", "Tủ 3", CORNERS, "VN-2000, 107°00′, múi 3°"],
    ["90/HS", "Bến bãi ví dụ", *_RUNNING, "2026-10-02", "đã tiếp nhận", "", CORNERS, ""],
]


class World:
    """Rows to show."""

    def __init__(self, desk):
        self.desk = desk
        period = {"days": 25, "unit": "working days", "document": "Quy định ví dụ", "starts": date(2026, 11, 1)}
        set_local_period(self.by("approver1"), desk.lead, case_kind="project", **period)
        self.draft = self._draft()
        self.new = self._filed()
        self._release(self.new)
        self.asked = self._valid(self._filed())
        self._consult()
        self.reported = self._valid(self._filed())
        self._report()
        self._end()
        self._people()
        self._parks()
        self._running()
        keep_layers(None)
        self.layer = Layer.objects.first()
        compared = Compared(self)
        self.layer_draft, self.preview, self.comparison = compared.draft, compared.preview, compared.comparison
        self.previewed, self.rescreened, self.rescreened_park = compared.previewed, compared.case, compared.park

    def _release(self, case):
        LabelChange.objects.create(
            compartment=case.compartment,
            from_level=10,
            to_level=0,
            reason="Nội dung đã công bố",
            text_sha256="5e" * 32,
            records=12,
            asked_by=self.desk.users["officer"],
            asked_at=self.desk.now,
        )

    def _end(self):
        """Let the time of one case be over and its destruction be asked for; another one stands in the register."""
        day = date(2006, 3, 1)
        rests_on = {"document": "Quyết định ví dụ số 3", "starts": date(2026, 1, 5)}
        set_retention_period(self.by("admin"), case_kind="project", years=20, **rests_on)
        self.ended = case = self._filed()
        withdraw(self.by("officer"), case, reason="Thôi đầu tư", version=case.content_version)
        type(case).objects.filter(pk=case.pk).update(closed_on=day)
        case.refresh_from_db()
        label = {"level": case.level, "compartment": case.compartment}
        archive = CaseArchive.objects.create(
            case=case,
            sha256="a5" * 32,
            size=12_345,
            files=9,
            content_version=case.content_version,
            made_by=self.desk.users["officer"],
            made_at=self.desk.now,
            **label,
        )
        wish = {"deposited": "Kho ví dụ, hộp 1", "reason": "Hết thời hạn", "is_undisputed": True}
        asked = ask_destruction(self.by("officer"), case, archive_sha256=archive.sha256, **wish)
        asked.pk, asked.case_key, asked.reference = uuid4(), uuid4(), "KH-2006-00001"
        asked.state, asked.rows = Destruction.State.DONE, 321
        asked.settled_by, asked.settled_at = self.desk.users["approver1"], self.desk.now
        asked.save(force_insert=True)

    def by(self, name):
        """Return an account as the one who acts."""
        return actor_of(self.desk.users[name])

    def _draft(self):
        details = {
            "title": "Khu công nghiệp ví dụ",
            "title_en": "Example industrial park",
            "proponent": "Công ty Minh Họa",
        }
        answers = {
            "kind": {"kind": "project", "lead_office": str(self.desk.lead.pk)},
            "details": {**details, "communes": ["09208"], "facts": dict(FACTS)},
            "site": {"way": "table", "crs": "EPSG:9209", "column_order": "x-north", "area_ha": "37.2"},
            "heights": {"height": "20"},
            "files": {"items": []},
        }
        draft = drafts.start_draft(self.by("proponent"), office=self.desk.proponent, answers=answers)
        return drafts.attach_site(self.by("proponent"), draft, CORNERS.encode(), name="-", version=draft.version)

    def _filed(self):
        draft = self._draft()
        case = filing.file_submission(self.by("proponent"), draft, version=draft.version).case
        receiving.receive(self.by("clerk"), case, receipt_number="812", version=case.content_version)
        assign(self.by("officer"), [case.pk], self.desk.users["officer"].pk)
        case.refresh_from_db()
        return case

    def _valid(self, case):
        day = self.desk.now.date()
        checks = [{"key": "identity", "answer": "yes", "note": ""}]
        fields = validation.Validity(complete_on=day, law_date=day, checklist=checks)
        validation.accept(self.by("officer"), case, fields, version=case.content_version)
        case.refresh_from_db()
        return case

    def _consult(self):
        case, desk = self.asked, self.desk
        self.proposed = case.inquiries.filter(consultee=None).first()
        rows = list(case.inquiries.filter(consultee=desk.command, role="advice").order_by("pk")[:3])
        rows += list(case.inquiries.filter(consultee=desk.police, role="advice").order_by("pk")[:1])
        self.to_sign, self.answered, self.unanswered, self.paused = rows
        send_inquiries(self.by("officer"), case, [row.pk for row in rows])
        self.unanswered.refresh_from_db()
        self._reply(self.to_sign, "command", "no_objection", is_signed=False)
        self._reply(self.answered, "command", "no_objection_with_conditions", conditions=[CONDITION])
        reply = ReplyText(outcome="no_objection", text="Nội dung trả lời.")
        save_reply(self.by("command"), self.unanswered, version=0, reply=reply)
        self._reply(self.paused, "police", "further_information", asked_items=["Thuyết minh phòng cháy"])
        other = case.inquiries.filter(state=Inquiry.State.PROPOSED).exclude(pk=self.proposed.pk).first()
        self.removal = ask_removal(self.by("officer"), other, reason="Ngoài phạm vi ví dụ.")
        run = case.runs.get()
        unknown = run.findings.filter(outcome="unknown").order_by("order")
        self.finding = unknown[0]
        self.override = ask_override(self.by("officer"), unknown[1], outcome="clear", reason="Đã kiểm tra tại chỗ.")
        self.opinion = OpinionTreatment.objects.filter(case=case).first()
        self.condition = DecisionCondition.objects.filter(case=case).first()
        text = ModelText(title="Hồ sơ độ cao", text_vi="Trình hồ sơ độ cao.", trigger="before_permit")
        self.model = add_model(self.by("command"), desk.command, "DC-1", text)

    def _reply(self, inquiry, who, outcome, *, is_signed=True, **more):
        inquiry.refresh_from_db()
        reply = ReplyText(outcome=outcome, text="Nội dung trả lời.", **more)
        draft = save_reply(self.by(who), inquiry, version=0, reply=reply)
        draft = submit_reply(self.by(who), draft, version=draft.version)
        if is_signed:
            sign_reply(self.by(f"{who}_head"), draft, version=draft.version)

    def _report(self):
        case, officer = self.reported, self.by("officer")
        asked = case.inquiries.filter(consultee=self.desk.command, role="advice").first()
        send_inquiries(officer, case, [asked.pk])
        self._reply(asked, "command", "no_comment")
        for inquiry in case.inquiries.filter(state=Inquiry.State.PROPOSED):
            removal = ask_removal(officer, inquiry, reason="Ngoài phạm vi ví dụ.")
            settle_removal(self.by("reviewer"), removal, confirm=True, note="")
        report.prepare(officer, case)
        report.propose(officer, case, report.Proposed("approve", "Đủ điều kiện.", 0))
        made = self._send()
        approve(self.by("approver1"), case, content=made.content_hash)
        section = case.report_sections.get(key="content")
        report.edit_section(officer, case, "content", text="Sửa lại.", version=section.version)
        self._send()

    def write_again(self):
        """Change the report once more, so that it waits for its review."""
        section = self.reported.report_sections.get(key="content")
        report.edit_section(self.by("officer"), self.reported, "content", text="Sửa nữa.", version=section.version)
        report.send_to_review(self.by("officer"), self.reported)

    def _send(self):
        made = report.send_to_review(self.by("officer"), self.reported)
        reviewing.review(self.by("reviewer"), self.reported, content=made.content_hash, is_accepted=True)
        self.reported.refresh_from_db()
        return made

    def _people(self):
        desk, day = self.desk, date(2026, 1, 1)
        officer = desk.users["officer"]
        Membership.objects.create(user=desk.users["officer"], office=desk.lead, role="steward", starts=day)
        Membership.objects.create(user=desk.users["officer"], office=desk.lead, role="rule_officer", starts=day)
        self.clearance = Clearance.objects.create(
            user=officer, rank=0, starts=day, ends=date(2027, 1, 1), decision="QĐ ví dụ"
        )
        self.delegation = Delegation.objects.create(
            giver=desk.users["approver1"],
            holder=officer,
            office=desk.lead,
            capacity="KT.",
            starts=day,
            ends=date(2026, 12, 31),
            document="QĐ ví dụ",
        )
        self.other = User.objects.create_user(username="nguoi-khac", title="Tài khoản khác")
        self.membership = Membership.objects.create(user=self.other, office=desk.lead, role="officer", starts=day)
        self.grant = AccessGrant.objects.first()
        tell(officer, "response.received", reference=self.asked.reference, path=f"/case/{self.asked.reference}/")
        self.notice = Notice.objects.filter(user=officer).first()
        self.job = Job.objects.filter(user=officer).first()

    def _parks(self):
        from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

        client = Client()
        client.cookies["sessionid"] = ""
        for cookie in self.desk.cookies("officer", "http://testserver"):
            client.cookies[cookie["name"]] = cookie["value"]
        file = SimpleUploadedFile("danh-muc.xlsx", _workbook())
        client.post("/registry/import/new/", {"file": file, "level": "0", "source": "Sở Ví dụ"})
        self.import_run = run = ImportRun.objects.get()
        client.post(
            f"/registry/import/{run.pk}/columns/", {f"column-{number}": name for number, name in run.mapping.items()}
        )
        client.post(f"/registry/import/{run.pk}/", {"policy": "keep"})
        self.park = run.rows.exclude(park=None).order_by("number")[1].park
        self.doubt = ParkDoubt.objects.filter(park__isnull=False, is_note=False).first()
        self.waiting = run.rows.filter(state="waiting").first()

    def _running(self):
        """Bring in a table of running cases: two come in, one of them without its site; one waits."""
        officer = self.by("officer")
        text = io.StringIO()
        csv.writer(text).writerows([RUNNING_HEADS, *RUNNING])
        data = text.getvalue().encode()
        self.case_import, _job = begin_import(officer, data, "so-theo-doi.csv", office=self.desk.lead.pk)
        self.case_import.refresh_from_db()
        choose_columns(officer, self.case_import, self.case_import.mapping, {}, day_order="")
        order_import(officer, self.case_import, policy="keep")
        self.case_import.refresh_from_db()
        self.waiting_case = self.case_import.rows.get(state="waiting")


def _workbook():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Danh mục")
        for number, row in enumerate([HEADS, *PARKS]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()
