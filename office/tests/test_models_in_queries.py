"""Models are read in `queries` and written in `actions`, nowhere else: the source says so."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

import kethop_office

pytestmark = pytest.mark.one_database

HOME = Path(kethop_office.__file__).parent
ROOMS = {"queries", "actions", "models", "migrations"}
"""Parts of a room that may touch a manager."""

REASONED = {
    "common/schedule.py": "the floor has no rooms above models: the mark of scheduled work is its own row and its own lock",
    "common/signs.py": "signs of life of a process, written by a thread of its own",
    "common/files.py": "a file's row is written with the file, in one function",
    "common/health.py": "asks whether the database answers and stands on this program's tables",
    "common/planning.py": "sets how much memory PostgreSQL takes for a statement; reads nothing",
    "common/statistics.py": "tells the database to count its rows anew; reads none",
    "audit/append_only.py": "puts the triggers of the chain into the database",
    "audit/apps.py": "puts them there after each migration",
    "common/unnamed.py": "compares the rows of files with all that name them, in one function",
    "common/sweeping.py": "compares the files on the disk with the rows that name them, in one function",
    "accounts/row_security/": "tells the database who reads and what it may show: it stands under every query",
    "accounts/apps.py": "raises that wall after each migration",
    "accounts/session_store.py": "is the store of sessions that Django calls",
    "project/safekeeping/": "copies, restores and checks whole tables; it answers no reader",
    "project/commands/start.py": "asks whether the tables are there before any room can be asked",
    "project/commands/worker.py": "closes its own connection between two jobs",
    "project/commands/taking.py": "takes rows of the library that keeps the queue, as that library's own worker does",
    "appraisal/demonstration/": "tells invented stories to an empty office by the rooms' actions; it answers no reader",
}

MANAGERS = {"objects", "_base_manager", "_default_manager"}
CALLS = {"raw", "cursor", "refresh_from_db", "get_model", "bulk_create", "bulk_update", "get_or_create"}
CALLS |= {"update_or_create", "select_for_update", "in_bulk"}
WITHOUT_ARGUMENTS = {"save", "delete"}
OF_A_MANAGER = {"all", "filter", "exclude", "order_by", "exists", "count", "first", "last", "create", "none", "set"}
OF_A_MANAGER |= {"add", "remove", "update", "values_list", "select_related", "prefetch_related", "latest", "earliest"}
WITH_NAMES = {"get", "values"}
"""Also methods of a dict; of a manager when a name is given."""
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


@pytest.fixture(scope="module")
def accessors() -> frozenset[str]:
    """Names of related managers, such as ``inquiries`` of a case."""
    models = [model for model in apps.get_models() if model.__module__.startswith("kethop_office.")]
    names = {one.get_accessor_name() for model in models for one in model._meta.related_objects if one.multiple}
    return frozenset(names | {field.name for model in models for field in model._meta.many_to_many})


def faults(source: str, accessors: frozenset[str]) -> Iterator[str]:
    """Yield where a source touches a model's manager or the database."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield f"{node.lineno}: .{node.attr}"
        if isinstance(node, ast.ImportFrom):
            taken = {alias.name for alias in node.names}
            wrong = taken & {"connection", "connections"} if node.module == "django.db" else taken & SHORTCUTS
            yield from (f"{node.lineno}: imports {name}" for name in sorted(wrong))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _of_call(node, node.func, accessors)


def _of_call(call: ast.Call, called: ast.Attribute, accessors: frozenset[str]) -> Iterator[str]:
    name, owner = called.attr, called.value
    if name in CALLS or (name in WITHOUT_ARGUMENTS and not call.args):
        yield f"{call.lineno}: .{name}()"
    if isinstance(owner, ast.Attribute) and owner.attr in accessors:
        is_named = name in WITH_NAMES and bool(call.keywords)
        if name in OF_A_MANAGER or is_named:
            yield f"{call.lineno}: .{owner.attr}.{name}()"


def _sources() -> Iterator[tuple[str, str]]:
    for path in sorted(HOME.rglob("*.py")):
        place = path.relative_to(HOME).as_posix()
        parts = place.removesuffix(".py").split("/")
        if len(parts) < 2 or parts[1] not in ROOMS:
            yield place, path.read_text(encoding="utf-8")


def _reason(place: str) -> str:
    return next((reason for where, reason in REASONED.items() if place.startswith(where)), "")


def test_no_page_form_or_command_touches_a_model(accessors) -> None:
    found = [
        f"{place}:{fault}" for place, source in _sources() if not _reason(place) for fault in faults(source, accessors)
    ]
    assert not found, "read in queries, write in actions:\n" + "\n".join(found)


@pytest.mark.parametrize("where", REASONED)
def test_each_exception_is_still_needed(where, accessors) -> None:
    assert any(list(faults(source, accessors)) for place, source in _sources() if place.startswith(where)), where


@pytest.mark.parametrize(
    "line",
    [
        "Office.objects.none()",
        "Office._default_manager.count()",
        "type(actor)._base_manager.all()",
        "Office.objects",
        "Case.raw('select 1')",
        "apps.get_model('appraisal', 'Case')",
        "case.inquiries.filter(state='sent')",
        "case.inquiries.get(pk=1)",
        "row.refresh_from_db()",
        "row.save(update_fields=['text'])",
        "rows.delete()",
        "from django.db import connection",
        "from django.shortcuts import get_object_or_404",
    ],
)
def test_a_view_that_reads_a_model_is_found(line, accessors) -> None:
    """A real view is clean; with one line more it is not, and the line is named."""
    view = (HOME / "appraisal/views/inbox.py").read_text(encoding="utf-8")
    assert not list(faults(view, accessors))
    changed = f"{view}\n\ndef _more(actor, case, row, rows):\n    {line}\n"
    assert [fault.split(":")[0] for fault in faults(changed, accessors)] == [str(changed.count("\n"))]


def test_a_dict_is_no_manager(accessors) -> None:
    assert not list(faults("pack.decisions.get(topic)\nfound.names.get((a, b), c)\npack.decisions.values()", accessors))
