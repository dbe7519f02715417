"""Many models in one step are the same models as one step each."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from kethop_office.common.create_models import CreateModels

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
HALL = CreateModel("Hall", [("id", models.UUIDField(primary_key=True))])
ROOM = CreateModel(
    "Room",
    [("id", models.UUIDField(primary_key=True)), ("hall", models.ForeignKey("example.Hall", models.CASCADE))],
)


def played(*steps):
    """Return the state after some steps, and the statements forwards and backwards."""
    states, forwards, backwards = [ProjectState()], [], []
    assert states[0].apps is not None  # as in a run of migrations
    for step in steps:
        states.append(states[-1].clone())
        step.state_forwards("example", states[-1])
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            step.database_forwards("example", editor, states[-2], states[-1])
        forwards += editor.collected_sql
    for number, step in reversed(list(enumerate(steps))):
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            step.database_backwards("example", editor, states[number + 1], states[number])
        backwards += editor.collected_sql
    return states[-1], forwards, backwards


def test_together_or_one_by_one():
    state, forwards, backwards = played(CreateModels([HALL, ROOM]))
    other, *statements = played(HALL, ROOM)
    assert state == other
    assert sorted(forwards) == sorted(statements[0])
    assert backwards == statements[1]
    assert len([line for line in backwards if line.startswith("DROP TABLE")]) == 2
    assert {model.__name__ for model in state.apps.get_models()} == {"Hall", "Room"}
