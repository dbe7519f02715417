"""What a new version of a layer would change, and what one has changed: rows as the worker leaves them."""

from kethop_office.appraisal.models import ParkScreening, RescreenedCase, RescreenedPark, Rescreening
from kethop_office.common.files import store_bytes
from kethop_office.registry.models import LayerDraft

__all__ = ["Compared"]

TOPIC = {"vi": "Công trình ví dụ", "en": "Example works"}
ROLE = {"ask_by": None, "is_certain": True}
CHANGES = [
    {
        "kind": "finding",
        "label": TOPIC,
        "before": {"outcome": "unknown", "text": {"vi": "Chưa rõ (ví dụ).", "en": "Not known (example)."}},
        "now": {
            "outcome": "hit",
            "text": {"vi": "Khu đất gặp một vùng (ví dụ).", "en": "The site meets a zone (example)."},
        },
    },
    {
        "kind": "inquiry",
        "label": {"vi": "Cơ quan ví dụ", "en": "Example body"},
        "before": None,
        "now": {"role": "concurrence", "last_day": "2026-12-14", **ROLE},
    },
]


class Compared:
    """A version that waits with its preview, and the comparison after another one."""

    def __init__(self, world) -> None:
        self._world, desk = world, world.desk
        officer, now = desk.users["officer"], desk.now
        self.draft = LayerDraft.objects.create(
            layer="own_zones",
            kind="zone",
            label_vi="Vùng ví dụ",
            label_en="Example zones",
            source="Ví dụ",
            sidecar=store_bytes(b"id: own_zones"),
            file=store_bytes(b"PAR1 example"),
            sha256="d" * 64,
            features=3,
            as_of=now.date(),
            made_by=officer,
            made_at=now,
        )
        about = {"subject": "layer", "layer": "own_zones", "ordered_by": officer, "ordered_at": now}
        done = {"state": "done", "listed_at": now, "ended_at": now, "pack_version": "1.0.0"}
        self.preview = Rescreening.objects.create(phase="before", draft=self.draft, **about, **done)
        self.comparison = Rescreening.objects.create(phase="after", version=world.layer, **about, **done)
        self.previewed = self._case(self.preview, is_after=False)
        self.case = self._case(self.comparison, is_after=True)
        self.park = RescreenedPark.objects.create(
            rescreening=self.comparison,
            park=world.park,
            name=world.park.sort_name,
            is_after=True,
            state="changed",
            changes=CHANGES[:1],
            compared_at=now,
        )
        ParkScreening.objects.create(
            park=world.park,
            number=1,
            park_version=world.park.version,
            law_date=now.date(),
            pack_version="1.0.0",
            pack_sha256="e" * 64,
            engine_version="0.1.0",
            answer={"findings": [], "inquiries": [], "extent": None},
            asked_at=now,
        )

    def _case(self, row, *, is_after):
        case = self._world.asked
        return RescreenedCase.objects.create(
            rescreening=row,
            case=case,
            run=case.runs.order_by("number").last(),
            name=case.reference,
            is_after=is_after,
            state="changed",
            changes=CHANGES,
            compared_at=self._world.desk.now,
            level=case.level,
            compartment=case.compartment,
        )
