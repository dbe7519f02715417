"""The library of model conditions of a body: versions are added, none is changed or lost."""

from dataclasses import dataclass

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import ModelCondition
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.appraisal.queries.conditions import library_offices
from kethop_office.audit.actions import record
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
        if not code.strip() or ModelCondition.objects.filter(office=office, code=code.strip()).exists():
            raise Refused("library.code_taken", code=code.strip())
        return _write(actor, office, code.strip(), 1, new)


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
        return _write(actor, model.office, model.code, model.number + 1, new)


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


def _write(actor: Actor, office: Office, code: str, number: int, new: ModelText) -> ModelCondition:
    if not new.text_vi.strip() or not new.title.strip():
        raise Refused("condition.no_text")
    if new.trigger not in Trigger.values:
        raise Refused("condition.no_trigger")
    model = ModelCondition.objects.create(
        office=office,
        code=code,
        number=number,
        title=new.title.strip(),
        text_vi=new.text_vi.strip(),
        text_en=new.text_en.strip(),
        legal_basis=new.legal_basis.strip(),
        trigger=new.trigger,
        evidence=new.evidence.strip(),
        created_by_id=actor.user_id,
        created_at=actor.at,
    )
    _record(actor, model, "library.written")
    return model


def _require_keeper(actor: Actor, office: Office) -> None:
    if office.pk not in library_offices(actor):
        raise Refused("library.not_allowed")


def _refuse_old(model: ModelCondition) -> None:
    if ModelCondition.objects.filter(office=model.office_id, code=model.code, number__gt=model.number).exists():
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
