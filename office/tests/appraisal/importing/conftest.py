"""A lead office that begins with the system, an office that it asks, and tables of its running cases."""

import io
from datetime import UTC, date, datetime
from functools import cache

import pytest
import xlsxwriter
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Job, Membership, Office, Role, User
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.appraisal.actions.case_import import begin_import, choose_columns, order_import
from kethop_office.appraisal.models import CaseImport
from kethop_office.common import clock
from kethop_office.procedures.actions import take_in_folder
from kethop_office.territory.queries import load_gazetteer

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HEADS = ["Số hồ sơ", "Tên dự án", "Chủ đầu tư", "Loại", "Tỉnh", "Xã", "Ngày nhận", "Ngày áp dụng pháp luật", "Bước"]
HEADS += ["Chuyên viên", "Hạn giải quyết", "Ghi chú"]
ASKED_HEADS = ["Số hồ sơ", "Cơ quan được lấy ý kiến", "Vai trò", "Ngày gửi", "Hạn trả lời", "Ngày trả lời", "Kết quả"]
ASKED_HEADS += ["Nội dung"]
PLACE = ("Bắc Ninh", "Xã Tam Đa")


def case_row(number, step, *, title="Khu công nghiệp ví dụ", received="2026-10-01", law="2026-10-05", **more):
    given = {"officer": "", "due": "2026-12-15", "remarks": "", "kind": "Dự án", "place": PLACE} | more
    words = [number, f"{title} {number}", "Công ty ví dụ", given["kind"], *given["place"], received, law, step]
    return [*words, given["officer"], given["due"], given["remarks"]]


CASES = [
    case_row("01/HS", "chờ tiếp nhận", law=""),
    case_row("02/HS", "kiểm tra tính hợp lệ", law=""),
    case_row("03/HS", "chờ bổ sung", law="", remarks="Bản vẽ vị trí"),
    case_row("04/HS", "đang sàng lọc"),
    case_row("05/HS", "chuẩn bị lấy ý kiến", officer="Tài khoản officer.1"),
    case_row("06/HS", "đang lấy ý kiến"),
    case_row("07/HS", "lập báo cáo"),
]
ASKED = [
    ["06/HS", "Bộ Chỉ huy mẫu", "chấp thuận", "2026-10-10", "2026-11-30", "", "", ""],
    [
        "06/HS",
        "Sở Xây dựng trên giấy",
        "ý kiến",
        "2026-10-10",
        "2026-10-30",
        "2026-11-02",
        "thống nhất",
        "Đồng ý vị trí.",
    ],
    [
        "07/HS",
        "Sở Xây dựng trên giấy",
        "ý kiến",
        "2026-10-12",
        "",
        "2026-10-20",
        "không thống nhất",
        "Trùng quy hoạch.",
    ],
]


def workbook(cases=CASES, asked=ASKED, more=(), formula=False) -> bytes:
    """Return a workbook; ``more`` are heads of columns beside the usual, ``formula`` puts one without a value into the first of them."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        for name, heads, rows in (("Hồ sơ", [*HEADS, *more], cases), ("Lấy ý kiến", ASKED_HEADS, asked)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([heads, *rows]):
                sheet.write_row(number, 0, row)
            if formula and rows is cases:
                sheet.write_formula(1, len(HEADS), "=A1&B1", None, "")
    return buffer.getvalue()


class Desk:
    """The offices and accounts, and short ways to bring a table in."""

    heads, cases, asked = HEADS, CASES, ASKED

    def __init__(self):
        self.lead = self.office("Sở Tài chính mẫu", "authority")
        self.other = self.office("Ban quản lý mẫu", "authority")
        self.command = self.office("Bộ Chỉ huy mẫu", "military")
        self.users = {}
        for name, office, role in (
            ("officer.1", self.lead, Role.OFFICER),
            ("clerk.1", self.lead, Role.CLERK),
            ("reviewer.1", self.lead, Role.REVIEWER),
            ("officer.2", self.other, Role.OFFICER),
            ("soldier.1", self.command, Role.CONSULTEE_OFFICER),
            ("head.1", self.command, Role.CONSULTEE_HEAD),
        ):
            user = self.users[name] = User.objects.create_user(name, title=f"Tài khoản {name}")
            Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))

    @staticmethod
    def office(name, kind):
        return Office.objects.create(kind=kind, name_vi=name, name_en=f"{name} (en)", short_vi=name, short_en=name)

    def actor(self, name="officer.1"):
        return actor_of(self.users[name])

    def client(self, name="officer.1"):
        client = Client()
        client.force_login(self.users[name])
        session = client.session
        sessions.begin(session)
        session.save()
        return client

    def checked(self, data=None, name="ho-so.xlsx", *, who="officer.1", **said) -> CaseImport:
        actor = self.actor(who)
        office = self.other if who == "officer.2" else self.lead
        run, job = begin_import(actor, data or workbook(), name, office=office.pk)
        done(job)
        run.refresh_from_db()
        done(choose_columns(actor, run, run.mapping, run.asked_mapping, **{"day_order": "", **said}))
        run.refresh_from_db()
        return run

    def taken(self, data=None, name="ho-so.xlsx", *, policy="keep", who="officer.1", **said) -> CaseImport:
        run = self.checked(data, name, who=who, **said)
        done(order_import(self.actor(who), run, policy=policy))
        run.refresh_from_db()
        assert run.state == CaseImport.State.TAKEN
        return run


def done(job):
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (job.error_code, job.error_fields)


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, monkeypatch):
    settings.KETHOP_FILES = tmp_path / "files"
    settings.KETHOP_LAYERS = tmp_path / "layers"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(clock, "now", lambda: NOON)


known_units = cache(load_gazetteer)
"""The units of the country do not change between tests, and reading them takes longer than most of these."""


@pytest.fixture
def desk(units, db, monkeypatch):
    monkeypatch.setattr("kethop_office.appraisal.queries.case_imports.load_gazetteer", known_units)
    take_in_folder("vn")
    return Desk()


@pytest.fixture
def book():
    return workbook


@pytest.fixture
def row():
    return case_row
