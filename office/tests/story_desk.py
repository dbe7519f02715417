"""Offices, accounts and a clock for stories that are told in a real browser."""

import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from browser import context_of
from django.conf import settings
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Membership, Office, User
from kethop_office.appraisal.models import ApprovalLevel
from kethop_office.territory.models import Unit, UnitName

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday 23 November 2026, 9:00 in Hà Nội
CORNERS = (
    "1\t2344072,76\t552756,73\n2\t2344130,14\t553379,54\n3\t2343632,11\t553433,08\n"
    "4\t2343500,00\t553100,00\n5\t2343600,00\t552700,00\n"
)
HELD = {
    "clerk": ("lead", "clerk"),
    "officer": ("lead", "officer"),
    "reviewer": ("lead", "reviewer"),
    "approver1": ("lead", "approver"),
    "approver2": ("upper", "approver"),
    "upper_clerk": ("upper", "clerk"),
    "proponent": ("proponent", "proponent"),
    "command": ("command", "consultee_officer"),
    "command_head": ("command", "consultee_head"),
    "region": ("region", "consultee_officer"),
    "region_head": ("region", "consultee_head"),
    "police": ("police", "consultee_officer"),
    "police_head": ("police", "consultee_head"),
    "works": ("works", "consultee_officer"),
    "works_head": ("works", "consultee_head"),
    "admin": ("lead", "admin"),
}
TITLES = {
    "clerk": "Văn thư",
    "officer": "Chuyên viên thụ lý",
    "reviewer": "Người thẩm tra",
    "approver1": "Giám đốc Sở",
    "approver2": "Phó Chủ tịch Ủy ban",
    "upper_clerk": "Văn thư Ủy ban",
    "proponent": "Đại diện bên đề xuất",
    "command": "Trợ lý tác chiến",
    "command_head": "Chỉ huy trưởng",
    "admin": "Quản trị viên",
}


class StoryDesk:
    """One province with its offices; every account stands for a function, none for a person."""

    def __init__(self, set_now):
        self._set_now = set_now
        self.now = START
        _territory()
        self.upper = _office("Ủy ban nhân dân tỉnh Bắc Ninh (ví dụ)", "Bac Ninh People's Committee (example)")
        self.lead = _office(
            "Sở Tài chính tỉnh Bắc Ninh (ví dụ)", "Bac Ninh Department of Finance (example)", parent=self.upper
        )
        self.region = _office(
            "Bộ Tư lệnh Quân khu (ví dụ)", "Military Region Command (example)", "military", province=""
        )
        self.command = _office(
            "Bộ Chỉ huy quân sự tỉnh Bắc Ninh (ví dụ)",
            "Bac Ninh Military Command (example)",
            "military",
            parent=self.region,
            body="provincial_military_command",
        )
        self.police = _office(
            "Công an tỉnh Bắc Ninh (ví dụ)", "Bac Ninh Police (example)", "police", body="provincial_police"
        )
        self.works = _office("Sở Xây dựng tỉnh Bắc Ninh (ví dụ)", "Bac Ninh Department of Construction (example)")
        self.proponent = _office("Công ty Minh Họa", "Illustration Company", "proponent", province="")
        self.users = {name: self._user(name, *held) for name, held in HELD.items()}
        for rank, office in enumerate((self.lead, self.upper), start=1):
            ApprovalLevel.objects.create(
                lead_office=self.lead, rank=rank, office=office, title_vi=f"Cấp {rank}", title_en=f"Level {rank}"
            )

    def _user(self, name, office, role):
        user = User.objects.create_user(
            username=name.replace("_", "-"), title=TITLES.get(name, name), password=f"{name} enters by its own session"
        )
        Membership.objects.create(user=user, office=getattr(self, office), role=role, starts=date(2026, 1, 1))
        return user

    def forward(self, **by):
        """Move the clock."""
        self.now += timedelta(**by)
        self._set_now(self.now)

    def cookies(self, name, url):
        """Return the cookies of a new session of an account."""
        client = Client()
        client.force_login(self.users[name])
        session = client.session
        sessions.begin(session)
        session.save()
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        return [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}]

    @contextmanager
    def at_desk(self, browser, url, name, language="vi", width=1400):
        """Open a browser as an account, and close it again."""
        user = self.users[name]
        user.language = language
        user.save()
        context = context_of(browser, language, width)
        context.add_cookies(self.cookies(name, url))
        page = context.new_page()
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        try:
            yield page
        finally:
            page.goto("about:blank")
            context.close()
        unexpected = [text for text in complaints if not re.search(r"status of 4|WebGL", text)]
        assert not unexpected, (name, unexpected)


def _office(name, english, kind="authority", *, parent=None, province="24", body=""):
    return Office.objects.create(
        kind=kind,
        name_vi=name,
        name_en=english,
        short_vi=name[:60],
        short_en=english[:60],
        parent=parent,
        province=province,
        body=body,
        symbol="VD",
        seat_vi="Bắc Ninh",
    )


def _territory():
    province = Unit.objects.create(key="province:24", level="province", code="24", name="Bắc Ninh", type="tỉnh")
    commune = Unit.objects.create(
        key="commune:09208", level="commune", code="09208", name="Tam Đa", type="xã", parent=province
    )
    for folded in ("tam da", "xa tam da"):
        UnitName.objects.create(unit=commune, folded=folded)
