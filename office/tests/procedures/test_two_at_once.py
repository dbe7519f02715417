"""Two who finish one step at the same moment: one does it, the other is told; the next step stands once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from kethop_office.accounts.row_security.reader import keeping
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions, queries
from kethop_office.procedures.models import ProcedureRun


def is_shared_memory():
    return connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"])


def at_the_same_moment(*acts):
    """Run acts in threads that start together; return what each gave or how it was refused."""
    barrier = Barrier(len(acts))

    def one(act):
        try:
            barrier.wait(timeout=10)
            with keeping("setup"):  # where the database has a wall, a new connection sees nothing
                act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("element", ["receive", "consult"])
def test_one_step_is_finished_once(house, drawings, element):
    if is_shared_memory():
        pytest.skip(
            "threads of one process share SQLite's memory and its lock; the file and PostgreSQL are what offices run"
        )
    run = house.start()
    officer = house.actors["officer"]
    after = "validate"
    if element == "consult":
        for step, said in (("receive", ""), ("validate", "valid"), ("screen", ""), ("prepare_consultation", "")):
            actions.finish(run, step, actor=officer, outcome=said)
        for item in ("q1", "q2"):
            actions.add_item(run, "consult", item, office=house.command, due_on=None, actor=officer)
        after = "draft_report"
    items = ["q1", "q2", "q2"] if element == "consult" else ["", ""]

    def act(item):
        return lambda: actions.finish(ProcedureRun.objects.get(pk=run.pk), element, actor=officer, item=item)

    told = at_the_same_moment(*(act(item) for item in items))
    assert told == ["done"] * (len(items) - 1) + ["procedure.step_not_running"]
    assert [step.element for step in queries.running(run)] == [after]
