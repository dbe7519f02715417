"""What the page of a consultation costs: a bound that does not grow with the letters."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions.removals import ask_removal
from kethop_office.appraisal.actions.replying import release_to_others, withdraw_reply
from kethop_office.appraisal.models import Finding, ScreeningRun

MOST = 25
TELLING = ("SAVEPOINT", "RELEASE", "SELECT set_config")
"""Where the database has a wall, it is told who reads: as often, whatever the page holds."""


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [row["sql"] for row in asked.captured_queries if not row["sql"].startswith(TELLING)]


def full_case(world, letters):
    """Letters in every state that a page tells apart."""
    world.answered(world.sent(world.command, role="concurrence"), "objection", "Phản đối.")
    withdraw_reply(world.by("command_head"), world.case.responses.last(), reason="Rút")
    world.answered(world.sent(world.police), "objection", "Phản đối.", who="police")
    for number in range(letters):
        office = Office.objects.create(kind="authority", name_vi=f"Sở {number}", name_en=f"{number}", parent=world.lead)
        world.sent(office, role="concurrence" if number % 2 else "advice")
    run = ScreeningRun.objects.create(
        validation=world.case.validations.get(),
        case=world.case,
        number=1,
        state="done",
        law_date=world.now.date(),
        requested_by=world.users["officer"],
        requested_at=world.now,
        compartment=world.case.compartment,
    )
    for number in range(3):
        Finding.objects.create(
            run=run,
            case=world.case,
            key=f"f{number}",
            order=number,
            topic_vi="Độ cao",
            topic_en="Height",
            outcome="unknown",
            text_vi="Chưa rõ",
            text_en="Not known",
            compartment=world.case.compartment,
        )
    ask_removal(world.by("officer"), world.proposed(), reason="Trùng")
    release_to_others(world.by("officer"), world.case)


def test_the_page_of_a_consultation_needs_few_queries(world):
    full_case(world, 2)
    path = f"/case/{world.case.reference}/consultations"
    few = {who: cost(world.client(who), path) for who in ("officer", "reviewer", "approver")}
    for number in range(6):
        world.sent(Office.objects.create(kind="authority", name_vi=f"Sở thêm {number}", name_en=f"More {number}"))
    for who, before in few.items():
        after = cost(world.client(who), path)
        assert len(after) <= MOST, "\n".join(after)
        assert len(after) == len(before)
