"""Change the label of everything in a compartment: one person raises it, two lower it, and what is lowered is fixed by its hash."""

import hashlib
import json
from collections.abc import Iterator
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Compartment, LabelChange, Labelled
from kethop_office.accounts.row_security.policies import labelled
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.audit.actions import record
from kethop_office.audit.chain.canonical import salted
from kethop_office.common.levels import highest_level
from kethop_office.common.refusal import Refused

__all__ = ["ask_release", "raise_label", "settle_release", "text_hash"]


def raise_label(actor: Actor, compartment: UUID, level: int, to_level: int, *, reason: str) -> LabelChange:
    """Raise the label of a compartment at once; its records leave the sight of whoever is not cleared with the next request.

    Raises
    ------
    Refused
        ``label.no_reason``, ``label.not_higher``, ``label.above_node``, ``label.other_level``.
    """
    _refuse(actor, level, reason)
    if to_level <= level:
        raise Refused("label.not_higher")
    if to_level > highest_level():
        raise Refused("label.above_node")
    with keeping("labels"), transaction.atomic():
        records = _relabel(compartment, level, to_level)
        change = _change(actor, compartment, (level, to_level), reason)
        change.level, change.records = to_level, records
        change.state, change.settled_at = LabelChange.State.DONE, actor.at
        change.save()
        _note(actor, "label.raised", change)
    return change


def ask_release(actor: Actor, compartment: UUID, level: int, to_level: int, *, reason: str) -> LabelChange:
    """Ask a second person to lower the label of a compartment.

    Raises
    ------
    Refused
        ``label.no_reason``, ``label.not_lower``, ``label.other_level``, ``label.asked``: one wish is open already.
    """
    _refuse(actor, level, reason)
    if not 0 <= to_level < level:
        raise Refused("label.not_lower")
    with transaction.atomic():
        open_one = LabelChange.objects.filter(compartment=compartment, state=LabelChange.State.ASKED)
        if open_one.exists():
            raise Refused("label.asked")
        change = _change(actor, compartment, (level, to_level), reason)
        change.text_sha256, change.records = text_hash(compartment, level)
        change.save()
        _note(actor, "label.release_asked", change)
    return change


def settle_release(actor: Actor, change: LabelChange, *, is_confirmed: bool, note: str = "") -> LabelChange:
    """Lower the label as asked, or decline; never by the person who asked, and only what was asked about.

    Raises
    ------
    Refused
        ``label.same_person``, ``label.settled``, ``label.other_level``, ``label.no_reason`` (to decline), ``label.changed``: what is
        to be lowered is no longer what was asked about.
    """
    if not is_confirmed and not note.strip():
        raise Refused("label.no_reason")
    with keeping("labels"), transaction.atomic():
        row = LabelChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if row.asked_by_id == actor.user_id:
            raise Refused("label.same_person")
        if row.state != LabelChange.State.ASKED:
            raise Refused("label.settled")
        if actor.rank < row.from_level:
            raise Refused("label.other_level")
        if is_confirmed:
            _release(row)
        row.state = LabelChange.State.DONE if is_confirmed else LabelChange.State.DECLINED
        row.settled_by_id, row.settled_at, row.settled_note = actor.user_id, actor.at, note.strip()
        row.save(update_fields=["state", "settled_by", "settled_at", "settled_note", "records"])
        _note(actor, "label.released" if is_confirmed else "label.release_declined", row)
    return row


def text_hash(compartment: UUID, level: int) -> tuple[str, int]:
    """Return the SHA-256 of every row of a compartment at a level, each as a line of JSON, and how many rows there are."""
    digest, number = hashlib.sha256(), 0
    for line in _lines(compartment, level):
        digest.update(line.encode() + b"\n")
        number += 1
    return digest.hexdigest(), number


def _change(actor: Actor, compartment: UUID, levels: tuple[int, int], reason: str) -> LabelChange:
    """Return a change that has yet to be saved, labelled as what it is about was."""
    return LabelChange(
        level=levels[0],
        compartment_id=compartment,
        from_level=levels[0],
        to_level=levels[1],
        reason=reason.strip(),
        asked_by_id=actor.user_id,
        asked_at=actor.at,
    )


def _release(row: LabelChange) -> None:
    if row.compartment_id is None:
        raise ValueError(row.pk)
    sha256, _number = text_hash(row.compartment_id, row.from_level)
    if sha256 != row.text_sha256:
        raise Refused("label.changed")
    row.records = _relabel(row.compartment_id, row.from_level, row.to_level)


def _refuse(actor: Actor, level: int, reason: str) -> None:
    if not reason.strip():
        raise Refused("label.no_reason")
    if actor.rank < level:
        raise Refused("label.other_level")


def _relabelled() -> list[type[Labelled]]:
    """Return what changes with the record: everything but the changes of labels themselves."""
    return sorted((model for model in labelled() if model is not LabelChange), key=lambda model: model._meta.label)  # noqa: SLF001 - Django's documented way to a model's name


def _hashed() -> list[type[Labelled]]:
    """Return what the second person agrees to: the record, without notices, jobs and drafts, which come and go meanwhile."""
    return [model for model in _relabelled() if model._meta.app_label != LabelChange._meta.app_label]  # noqa: SLF001 - as above


def _relabel(compartment: UUID, level: int, to_level: int) -> int:
    Compartment.objects.filter(pk=compartment, level=level).update(level=to_level)
    return sum(
        model.objects.filter(compartment=compartment, level=level).update(level=to_level) for model in _relabelled()
    )


def _lines(compartment: UUID, level: int) -> Iterator[str]:
    for model in _hashed():
        names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.BinaryField)]  # noqa: SLF001 - as above
        rows = model.objects.filter(compartment=compartment, level=level).order_by("pk")
        for row in rows.values(*names).iterator(chunk_size=500):
            told = {"model": model._meta.label, **row}  # noqa: SLF001 - as above
            yield json.dumps(told, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)


def _note(actor: Actor, act: str, change: LabelChange) -> None:
    record(
        act,
        actor=actor.user_id,
        object_key=f"compartment:{change.compartment_id}",
        at=actor.at,
        level=max(change.from_level, change.to_level),
        compartment=change.compartment_id,
        detail={
            "from": change.from_level,
            "to": change.to_level,
            "records": change.records,
            "salted_text": salted(change.pk.hex, change.text_sha256),  # the change's random key is the salt
        },
    )
