"""What hangs on a case, found by looking at the models: an oracle that knows nothing of any list, and a filler of every kind of row."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from django.apps import apps
from django.db import models
from django.db.models.fields.generated import GeneratedField
from ground import NOON

from kethop_office.accounts.models import Compartment, Labelled, Office, User
from kethop_office.appraisal.models import Case, CaseImport, Rescreening
from kethop_office.common.models import Blob
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion, StepDefinition

__all__ = ["every_row", "fill", "kinds_below", "rows_below"]

Key = tuple[str, object]
_numbers = count(11)


def models_of_the_office() -> list[type[models.Model]]:
    return [
        model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("kethop_office.")
    ]


def keys_of(model: type[models.Model]) -> Iterator["models.ForeignKey[models.Model]"]:
    return (field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))


def roots(case: Case) -> dict[type[models.Model], set[object]]:
    """Return the case, and what is made for it alone though the case points there: its procedure, its compartment."""
    return {Case: {case.pk}, ProcedureRun: {case.procedure_id}, Compartment: {case.compartment_id}}


def rows_below(case: Case) -> dict[type[models.Model], set[object]]:
    """Return the keys of every row that points to the roots, directly or through others, the roots among them."""
    found: dict[type[models.Model], set[object]] = defaultdict(set, roots(case))
    while True:
        before = sum(map(len, found.values()))
        for model in models_of_the_office():
            for field in keys_of(model):
                if found.get(field.related_model):
                    rows = model._base_manager.filter(**{f"{field.attname}__in": found[field.related_model]})
                    found[model] |= {row.pk for row in rows}
        if sum(map(len, found.values())) == before:
            return {model: keys - {None} for model, keys in found.items() if keys - {None}}


def kinds_below() -> set[type[models.Model]]:
    """Return the models whose rows can point to a case or its procedure, directly or through others."""
    found: set[type[models.Model]] = {Case, ProcedureRun}
    while True:
        more = {
            model
            for model in models_of_the_office()
            if model not in found and any(field.related_model in found for field in keys_of(model))
        }
        if not more:
            return found
        found |= more


def every_row() -> dict[Key, dict[str, object]]:
    """Return every row of the office by table and key, with all that stands in it."""
    return {
        (model._meta.label, row.pk): {name: getattr(row, name) for name in names}
        for model in models_of_the_office()
        for names in [[field.attname for field in model._meta.concrete_fields]]
        for row in model._base_manager.all()
    }


def fill(ground, case: Case) -> None:
    """Give a case two rows of every kind that can hang on it, the second pointing to the first wherever it can."""
    Filler(ground, case).fill()


class Filler:
    """What fills one case."""

    def __init__(self, ground, case: Case) -> None:
        self._ground, self._case = ground, case
        self._first = {model: min(keys, key=str) for model, keys in rows_below(case).items()}
        self._fixed = {Case: case.pk, Compartment: case.compartment_id, User: ground.user.pk}
        self._fixed |= {Office: ground.own.pk, Blob: ground.blob.pk}

    def fill(self) -> None:
        """Make the rows."""
        if self._case.procedure_id is None:
            self._case.procedure_id = self._made(ProcedureRun)
            self._case.save(update_fields=["procedure"])
        desk = {model for model in apps.get_app_config("accounts").get_models() if issubclass(model, Labelled)}
        for model in sorted((kinds_below() - {Case, ProcedureRun}) | desk, key=lambda one: one._meta.label):
            for _ in range(2):
                self._made(model)

    def _made(self, model: type[models.Model]) -> object:
        """Make a row, or find the one that is there where there may be one only; return its key."""
        is_single = any(isinstance(one, models.OneToOneField) for one in model._meta.concrete_fields)
        if model in self._first and (is_single or model._meta.auto_created):
            return self._first[model]
        row = model._base_manager.create(**{field.attname: self._value(model, field) for field in _settable(model)})
        self._first.setdefault(model, row.pk)
        return row.pk

    def _value(self, model: type[models.Model], field):
        if isinstance(field, models.ForeignKey):
            return self._pointed_to(model, field.related_model)
        return self._case.level if field.name == "level" else _plain(field)

    def _pointed_to(self, model: type[models.Model], target: type[models.Model]) -> object | None:
        """Return a row of this case wherever there can be one, so that every way to it is gone."""
        if model is CaseImport and target is Compartment:  # an import is of many cases: it stays
            return Compartment.objects.create(kind="case_import").pk
        if target is Rescreening:  # and so is a comparison
            return Rescreening.objects.create(subject="layer", phase="after", ordered_at=NOON).pk
        if target in self._fixed or target in self._first or target is model:
            return self._fixed.get(target, self._first.get(target))
        is_needed = target in kinds_below() or target in {ProcedureVersion, StepDefinition, CaseImport}
        return self._made(target) if is_needed else None


def _settable(model: type[models.Model]):
    for field in model._meta.concrete_fields:
        is_own_key = field.primary_key and not isinstance(field, models.ForeignKey)
        if not is_own_key and not isinstance(field, GeneratedField):
            yield field


def _plain(field):
    number = next(_numbers)
    if field.choices:
        return field.choices[0][0]
    for kind, value in _VALUES.items():
        if isinstance(field, kind):
            return value
    if isinstance(field, models.CharField | models.TextField):
        return f"{number:x}"[: field.max_length or 20]
    return number / 100_000 if isinstance(field, models.DecimalField) else number


_VALUES = {
    models.DateTimeField: NOON,  # a kind of DateField, so it stands first
    models.DateField: NOON.date(),
    models.BooleanField: False,
    models.JSONField: {},
    models.BinaryField: b"x",
}
