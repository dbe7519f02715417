"""Imports of running cases that an account may see, row by row, and what the office knows to read them with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, Office, Role
from kethop_office.appraisal.models import Case, CaseImport, CaseImportDoubt, CaseImportRow
from kethop_office.appraisal.queries.drafts import lead_offices
from kethop_office.appraisal.queries.imported_sites import known_systems, site_judge
from kethop_office.appraisal.reading.known import Known
from kethop_office.appraisal.reading.rows import COLUMN_OF, missing_of, missing_of_asked
from kethop_office.common.folding import fold
from kethop_office.common.tables.columns import Columns
from kethop_office.registry.queries.imports import FoundKind, kinds_of
from kethop_office.registry.queries.words import ToldDoubts, told_apart
from kethop_office.territory.queries import load_gazetteer

__all__ = [
    "IMPORTERS",
    "case_here",
    "case_imports_for",
    "doubts_of",
    "footprint",
    "import_counts",
    "import_of_case",
    "import_rows",
    "importing_offices",
    "kinds_in",
    "known_to",
    "numbers_here",
    "ready_numbers",
    "row_in",
    "visible_case_import",
]

IMPORTERS = (Role.CLERK, Role.OFFICER)
"""Who may take a file in may take over running ones."""

_PAGE = 100
_NOT_READY = frozenset({"case.doubt.no_case", "case.doubt.asked_early"})
_NO_WORK = frozenset({"caseimportrow", "caseword", "sitedrawing", "mapshape"})
"""What hangs on a case and comes of looking at it, or of this import itself."""


def importing_offices(actor: Actor) -> QuerySet[Office]:
    """Return the lead offices in which the actor takes files in."""
    own = {office for office, role in actor.roles if role in IMPORTERS}
    return lead_offices().filter(pk__in=own)


def case_imports_for(actor: Actor) -> Sequence[CaseImport]:
    """Return the last imports of the actor's offices."""
    rows = CaseImport.objects.visible_to(actor).filter(office__in=importing_offices(actor))
    return list(rows.select_related("user", "office").annotate(row_count=Count("rows")).order_by("-created_at")[:100])


def visible_case_import(actor: Actor, key: UUID) -> CaseImport:
    """Return an import of an office of the actor; ``CaseImport.DoesNotExist`` where there is none for this account."""
    rows = CaseImport.objects.visible_to(actor).filter(office__in=importing_offices(actor))
    return rows.select_related("blob", "user", "office").get(pk=key)


def import_counts(actor: Actor, run: CaseImport) -> dict[str, Counter[str]]:
    """Return how many rows of each kind are in each state; ``rows`` are all, ``doubtful`` those with a doubt."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in CaseImportRow.Kind.values}
    rows = CaseImportRow.objects.visible_to(actor).filter(run=run).order_by()
    for kind, state, has_doubts, number in rows.values_list("kind", "state", "has_doubts").annotate(n=Count("pk")):
        counts[kind][state] += number
        counts[kind]["rows"] += number
        counts[kind]["doubtful"] += number if has_doubts else 0
    return counts


def kinds_in(actor: Actor, run: CaseImport) -> list[FoundKind]:
    """Return the kinds of doubts of an import, with the sentence of one of each."""
    return kinds_of(CaseImportDoubt.objects.visible_to(actor).filter(row__run=run))


def import_rows(actor: Actor, run: CaseImport, *, kind: str, state: str, code: str, page: str) -> Page[CaseImportRow]:
    """Return a page of rows with their doubts.

    Parameters
    ----------
    kind, state, code : str
        Kind and state of the row, and code of a doubt that it has; any where empty. ``doubtful`` are those with a doubt.
    """
    told = CaseImportDoubt.objects.visible_to(actor).order_by("is_note", "column", "code")
    rows = CaseImportRow.objects.visible_to(actor).filter(run=run)
    if kind:
        rows = rows.filter(kind=kind)
    if state == "doubtful":
        rows = rows.filter(has_doubts=True)
    elif state:
        rows = rows.filter(state=state)
    if code:
        rows = rows.filter(doubts__code=code).distinct()
    known = Prefetch("case", queryset=Case.objects.visible_to(actor))  # another's case, or one above, is not named
    rows = rows.prefetch_related(Prefetch("doubts", queryset=told), known).order_by("-kind", "number")
    return Paginator(rows, _PAGE).get_page(page)


def doubts_of(row: CaseImportRow, run: CaseImport, ready: Collection[str]) -> ToldDoubts:
    """Return the doubts of a row of ``import_rows``.

    Parameters
    ----------
    ready : collection of str
        As ``ready_numbers`` gives it: a consultation of another case cannot come in.
    """
    is_case = row.kind == CaseImportRow.Kind.CASE
    lacks = missing_of(row.values) if is_case else missing_of_asked(row.values)
    columns = Columns(run.heads, run.mapping) if is_case else Columns(run.asked_heads, run.asked_mapping)
    heads = {columns.head(COLUMN_OF.get(name, name)) for name in lacks} - {""}
    codes = {f"case.doubt.no_{name}" for name in lacks}
    if not is_case and row.values.get("number") not in ready:
        codes |= _NOT_READY
    return told_apart(row.doubts.all(), blocks=lambda doubt: doubt.code in codes or doubt.column in heads)


def ready_numbers(actor: Actor, run: CaseImport, rows: Iterable[CaseImportRow]) -> set[str]:
    """Return the numbers, among those of some rows, of cases here to which a consultation can be added."""
    numbers = {str(row.values["number"]) for row in rows if row.values.get("number")}
    kept = _own_cases(actor, run).filter(own_number__in=numbers, validations__isnull=False)
    return set(kept.order_by().values_list("own_number", flat=True).distinct())


def row_in(actor: Actor, key: UUID) -> CaseImportRow:
    """Return a row of an import of the actor's offices; ``CaseImportRow.DoesNotExist`` where there is none for this account."""
    rows = CaseImportRow.objects.visible_to(actor).filter(run__office__in=importing_offices(actor))
    return rows.select_related("run__office").get(pk=key)


