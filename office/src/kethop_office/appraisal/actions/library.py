"""The library of model conditions of a body: versions are added, none is changed or lost."""

from dataclasses import dataclass

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import ModelCondition
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.appraisal.queries.conditions import library_offices
from kethop_office.audit.actions import record
from kethop_office.common.levels import holds_several
from kethop_office.common.refusal import Refused

__all__ = ["ModelText", "add_model", "retire_model", "revise_model"]


@dataclass(frozen=True, slots=True)
class ModelText:
    """The wording of a model condition."""

    title: str
    text_vi: str
    trigger: str
    text_en: str = ""
    legal_basis: str = ""
    evidence: str = ""


def add_model(actor: Actor, office: Office, code: str, new: ModelText) -> ModelCondition:
    """Put a new condition into the library of one's own office.

    Raises
    ------
    Refused
        ``library.not_allowed``, ``library.code_taken``, ``condition.no_text``, ``condition.no_trigger``.
    """
    with transaction.atomic():
        _require_keeper(actor, office)
        level = actor.rank if holds_several() else 0
        same = ModelCondition.objects.visible_to(actor).filter(office=office, code=code.strip(), level=level)
        if not code.strip() or same.exists():
            raise Refused("library.code_taken", code=code.strip())
        return _write(actor, ModelCondition(office=office, code=code.strip(), number=1, level=level), new)


def revise_model(actor: Actor, model: ModelCondition, new: ModelText) -> ModelCondition:
    """Write the next version of a model condition; conditions made from earlier ones keep their wording.

    Raises
    ------
    Refused
        ``library.not_allowed``, ``library.not_newest``, ``condition.no_text``, ``condition.no_trigger``.
    """
    with transaction.atomic():
        _require_keeper(actor, model.office)
        _refuse_old(model)
        label = {"level": model.level, "compartment_id": model.compartment_id}
        following = ModelCondition(office=model.office, code=model.code, number=model.number + 1, **label)
        return _write(actor, following, new)


def retire_model(actor: Actor, model: ModelCondition, *, retired: bool = True) -> ModelCondition:
    """Take a model condition out of use, or back into it.

    Raises
    ------
    Refused
        ``library.not_allowed``, ``library.not_newest``.
    """
    with transaction.atomic():
        _require_keeper(actor, model.office)
        _refuse_old(model)
        model.is_retired = retired
        model.save(update_fields=["is_retired"])
        _record(actor, model, "library.retired" if retired else "library.restored")
    return model


def _write(actor: Actor, model: ModelCondition, new: ModelText) -> ModelCondition:
    if not new.text_vi.strip() or not new.title.strip():
        raise Refused("condition.no_text")
    if new.trigger not in Trigger.values:
        raise Refused("condition.no_trigger")
    model.title, model.trigger = new.title.strip(), new.trigger
    model.text_vi, model.text_en = new.text_vi.strip(), new.text_en.strip()
    model.legal_basis, model.evidence = new.legal_basis.strip(), new.evidence.strip()
    model.created_by_id, model.created_at = actor.user_id, actor.at
    model.save(force_insert=True)
    _record(actor, model, "library.written")
    return model


def _require_keeper(actor: Actor, office: Office) -> None:
    if office.pk not in library_offices(actor):
        raise Refused("library.not_allowed")


def _refuse_old(model: ModelCondition) -> None:
    label = {"level": model.level, "compartment": model.compartment_id}
    same = ModelCondition.objects.filter(office=model.office_id, code=model.code, **label)
    if same.filter(number__gt=model.number).exists():
        raise Refused("library.not_newest", code=model.code)


def _record(actor: Actor, model: ModelCondition, act: str) -> None:
    record(
        act,
        actor=actor.user_id,
        object_key=f"model_condition:{model.pk}",
        at=actor.at,
        level=model.level,
        compartment=model.compartment_id,
        detail={"office": str(model.office_id), "code": model.code, "number": model.number},
    )
