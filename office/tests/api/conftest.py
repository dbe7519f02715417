"""An office with a case in consultation, registers and maps, one password of a program for each account, and rows above them all."""

import base64
import json
from datetime import UTC, date, datetime

import pytest
import shapely
from appraisal.consultation import conftest as consultation
from appraisal.consultation.conftest import START, World
from django.test import Client

from kethop_office.accounts.models import AppPassword, ClassificationLevel, Compartment, Membership, User
from kethop_office.accounts.queries.app_passwords import hash_of
from kethop_office.api import limits
from kethop_office.appraisal.models import (
    Case,
    CaseUnit,
    DecisionCondition,
    Finding,
    MapShape,
    ProposalDraft,
    ReferenceSeries,
    ScreeningRun,
    SiteDrawing,
    Submission,
    SubmissionFile,
)
from kethop_office.common import clock
from kethop_office.common.files import store_bytes
from kethop_office.registry.models import IndustrialPark, Layer
from kethop_office.territory.models import Unit, UnitChange, UnitName

CANARY = "chim-bao-7f3a"
MORE = {"steward": "steward", "auditor": "auditor", "admin": "admin", "upper": "upper", "rule_officer": "rule_officer"}
SITE = shapely.box(105.50, 21.10, 105.52, 21.12)


class Programs:
    """The office, and a program of each account."""

    def __init__(self, world: World) -> None:
        self.world = world
        _levels()
        for name, role in MORE.items():
            user = User.objects.create(username=name.replace("_", "-"), title=f"Tài khoản {name}")
            Membership.objects.create(user=user, office=world.lead, role=role, starts=date(2026, 1, 1))
            world.users[name] = user
        self.secrets = {name: self.secret(name) for name in world.users}
        ReferenceSeries.objects.create(key="case-2026-", last=1)  # that of the world's own case
        self.case = self._shown_case()
        self.asked = world.sent(world.command)
        self.letter = self.case.letters.first()
        self.hidden = self._hidden()
        self.draft = ProposalDraft.objects.create(
            user=world.users["proponent"],
            office=world.proponent,
            answers={"kind": {"kind": "project", "lead_office": str(world.lead.pk)}, "files": {"items": []}},
            saved_at=START,
        )
        _territory()

    def secret(self, name, scope="write", ends_on=date(2027, 1, 1)):
        """Give an account a password of a program, without the factor that its page asks for."""
        secret = f"kethop_{name}_{scope}_{ends_on}"
        AppPassword.objects.create(
            user=self.world.users[name],
            name=f"{name} {scope} {ends_on}",
            scope=scope,
            secret_hash=hash_of(secret),
            made_at=START,
            ends_on=ends_on,
        )
        return secret

    def as_(self, name, language="vi"):
        """Return a client of the program of an account."""
        return Client(headers={"authorization": f"Bearer {self.secrets[name]}", "accept-language": language})

    def basic(self, name):
        """Return the header of HTTP Basic of an account."""
        pair = f"{self.world.users[name].username}:{self.secrets[name]}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def _shown_case(self):
        case, labels = self.world.case, {"compartment": self.world.case.compartment}
        west, south, east, north = SITE.bounds
        Case.objects.filter(pk=case.pk).update(
            lon=105.51, lat=21.11, west=west, south=south, east=east, north=north, area_ha=460
        )
        case.refresh_from_db()
        filed = Submission.objects.get(case=case)
        filed.site, filed.site_name = store_bytes(b"1\t2344072\t552756"), "corners.txt"
        filed.save()
        self.document = SubmissionFile.objects.create(
            submission=filed,
            blob=store_bytes(b"%PDF to trinh"),
            name="to-trinh.pdf",
            media_type="application/pdf",
            **labels,
        )
        run = ScreeningRun.objects.create(
            case=case,
            validation=case.validations.get(),
            number=1,
            state="done",
            law_date=date(2026, 11, 5),
            requested_by=self.world.users["officer"],
            requested_at=START,
            **labels,
        )
        self.finding = Finding.objects.create(
            run=run,
            case=case,
            key="height",
            order=1,
            topic="height",
            topic_vi="Độ cao",
            topic_en="Height",
            outcome="unknown",
            text_vi="Chưa đủ dữ liệu.",
            text_en="Not enough data.",
            body={"provisions": [], "rules": [], "facts": [], "notes": []},
            **labels,
        )
        SiteDrawing.objects.create(
            case=case,
            submission=filed,
            content="0" * 64,
            shape=shapely.to_wkb(SITE),
            dimension=2,
            drawn_at=START,
            **labels,
        )
        CaseUnit.objects.create(case=case, code="08851", name="Xã Tam Đa", province_code="25", **labels)
        self.condition = DecisionCondition.objects.create(
            case=case, asked_text="Trình hồ sơ.", text="Trình hồ sơ.", trigger="before_permit", **labels
        )
        self.park = _park("Khu công nghiệp mẫu", 105.6, 21.2)
        self.layer = _layer("communes")
        self.commune = _shape("communes", "08851", shapely.box(105.4, 21.0, 105.6, 21.2))
        self.far = _shape("communes", "00001", shapely.box(106.4, 20.0, 106.6, 20.2))
        return case

    def _hidden(self):
        """Rows of a higher level, and of the level of all in a compartment that none of these accounts holds."""
        compartment = Compartment.objects.create(kind="case")
        cases = [
            Case.objects.create(
                reference=f"KH-2026-0099{level}",
                kind="project",
                title=f"{CANARY} {level}",
                proponent_name=CANARY,
                lead_office=self.world.lead if level else self.world.other,
                filed_on=date(2026, 11, 3),
                created_at=START,
                level=level,
                compartment=None if level else compartment,
                lon=105.51,
                lat=21.11,
                west=105.5,
                south=21.1,
                east=105.52,
                north=21.12,
            )
            for level in (0, 20)
        ]
        _park(CANARY, 105.51, 21.11, level=20)
        _layer(CANARY, level=20)
        _shape(CANARY, CANARY, SITE, level=20)
        return cases


