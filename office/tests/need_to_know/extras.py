"""Records of the kinds that the story leaves out, so that a hidden twin of every kind exists."""

from datetime import date

import shapely
from django.db.models import Max
from need_to_know.situations import Situations

from kethop_office.accounts.models import AppPassword, Draft, Job
from kethop_office.appraisal.models import (
    CaseDecision,
    CaseLink,
    CompletionRequest,
    Extension,
    MapShape,
    ResponseFile,
    SavedView,
    SubmissionFile,
)
from kethop_office.audit.models import SignedHead
from kethop_office.common.files import store_bytes
from kethop_office.common.models import CalendarDay
from kethop_office.registry.models import Layer, ParkMerge

__all__ = ["Extras"]

BOX = shapely.box(105.4, 21.0, 105.6, 21.2)
DAY = date(2026, 12, 1)


class Extras:
    """One record of each."""

    collections = ("cases", "parks", "layer-communes")
    tiles = ((202, 112), (203, 112))
    """Of zoom 8; the first holds the shape."""

    def __init__(self, desk, world) -> None:
        self._desk, self._world = desk, world
        self._own()
        self._of_a_case()
        self._maps()
        self.situations = Situations(desk, world)

    @property
    def questions(self) -> dict[str, tuple[str, ...]]:
        """What may be asked for behind an address."""
        case = self._world.asked
        unit, inquiry = case.units.first(), case.inquiries.exclude(consultee=None).first()
        return {
            "appraisal:case_list": (f"?place={unit.province_code}", f"?body={inquiry.body}"),
            "appraisal:identify_site": ("?lon=105.5&lat=21.1",),
            "registry:parks": ("?doubts=1",),
        }

    @property
    def head_size(self) -> int:
        """The newest signed head."""
        return SignedHead.objects.aggregate(size=Max("size"))["size"] or 1

    def _own(self) -> None:
        officer, now = self._desk.users["officer"], self._desk.now
        path = f"/case/{self._world.asked.reference}/findings"
        officer.feed_key = "feed-of-the-officer"
        officer.save(update_fields=["feed_key"])
        self.typed = Draft.objects.create(
            user=officer, form="page", object_key=path, path=path, data={"reason": "Đang viết dở."}, saved_at=now
        )
        self.app_password = AppPassword.objects.create(
            user=officer, name="QGIS", scope="read", secret_hash="0" * 64, made_at=now, ends_on=date(2027, 1, 1)
        )
        self.export = Job.objects.create(
            user=officer,
            kind="appraisal.case_list",
            fingerprint="1" * 64,
            state=Job.State.DONE,
            stage="done",
            file=store_bytes(b"made for the officer"),
            file_name="danh sach.xlsx",
            result={"path": "/case/"},
            created_at=now,
            ended_at=now,
        )
        self.view = SavedView.objects.create(name="Việc của tôi", user=officer, filters={"q": "khu"})
        self.day = CalendarDay.objects.create(day=date(2027, 2, 1), is_working=False, reason_vi="Nghỉ bù")

    def _of_a_case(self) -> None:
        desk, world = self._desk, self._world
        officer, case, now = desk.users["officer"], world.asked, desk.now
        labels = {"compartment": case.compartment}
        filed = case.submissions.get(number=1)
        self.document = SubmissionFile.objects.create(
            submission=filed,
            blob=store_bytes(b"to trinh"),
            name="to trinh.pdf",
            media_type="application/pdf",
            **labels,
        )
        ResponseFile.objects.create(
            response=world.answered.responses.latest("number"),
            blob=store_bytes(b"phu luc"),
            name="phu luc.pdf",
            media_type="application/pdf",
            **labels,
        )
        CompletionRequest.objects.create(
            case=case,
            submission=filed,
            items=["Bản đồ vị trí"],
            reason="Thiếu bản đồ",
            sent_by=officer,
            sent_at=now,
            **labels,
        )
        self.link = CaseLink.objects.create(
            case=case, other=world.reported, relation="same_site", reason="Cùng khu đất", compartment=case.compartment
        )
        Extension.objects.create(
            case=case,
            days=5,
            cap=10,
            basis="Quy định ví dụ",
            reason="Phức tạp",
            granted_by=officer,
            granted_at=now,
            **labels,
        )
        reported = world.reported
        CaseDecision.objects.create(
            case=reported,
            report=reported.report_versions.latest("number"),
            outcome="approve",
            number="12/QĐ",
            dated=now.date(),
            content_hash="2" * 64,
            signed_by=desk.users["approver2"],
            at=now,
            reopened_at=now,
            reopened_reason="Sai số quyết định",
            compartment=reported.compartment,
        )

    def _maps(self) -> None:
        parks = [row.park for row in self._world.import_run.rows.exclude(park=None).order_by("number")]
        officer, now = self._desk.users["officer"], self._desk.now
        self.merge = ParkMerge.objects.create(
            kept=parks[0], dropped=parks[1], reason="Trùng tên", proposed_by=officer, proposed_at=now
        )
        self.layer = Layer.objects.create(
            layer="communes",
            origin="node",
            kind="communes",
            label_vi="Xã, phường",
            label_en="Communes",
            source="Ví dụ",
            sha256="a" * 64,
            features=1,
            as_of=DAY,
            read_at=now,
            west=105.4,
            south=21.0,
            east=105.6,
            north=21.2,
        )
        west, south, east, north = BOX.bounds
        shape = shapely.to_wkb(BOX)
        self.shape = MapShape.objects.create(
            layer="communes",
            version="a" * 64,
            code="08851",
            name_vi="Xã Tam Đa",
            name_en="Tam Da",
            west=west,
            south=south,
            east=east,
            north=north,
            shape=shape,
            coarse=shape,
        )
