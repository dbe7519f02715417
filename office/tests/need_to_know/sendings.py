"""What is sent that no form of a page sends when it is filled in by its fields' kinds alone."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from need_to_know.asking import Asked, Upload

from kethop_office.registry.bridge.layers import pack_layers

__all__ = ["sendings"]

DELIVERED = "own_runways"


def sendings(desk, world, more) -> dict[str, list[Asked]]:
    """Return what is sent, by address."""
    table: dict[str, list[Asked]] = {}
    for one in _sendings(desk, world, more):
        table.setdefault(one.place, []).append(one)
    return table


def _sendings(desk, world, more) -> Iterator[Asked]:
    chosen = {"case": [str(world.asked.pk)], "officer": str(world.other.pk)}
    yield _sent("officer", "appraisal:give_back", {}, first=_sent("officer", "appraisal:give_cases", chosen))
    text = {"title": "Mẫu", "text_vi": "Trình hồ sơ.", "trigger": "before_permit"}
    for code in (world.model.code, "DC-9"):
        yield _sent("command", "appraisal:library-new", {"office": str(desk.command.pk), "code": code, **text})
    for case in (world.asked, world.reported):
        yield _sent("officer", "appraisal:letter_new", {"form": "F4"}, {"reference": case.reference})
    for reader, name, row in (
        ("command", "inquiry", world.unanswered),
        ("command_head", "inquiry", world.to_sign),
        ("proponent", "draft_panel", world.draft),
    ):
        path = reverse(f"appraisal:{name}", kwargs={"key": row.pk})
        typed = {"form": "page", "object": path, "path": path, "version": "0", "data": '{"reason": "Đang viết dở."}'}
        label = {"level": str(row.level), "compartment": str(row.compartment_id or "")}
        yield _sent(reader, "accounts:draft", typed | label)
    given = {"If-Match": f'"{world.draft.version}"', "Idempotency-Key": "example"}
    yield _sent("program:proponent", "api:send_draft", None, {"key": str(world.draft.pk)}, headers=given)
    for reader in ("officer", "steward"):
        for policy in ("keep", "wait"):
            yield _sent(reader, "registry:import", {"policy": policy}, {"key": more.situations.park_import.pk})
        delivered = _sent(reader, "registry:layer-new", _layer())
        yield replace(delivered, first=delivered)


def _layer() -> dict[str, object]:
    """Return a delivered layer: one of the pack under a name of its own."""
    folder = pack_layers(settings.KETHOP_PACK)
    text = (folder / "aerodromes.yaml").read_text(encoding="utf-8").replace("id: aerodromes", f"id: {DELIVERED}")
    return {
        "sidecar": Upload(f"{DELIVERED}.yaml", text.encode()),
        "file": Upload("a.parquet", (folder / "aerodromes.parquet").read_bytes()),
    }


def _sent(reader, name, data, given=None, **more) -> Asked:
    return Asked(reader, "POST", name, reverse(name, kwargs=given or {}), (), data, **more)