def _levels():
    for rank, code, vi, en in ((0, "open", "không mật", "not secret"), (20, "mat", "Mật", "Mật")):
        ClassificationLevel.objects.update_or_create(rank=rank, defaults={"code": code, "name_vi": vi, "name_en": en})


def _park(name, lon, lat, *, level=0):
    return IndustrialPark.objects.create(
        name=name,
        sort_name=name,
        name_key=name,
        folded=f" {name}",
        kind="park",
        province="25",
        communes=" 08851 ",
        lon=lon,
        lat=lat,
        area_ha=120,
        changed_at=START,
        level=level,
    )


def _layer(name, *, level=0):
    return Layer.objects.create(
        layer=name,
        origin="pack",
        label_vi=f"Lớp {name}",
        label_en=f"Layer {name}",
        sha256="a" * 64,
        features=2,
        as_of=date(2026, 1, 1),
        read_at=START,
        west=105,
        south=20,
        east=107,
        north=22,
        level=level,
    )


def _shape(layer, code, shape, *, level=0):
    west, south, east, north = shape.bounds
    data = shapely.to_wkb(shape)
    return MapShape.objects.create(
        layer=layer,
        version="a" * 64,
        code=code,
        name_vi=f"Xã {code}",
        name_en=f"Commune {code}",
        west=west,
        south=south,
        east=east,
        north=north,
        shape=data,
        coarse=data,
        level=level,
    )


def _territory():
    for model in (UnitName, UnitChange, Unit):  # a test before may have left the whole country
        model.objects.all()._raw_delete("default")
    province = Unit.objects.create(key="province:25", level="province", code="25", name="Phú Thọ", type="tỉnh")
    new = Unit.objects.create(
        key="commune:08851", level="commune", code="08851", name="Tam Đa", type="xã", parent=province
    )
    old = Unit.objects.create(
        key="commune:08850:old", level="commune", code="08850", name="Tam Đa cũ", type="xã", valid_to=date(2025, 6, 30)
    )
    UnitChange.objects.create(before=old, after=new, extent="whole")
    for unit, folded in ((new, "tam da"), (new, "xa tam da"), (old, "tam da cu")):
        UnitName.objects.create(unit=unit, folded=folded)


@pytest.fixture(autouse=True)
def _fresh_limits(settings, tmp_path):
    """No limit of another test, files of its own, and hashes that need no time."""
    settings.KETHOP_FILES = tmp_path / "files"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"}}
    limits._asked.clear()


world = consultation.world


@pytest.fixture
def programs(world, settings):
    from django.core.cache import cache  # noqa: PLC0415 - the settings of the test

    cache.clear()
    return Programs(world)


def told(answer):
    """Return what an answer says."""
    return json.loads(answer.content)


def moment(year, month, day):
    """Return a moment at noon in Hà Nội."""
    return datetime(year, month, day, 5, tzinfo=UTC)


def set_clock(monkeypatch, at):
    """Set the clock of the office."""
    monkeypatch.setattr(clock, "now", lambda: at)
