"""Take in drawings: a changed file becomes a new version, and what runs stays on its own."""

import hashlib

from django.db import transaction
from django.db.models import Max

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.procedures import bridge
from kethop_office.procedures.models import ProcedureVersion, StepDefinition
from kethop_office.procedures.reading import DrawingRefusedError, Fault, Procedure, read_procedure

__all__ = ["take_in", "take_in_changed", "take_in_folder"]


@transaction.atomic
def take_in(key: str, data: bytes, *, pack: str, actor: Actor | None = None) -> ProcedureVersion:
    """Return the current version of a drawing: the one that is there, or a new one when the file has changed.

    Parameters
    ----------
    key : str
        Name of the file, which is the id of its process.
    data : bytes
        BPMN 2.0.
    pack : str
        Pack that it came with.
    actor : Actor or None
        Who has it read; None at the start of the office.

    Raises
    ------
    DrawingRefusedError
        The drawing has faults; the version before stays current.
    """
    digest = hashlib.sha256(data).hexdigest()
    versions = ProcedureVersion.objects.select_for_update().filter(key=key)
    current = versions.filter(is_current=True).first()
    if current and current.sha256 == digest:
        return current
    procedure = read_procedure(data, roles=Role.values)
    if procedure.key != key:
        raise DrawingRefusedError((Fault("drawing.name_differs", procedure.key, fields={"file": key}),))
    last = versions.aggregate(last=Max("number"))["last"] or 0
    versions.filter(is_current=True).update(is_current=False)
    version = ProcedureVersion.objects.create(
        key=key,
        number=last + 1,
        pack=pack,
        sha256=digest,
        name_vi=procedure.name_vi,
        name_en=procedure.name_en,
        bpmn=data.decode("utf-8"),
        graph=_stored(procedure),
        taken_in_at=clock.now(),
    )
    _steps(version, procedure)
    record(
        "procedure.taken_in",
        actor=actor.user_id if actor else None,
        object_key=f"procedure_version:{version.pk}",
        at=version.taken_in_at,
        detail={"key": key, "number": version.number, "hash": digest},
    )
    return version


def take_in_folder(pack: str) -> list[ProcedureVersion]:
    """Take in every drawing of a pack.

    Raises
    ------
    DrawingRefusedError
        A drawing has faults; none of the pack is taken in.
    """
    with transaction.atomic():
        return [take_in(key, data, pack=pack) for key, data in bridge.drawings_of(pack)]


@transaction.atomic
def take_in_changed(pack: str, *, actor: Actor) -> list[ProcedureVersion]:
    """Take in what has changed, on the word of a rule officer; return the new versions.

    Raises
    ------
    Refused
        ``procedure.not_rule_officer``.
    DrawingRefusedError
        A drawing has faults; none of the pack is taken in.
    """
    if not actor.has(Role.RULE_OFFICER):
        raise Refused("procedure.not_rule_officer")
    before = set(ProcedureVersion.objects.values_list("pk", flat=True))
    taken = [take_in(key, data, pack=pack, actor=actor) for key, data in bridge.drawings_of(pack)]
    return [version for version in taken if version.pk not in before]


def _stored(procedure: Procedure) -> dict[str, object]:
    return {
        **procedure.graph.as_json(),
        "lanes": [list(lane) for lane in procedure.lanes],
        "messages": [list(message) for message in procedure.messages],
    }


def _steps(version: ProcedureVersion, procedure: Procedure) -> None:
    StepDefinition.objects.bulk_create(
        StepDefinition(
            version=version,
            element=node.id,
            kind=node.kind,
            lane=node.lane,
            name_vi=node.name_vi,
            name_en=node.name_en,
            order=place,
            is_multiple=bool(node.multiple),
        )
        for place, node in enumerate(procedure.graph.tasks)
    )
