"""A case in consultation: the offices, an account for each role, and a case that was found valid."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.models import AccessGrant, Compartment, Membership, Office, User
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions import letters
from kethop_office.appraisal.actions.inquiries import NewInquiry, add_inquiry, send_inquiries
from kethop_office.appraisal.actions.replies import ReplyText, save_reply, submit_reply
from kethop_office.appraisal.actions.replying import sign_reply
from kethop_office.appraisal.models import Case, Inquiry, Submission, ValidatedSubmission
from kethop_office.common import clock
from kethop_office.common.files import store_bytes
from kethop_office.procedures import actions as procedures

START = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)  # Thursday 5 November 2026, 9:00 in Hà Nội

ACCOUNTS = {
    "clerk": ("lead", "clerk"),
    "officer": ("lead", "officer"),
    "officer2": ("lead", "officer"),
    "reviewer": ("lead", "reviewer"),
    "approver": ("lead", "approver"),
    "proponent": ("proponent", "proponent"),
    "command_officer": ("command", "consultee_officer"),
    "command_head": ("command", "consultee_head"),
    "police_officer": ("police", "consultee_officer"),
    "police_head": ("police", "consultee_head"),
    "region_head": ("region", "consultee_head"),
    "stranger": ("other", "officer"),
}


class World:
    """Offices, accounts and one case; `day` moves the clock."""

    def __init__(self, set_now):
        self._set_now = set_now
        self.now = START
        self.region = self._office("Bộ Tư lệnh Quân khu mẫu", "military")
        self.lead = self._office("Sở Tài chính mẫu", "authority")
        self.command = self._office("Bộ Chỉ huy quân sự tỉnh mẫu", "military", parent=self.region)
        self.police = self._office("Công an tỉnh mẫu", "police")
        self.other = self._office("Sở khác", "authority")
        self.proponent = self._office("Công ty mẫu", "proponent")
        self.users = {name: self._user(name, *place) for name, place in ACCOUNTS.items()}
        self.case = self._case()

    def _office(self, name, kind, parent=None):
        return Office.objects.create(
            kind=kind, name_vi=name, name_en=f"{name} (en)", short_vi=name, short_en=name, parent=parent
        )

    def _user(self, name, office, role):
        user = User.objects.create(username=name.replace("_", "-"), title=f"Tài khoản {name}")
        Membership.objects.create(user=user, office=getattr(self, office), role=role, starts=date(2026, 1, 1))
        return user

    def _case(self):
        compartment = Compartment.objects.create(kind="case")
        for office in (self.lead, self.proponent):
            AccessGrant.objects.create(
                compartment=compartment,
                office=office,
                mode="write",
                starts=START - timedelta(days=1),
                ends=START + timedelta(days=3650),
                event="case.filed",
            )
        run = procedures.start(
            "project_appraisal",
            actor=self.by("clerk"),
            offices={
                **dict.fromkeys(["clerk", "officer", "reviewer", "approver"], self.lead.pk),
                "proponent": self.proponent.pk,
            },
            level=0,
            compartment=compartment,
        )
        case = Case.objects.create(
            reference="KH-2026-00001",
            kind="project",
            title="Khu công nghiệp mẫu",
            proponent_name="Công ty mẫu",
            proponent=self.proponent,
            lead_office=self.lead,
            officer=self.users["officer"],
            procedure=run,
            stage="screening",
            filed_on=date(2026, 11, 3),
            created_at=START,
            compartment=compartment,
        )
        labels = {"compartment": compartment}
        blob = store_bytes(b"proposal")
        filed = Submission.objects.create(
            case=case, number=1, proposal=blob, filed_by=self.users["proponent"], filed_at=START, **labels
        )
        ValidatedSubmission.objects.create(
            case=case,
            submission=filed,
            number=1,
            proposal=blob,
            complete_on=date(2026, 11, 5),
            law_date=date(2026, 11, 5),
            frozen_by=self.users["officer"],
            frozen_at=START,
            **labels,
        )
        procedures.finish(run, "receive", actor=self.by("clerk"))
        procedures.finish(run, "validate", actor=self.by("officer"), outcome="valid")
        procedures.finish(run, "screen", actor=self.by("officer"))
        case.refresh_from_db()
        return case

    def by(self, name):
        return actor_of(self.users[name])

    def day(self, year, month, day, hour=2):
        self.now = datetime(year, month, day, hour, tzinfo=UTC)
        self._set_now(self.now)

    def forward(self, **by):
        self.now += timedelta(**by)
        self._set_now(self.now)

    def proposed(self, office=None, role="advice", **more):
        """An inquiry as a run proposes it."""
        values = {
            "case": self.case,
            "body_vi": office.name_vi if office else "Cơ quan không có tài khoản",
            "body_en": office.name_en if office else "A body without an account",
            "consultee": office,
            "role": role,
            "origin": "screening",
            "question": "Cho ý kiến về dự án.",
            "period": 15,
            "unit": "working days",
            "period_state": "stated",
            "silence": "nothing",
            "created_at": self.now,
            "compartment": self.case.compartment,
        }
        return Inquiry.objects.create(**{**values, **more})

    def added(self, office, role="advice", **more):
        return add_inquiry(
            self.by("officer"), self.case, NewInquiry(role=role, question="Hỏi.", consultee=office, **more)
        )

    def sent(self, office=None, role="advice", **more):
        inquiry = self.proposed(office, role, **more)
        return send_inquiries(self.by("officer"), self.case, [inquiry.pk])[0]

    def answered(self, inquiry, outcome="no_objection", text="Thống nhất.", who="command", **more):
        version = 0
        reply = ReplyText(outcome=outcome, text=text, **more)
        draft = save_reply(self.by(f"{who}_officer"), inquiry, version=version, reply=reply)
        draft = submit_reply(self.by(f"{who}_officer"), draft, version=draft.version)
        return sign_reply(self.by(f"{who}_head"), draft, version=draft.version)

    def client(self, name):
        client = Client()
        client.force_login(self.users[name])
        session = client.session
        sessions.begin(session)
        session.save()
        return client


@pytest.fixture
def world(db, monkeypatch):
    state = {"now": START}
    monkeypatch.setattr(clock, "now", lambda: state["now"])
    monkeypatch.setattr(letters, "_set", lambda *_: None)  # the papers of a letter have their own tests
    procedures.take_in_folder("vn")
    return World(lambda moment: state.update(now=moment))
