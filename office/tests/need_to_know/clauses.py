"""The policies with one of their clauses taken away, and what a reader sees and may write behind them then."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import AutoField
from django.db.models.fields.generated import GeneratedField
from need_to_know.asking import undone

from kethop_office.accounts.models import AccessGrant, Labelled
from kethop_office.accounts.row_security import policies
from kethop_office.accounts.row_security.reader import Reader, reading

__all__ = ["Clause", "Known", "clauses", "dropped", "is_taken", "seen_wrongly"]

GRANT = ("compartment of the grant", "reader of the grant", "begun", "not ended", "not revoked")


@dataclass(frozen=True)
class Clause:
    """A clause of a policy.

    Parameters
    ----------
    model : type of Model
        Of the table.
    name : str
        What it asks.
    shown, written : str
        The policy without it.
    """

    model: type[models.Model]
    name: str
    shown: str
    written: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}: {self.name}"


def clauses() -> Iterator[Clause]:
    """Yield every clause of every policy."""
    quote = connection.ops.quote_name
    by_table = {quote(model._meta.db_table): model for model in [*policies.labelled(), *policies.dependents()]}
    for table, shown, written in policies._rules(connection):
        model = by_table[table]
        for name, clause in _asked(table, model):
            if clause in shown:
                yield Clause(model, f"shown, {name}", shown.replace(clause, "true"), written)
            if clause in written:
                yield Clause(model, f"written, {name}", shown, written.replace(clause, "true"))


def _asked(table: str, model: type[models.Model]) -> Iterator[tuple[str, str]]:
    quote = connection.ops.quote_name
    if not issubclass(model, Labelled):
        for key in policies.dependents()[model]:
            yield key.name, policies._parent(table, key, quote(key.related_model._meta.db_table))
        return
    yield "level", f"{table}.level <= {policies._rank()}"
    yield "own level", f"{table}.level = {policies._rank()}"
    granted = policies._granted(table, quote(AccessGrant._meta.db_table))
    yield "compartment", granted
    where = granted.partition(" WHERE ")[2].removesuffix("))")
    yield from zip(GRANT, re.split(r"\s+AND ", where), strict=True)


@contextmanager
def dropped(clause: Clause) -> Iterator[None]:
    """Let the database's policy be without one clause."""
    with undone(), connection.cursor() as cursor:
        table = connection.ops.quote_name(clause.model._meta.db_table)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER POLICY {policies.NAME} ON {table} USING ({clause.shown}) WITH CHECK ({clause.written})")
        yield


@dataclass
class Known:
    """What a reader may know of, as plain Python says it: the rows of each model by what names them.

    Parameters
    ----------
    reader : Reader
        Who asks; not across compartments, no keeper.
    """

    reader: Reader
    rows: dict[type[models.Model], set[UUID]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        moment = self.reader.at
        live = {
            grant.compartment_id
            for grant in AccessGrant.objects.all()
            if (grant.office_id in self.reader.offices or (self.reader.user and grant.user_id == self.reader.user))
            and grant.starts <= moment < grant.ends
            and grant.revoked_at is None
        }
        for model in policies.labelled():
            labels = model._base_manager.values_list("pk", "level", "compartment_id")
            self.rows[model] = {
                key for key, level, of in labels if level <= self.reader.rank and (of is None or of in live)
            }

    def of(self, row: models.Model) -> bool:
        """Return whether the reader may know of a row."""
        if isinstance(row, Labelled):
            return row.pk in self.rows[type(row)]
        held = [(key.related_model, getattr(row, key.attname)) for key in policies.dependents()[type(row)]]
        return all(key is None or key in self.rows[model] for model, key in held)


def seen_wrongly(model: type[models.Model], known: Known) -> list[str]:
    """Return the rows that the database shows to a reader who may not know of them, and those that it keeps from one who may."""
    every = {row.pk: row for row in model._base_manager.all()}
    with reading(known.reader):
        shown = {row.pk for row in model._base_manager.all()}
    return [f"{model._meta.label} {key}" for key, row in every.items() if (key in shown) != known.of(row)]


def is_taken(reader: Reader, row: models.Model) -> bool:
    """Return whether the database takes a row from a reader; what else may be wrong with the row it asks later."""
    model, quote = type(row), connection.ops.quote_name
    columns = [one for one in model._meta.concrete_fields if not isinstance(one, (AutoField, GeneratedField))]
    names = ", ".join(quote(one.column) for one in columns)
    values = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in columns]
    marks = ", ".join(["%s"] * len(columns))
    with undone(), reading(reader):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", values)  # noqa: S608 - names of the models
        except IntegrityError:
            return True
        except ProgrammingError as error:
            if "row-level security" in str(error):
                return False
            raise
    return True