def import_of_case(actor: Actor, case: Case) -> CaseImportRow | None:
    """Return the row that made a case; None for one that was filed here, and for a reader who may not see the import."""
    rows = CaseImportRow.objects.visible_to(actor).filter(case=case, kind="case", state=CaseImportRow.State.KEPT)
    return rows.select_related("run").first()


def known_to(office: Office, today: date, *, site_system: str | None = None) -> Known:
    """Return what rows of an office's cases are read with: officers, offices that may be asked, units, what looks at sites.

    Parameters
    ----------
    site_system : str or None
        As for ``site_judge``; None where no column is of a site: then nothing is asked of the engine.

    Raises
    ------
    EngineEnded
        The engine does not answer.
    """
    held = Membership.objects.filter(Q(ends=None) | Q(ends__gte=today), office=office, role=Role.OFFICER)
    officers = held.filter(starts__lte=today, user__is_active=True)
    people: dict[str, set[str]] = defaultdict(set)
    for key, title, username in officers.values_list("user_id", "user__title", "user__username"):
        for name in (title, username):
            people[fold(name)].add(str(key))
    asked: dict[str, set[str]] = defaultdict(set)
    names = ("name_vi", "name_en", "short_vi", "short_en")
    others = Office.objects.filter(is_closed=False).exclude(kind=Office.Kind.PROPONENT).exclude(pk=office.pk)
    for key, *bears in others.values_list("pk", *names):
        for name in bears:
            asked[fold(name)].add(str(key))
    systems = known_systems() if site_system is not None else ()
    return Known(_sorted(people), _sorted(asked), load_gazetteer(), today, systems, site_judge(site_system or ""))


def case_here(actor: Actor, run: CaseImport, number: str) -> Case | None:
    """Return the case that the office keeps under a number of its own, as far as the actor may know of it."""
    return _own_cases(actor, run).filter(own_number=number).first()


def numbers_here(actor: Actor, run: CaseImport, numbers: Collection[str]) -> set[str]:
    """Return which of the numbers the office has cases under, as far as the actor may know of them."""
    kept = _own_cases(actor, run).exclude(own_number="").values_list("own_number", flat=True)
    return set(numbers) & set(kept)


def footprint(case: Case) -> dict[str, int]:
    """Return how many rows of each kind hang on a case, and its version: what a later look is compared with."""
    found = {"version": case.content_version}
    for relation in Case._meta.related_objects:  # noqa: SLF001 - the documented way to what points to a model
        model = relation.related_model
        if model._meta.model_name in _NO_WORK:  # noqa: SLF001 - as above
            continue
        count = model._base_manager.filter(**{relation.field.name: case.pk}).count()  # noqa: SLF001 - as above
        if count:
            found[f"{model._meta.model_name}.{relation.field.name}"] = count  # noqa: SLF001 - as above
    return found


def _own_cases(actor: Actor, run: CaseImport) -> QuerySet[Case]:
    return Case.objects.visible_to(actor).filter(lead_office=run.office_id, level=run.level)


def _sorted(names: Mapping[str, set[str]]) -> dict[str, Sequence[str]]:
    return {name: sorted(keys) for name, keys in names.items() if name}
