"""Situations that the story leaves out: tables that wait, a run before another one, a body that is late, cases that are over."""

import copy
import csv
import io
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from story_world import HEADS, PARKS, RUNNING, RUNNING_HEADS

from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.actions import case_import
from kethop_office.appraisal.actions.drafts import continue_case
from kethop_office.appraisal.models import Case, DecisionCondition, Finding, Inquiry, ScreeningRun
from kethop_office.common.files import store_bytes
from kethop_office.procedures.models import StepInstance
from kethop_office.registry.actions import importing
from kethop_office.registry.bridge.layers import pack_layers
from kethop_office.registry.models import Layer, LayerDraft

__all__ = ["Situations"]

NEW_PARK = [4, "KCN Ví dụ Bốn", "KCN", "Bắc Ninh", "Xã Tam Đa", "99,5", 10]
OWN_STRIPS = "own_strips"
NEW_CASE = ["90/HS", "Cảng ví dụ", *RUNNING[0][2:]]


class Situations:
    """Made once, on the office of the story."""

    def __init__(self, desk, world) -> None:
        self._desk, self._world = desk, world
        self._waiting_imports()
        self._run_before()
        self._late()
        self._taken_over()
        self._ended()
        self._versions()

    def _waiting_imports(self) -> None:
        """Let tables be read and checked, with rows that came in before beside new ones; neither is taken in."""
        officer, world = self._world.by("officer"), self._world
        self.park_import, _job = importing.begin(officer, _table(HEADS, *PARKS[:1], NEW_PARK), "danh muc.csv")
        self.park_import.refresh_from_db()
        importing.choose_columns(officer, self.park_import, self.park_import.mapping)
        cases = _table(RUNNING_HEADS, RUNNING[0], NEW_CASE)
        self.case_import, _job = case_import.begin_import(officer, cases, "so.csv", office=self._desk.lead.pk)
        self.case_import.refresh_from_db()
        case_import.choose_columns(officer, self.case_import, self.case_import.mapping, {}, day_order="")
        for run in (self.park_import, self.case_import):
            run.refresh_from_db()
            assert run.state == "checked"
        self.imported = world.case_import.rows.filter(state="kept").order_by("number").first().case

    def _run_before(self) -> None:
        """Let a run of the case have been before the one that counts; one of its findings was another one then."""
        run = self._world.asked.runs.get()
        findings = list(run.findings.all())
        ScreeningRun.objects.filter(pk=run.pk).update(number=run.number + 1)
        run.pk = uuid4()
        run.save(force_insert=True)
        for finding in findings:
            finding.pk, finding.run = uuid4(), run
        findings[0].outcome = "clear" if findings[0].outcome != "clear" else "hit"
        Finding.objects.bulk_create(findings)
        gone = copy.copy(self._world.proposed)
        gone.pk, gone.run, gone.state, gone.closed_at = uuid4(), run, Inquiry.State.REMOVED, run.ended_at
        gone.save(force_insert=True)

    def _late(self) -> None:
        """Let a body be late with its answer, and the office above it read the case."""
        late, now = self._world.unanswered, self._desk.now
        Inquiry.objects.filter(pk=late.pk).update(last_day=now.date() - timedelta(days=1))
        term = {"starts": now, "ends": now + timedelta(days=90), "event": "inquiry.sent"}
        AccessGrant.objects.create(compartment=late.compartment, office=self._desk.region, mode="read", **term)

    def _taken_over(self) -> None:
        """Let a case have a number of its own, one of its conditions be the library's, and its next submission be begun.

        In another one the officer waits for somebody else.
        """
        world = self._world
        Case.objects.filter(pk=world.asked.pk).update(own_number="12/HS")
        DecisionCondition.objects.filter(pk=world.condition.pk).update(model=world.model)
        continue_case(world.by("proponent"), world.asked)
        Case.objects.filter(pk=self.imported.pk).update(officer=self._desk.users["officer"])
        StepInstance.objects.filter(run=self.imported.procedure, state="running").update(role="clerk")

    def _ended(self) -> None:
        """Let two more cases be over: a body still has its inquiry of one, something was done in the other after its export."""
        case, event = copy.copy(self._world.ended), self._world.ended.events.first()
        archive = case.archives.get()
        self.ended = []
        for number in (97, 98):
            case.pk, case.reference, case.procedure = uuid4(), f"KH-2026-{number:05}", None
            case.save(force_insert=True)
            self.ended.append(copy.copy(case))
        open_one = copy.copy(self._world.proposed)
        open_one.pk, open_one.case, open_one.run, open_one.state = uuid4(), self.ended[0], None, Inquiry.State.SENT
        open_one.level, open_one.compartment = case.level, case.compartment
        open_one.save(force_insert=True)
        archive.pk, archive.case = uuid4(), self.ended[1]
        archive.save(force_insert=True)
        event.pk, event.case, event.at = uuid4(), self.ended[1], archive.made_at + timedelta(hours=1)
        event.save(force_insert=True)

    def _versions(self) -> None:
        """Let a version of a layer wait that would take the place of one in use, and one have taken another's place."""
        folder, now = pack_layers(settings.KETHOP_PACK), self._desk.now
        sidecar = (
            (folder / "aerodromes.yaml").read_text(encoding="utf-8").replace("id: aerodromes", f"id: {OWN_STRIPS}")
        )
        in_use = Layer.objects.create(
            layer=OWN_STRIPS,
            origin="node",
            kind="runway",
            label_vi="Đường cất hạ cánh ví dụ",
            label_en="Example runways",
            source="Ví dụ",
            sha256="b" * 64,
            features=1,
            as_of=now.date(),
            read_at=now,
        )
        row = {
            "layer": OWN_STRIPS,
            "kind": "runway",
            "label_vi": in_use.label_vi,
            "label_en": in_use.label_en,
            "sidecar": store_bytes(sidecar.encode()),
            "file": store_bytes((folder / "aerodromes.parquet").read_bytes()),
            "made_by": self._desk.users["officer"],
            "made_at": now,
        }
        self.waiting_version = LayerDraft.objects.create(sha256="c" * 64, **row)
        ended = {"state": "published", "ended_by": row["made_by"], "ended_at": now, "replaced": self._world.layer}
        self.used_version = LayerDraft.objects.create(sha256=in_use.sha256, **row, **ended)


def _table(*rows: list[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
