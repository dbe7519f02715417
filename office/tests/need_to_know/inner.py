"""Rows of one model hidden beside those that a reader may see: a finding of a visible case, a layer among layers."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.db import models
from need_to_know.hidden import Hidden, compartments, lay_down, note, twin
from need_to_know.tokens import Kind, Tokens

from kethop_office.accounts.row_security.policies import dependents

__all__ = ["beside", "lay_down"]

Rule = tuple[str, ...]
"""Fields that may be the same in one row only."""


def beside(model: type[models.Model], kind: Kind) -> Hidden:
    """Make, without writing them, hidden twins of a model's rows that hang on what the rows themselves hang on."""
    made = Hidden(kind, Tokens(kind, model._meta.label))
    compartments(made)
    rows = list(model._base_manager.all())
    for row in rows:
        note(made, row.pk)
        if reference := getattr(row, "reference", ""):
            made.same.setdefault(str(reference), made.tokens.reference(str(reference)))
    pattern = re.compile("|".join(map(re.escape, sorted(made.same, key=len, reverse=True))))
    made.rows[model] = list(_unlike(made, rows, [twin(made, model, row, pattern) for row in rows]))
    kept = {row.pk for row in made.rows[model]}
    for bare, keys in dependents().items():
        own = [key.attname for key in keys if key.related_model is model]
        links = [twin(made, bare, row, pattern) for row in bare._base_manager.all()] if own else []
        made.rows[bare] = [link for link in links if any(getattr(link, name) in kept for name in own)]
    return made


def _unlike(made: Hidden, rows: list[models.Model], twins: list[models.Model]) -> Iterator[models.Model]:
    """Yield the twins with what the database keeps apart told apart; those for which there is no room are left out."""
    rules = list(_rules(type(twins[0]))) if twins else []
    taken = {(rule, _said(row, rule)) for row in rows for rule in rules}
    for one in twins:
        if all(_moved(made.kind, one, rule, taken) for rule in rules):
            taken |= {(rule, _said(one, rule)) for rule in rules}
            yield one


def _rules(model: type[models.Model]) -> Iterator[Rule]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield tuple(constraint.fields)
    for one in model._meta.concrete_fields:
        if one.unique and not one.primary_key:
            yield (one.name,)


def _said(row: models.Model, rule: Rule) -> tuple[object, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in rule)


def _moved(kind: Kind, row: models.Model, rule: Rule, taken: set[tuple[Rule, tuple[object, ...]]]) -> bool:
    """Change what can be changed until no other row says the same; return whether that was possible."""
    if (rule, _said(row, rule)) not in taken:
        return True
    fields = map(row._meta.get_field, rule)
    for one in sorted(fields, key=lambda one: one.is_relation):  # what it hangs on is changed last
        for value in _others(kind, one, getattr(row, one.attname)):
            before = getattr(row, one.attname)
            setattr(row, one.attname, value)
            if (rule, _said(row, rule)) not in taken or value is None:
                return True
            setattr(row, one.attname, before)
    return False


def _others(kind: Kind, one: models.Field, value: object) -> Iterator[object]:
    """Yield values of a field that no other row has; a number that makes the row the newest."""
    if isinstance(one, models.ForeignKey):
        yield from [None] if one.null else one.related_model._base_manager.values_list("pk", flat=True)
    elif isinstance(one, models.IntegerField):
        yield from (value + kind.number * 100 * step for step in range(1, 4))
    elif isinstance(value, str) and not isinstance(value, UUID) and not one.choices:
        yield f"{value[: (one.max_length or 99) - 2]}-{kind.letter}"
