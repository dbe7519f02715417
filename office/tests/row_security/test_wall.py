"""What PostgreSQL itself shows and takes, with no help from the office's own filters."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import ProgrammingError, connection, transaction
from django.db.models import Count
from ground import NOON, RANKS
from sessions_at import works_at

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Compartment
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security import policies
from kethop_office.accounts.row_security.check import fault
from kethop_office.accounts.row_security.reader import NOBODY, Reader, across_compartments, keeping, reader_of, reading
from kethop_office.appraisal.models import Case, CaseWord, Finding, Inquiry
from kethop_office.registry.models import IndustrialPark

pytestmark = pytest.mark.django_db
CANARY = "CHIMHOANGYEN9173"
REFUSED = pytest.raises(ProgrammingError, match="row-level security")


def counted():
    with connection.cursor() as cursor:
        found = {}
        for model in [*policies.labelled(), *policies.dependents()]:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a name of ours
            found[model._meta.label] = cursor.fetchone()[0]
    return found


def test_the_wall_stands_and_says_where_it_does_not():
    assert fault() is None
    with connection.cursor() as cursor:
        cursor.execute(f"DROP POLICY {policies.NAME} ON appraisal_letter")
        assert "appraisal_letter" in fault()[1]
        cursor.execute(f"CREATE POLICY {policies.NAME} ON appraisal_letter USING (true)")
        assert "appraisal_letter" in fault()[1]
        policies.install(connection)
        assert fault() is None
        cursor.execute(f"ALTER POLICY {policies.NAME} ON appraisal_letter USING (level < 20)")
        assert "appraisal_letter" in fault()[1]
        policies.install(connection)
        cursor.execute("CREATE POLICY another ON appraisal_case USING (true)")
        assert "appraisal_case" in fault()[1]
        cursor.execute("DROP POLICY another ON appraisal_case")
        cursor.execute("ALTER TABLE appraisal_inquiry NO FORCE ROW LEVEL SECURITY")
        assert "appraisal_inquiry" in fault()[1]


def test_a_connection_that_was_told_nothing_sees_nothing(ground):
    ground.case("Mở")
    assert counted()["appraisal.Case"] == 1
    with reading(NOBODY):
        assert set(counted().values()) == {0}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kethop.rank', '', true), set_config('kethop.is_keeper', '', true)")
        assert set(counted().values()) == {0}
        transaction.set_rollback(True)


def test_what_is_shown_is_what_an_oracle_says(ground):
    """Levels, compartments, grants of an office and of an account, before, during and after their time, ended or not."""
    dice = random.Random(20261123)  # noqa: S311 - no secret
    compartments = [None] + [Compartment.objects.create(kind="case") for _ in range(12)]
    grants = [
        ground.grant(
            dice.choice(compartments[1:]),
            **dice.choice([{"office": ground.own}, {"office": ground.other}, {"user": ground.user}]),
            starts=dice.choice([-20, -1, 0, 1]),
            ends=dice.choice([2, 30, 0]),
            revoked=dice.choice([None, None, None, -1]),
        )
        for _ in range(25)
    ]
    parks = [ground.park(level=dice.choice(RANKS), compartment=dice.choice(compartments)) for _ in range(150)]
    for _ in range(25):
        offices = frozenset(dice.sample([ground.own.pk, ground.other.pk], dice.randrange(3)))
        user = dice.choice([ground.user.pk, None])
        moment = NOON + timedelta(days=dice.choice([-2, 0, 1, 5]))
        reader = Reader(dice.choice((-1, *RANKS)), user, offices, moment)
        live = {
            grant.compartment_id
            for grant in grants
            if (grant.office_id in offices or (user and grant.user_id == user))
            and grant.starts <= moment < grant.ends
            and grant.revoked_at is None
        }
        known = {p.pk for p in parks if p.level <= reader.rank and (not p.compartment_id or p.compartment_id in live)}
        with reading(reader):
            assert {p.pk for p in IndustrialPark.objects.all()} == known
            assert IndustrialPark.objects.count() == len(known)
        with reading(replace(reader, is_across=True)):
            assert {p.pk for p in IndustrialPark.objects.all()} == {p.pk for p in parks if p.level <= reader.rank}


def test_no_way_of_reading_shows_a_hidden_row(ground, compartment):
    """The ways in which a filtering manager alone leaks: foreign keys, links, counts, raw statements, serialisers."""
    ground.case("Mở")
    hidden = [ground.case(CANARY, level=20), ground.case(CANARY, compartment=compartment)]
    words = ground.case("Mở thêm")
    with reading(reader_of(actor_of(ground.user, NOON))):
        assert Case.objects.count() == 2
        assert words.words.count() == 1
        for case in hidden:
            with pytest.raises(Case.DoesNotExist):
                case.refresh_from_db()
            assert not Case._base_manager.filter(pk=case.pk).exists()
            assert case.inquiries.count() == case.words.count() == case.findings.count() == 0
        seen = [
            list(Case._base_manager.values_list("title", flat=True)),
            [row.case.title for row in Inquiry.objects.select_related("case")],
            list(Finding.objects.values_list("case__title", "inquiries__body_vi")),
            list(CaseWord.objects.values_list("word", "case__title")),
            list(Inquiry.objects.filter(case__title__startswith=CANARY[:3])),
            list(Case.objects.all().union(Case._base_manager.all())),
            list(Case.objects.raw("SELECT * FROM appraisal_case")),
            list(Inquiry.findings.through.objects.values_list("finding__text_vi", flat=True)),
            list(ground.own.inquiries.values_list("body_vi", flat=True)),
            list(Case.objects.prefetch_related("inquiries__findings").values_list("inquiries__findings__text_vi")),
            serializers.serialize("json", Case._base_manager.all()),
            serializers.serialize("json", CaseWord._base_manager.all()),
        ]
        assert CANARY not in str(seen)
        assert CANARY.lower() not in str(seen)
        offices = type(ground.own).objects.annotate(number=Count("inquiries"))
        assert {office.number for office in offices if office == ground.own} == {2}
        assert Inquiry.findings.through.objects.count() == 2


def test_a_row_is_written_at_the_level_of_the_session_only(ground):
    low, own, high = (ground.park(level=rank) for rank in (0, 10, 20))
    with reading(Reader(10, ground.user.pk, frozenset({ground.own.pk}), NOON)):
        for rank in (0, 20, 40):
            with REFUSED, transaction.atomic():
                ground.park(level=rank)
        ground.park(level=10)
        with REFUSED, transaction.atomic():
            IndustrialPark.objects.filter(pk=low.pk).update(name="viết xuống")
        with REFUSED, transaction.atomic():
            IndustrialPark.objects.filter(pk=own.pk).update(level=0)
        assert IndustrialPark.objects.filter(pk=high.pk).update(name="viết lên") == 0
        assert IndustrialPark.objects.filter(pk=high.pk).delete()[0] == 0
        assert IndustrialPark.objects.filter(pk=own.pk).update(name="đúng mức") == 1
    assert set(IndustrialPark.objects.values_list("name", flat=True)) == {"Khu", "đúng mức"}
    assert IndustrialPark.objects.get(pk=low.pk).name == "Khu"


def test_readers_follow_each_other_and_leave_nothing(ground, compartment):
    ground.case("Mở")
    ground.case("Kín", compartment=compartment)
    own = reader_of(actor_of(ground.user, NOON))
    with reading(own):
        assert Case.objects.count() == 1
        with across_compartments():
            assert Case.objects.count() == 2
        assert Case.objects.count() == 1
        with keeping("clock"):
            assert Case.objects.count() == 2
        assert Case.objects.count() == 1
        with pytest.raises(ValueError, match="stop"), across_compartments():
            raise ValueError("stop")
        assert Case.objects.count() == 1
        with pytest.raises(ValueError, match="stop"), keeping("backup"):
            raise ValueError("stop")
        assert Case.objects.count() == 1
    assert Case.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_request_or_job_a_connection_knows_nobody(ground):
    with keeping("setup"):
        ground.park()
        with keeping("clock"):
            assert IndustrialPark.objects.count() == 1
        connection.close()
        assert IndustrialPark.objects.count() == 1, "a connection that is opened anew goes on as the same reader"
        with reading(NOBODY):
            assert IndustrialPark.objects.count() == 0
        assert IndustrialPark.objects.count() == 1
        nobody = NOBODY
        with reading(nobody), keeping("clock"):
            assert IndustrialPark.objects.count() == 1


class TestPages:
    """The same through the pages."""

    @pytest.fixture
    def cleared(self, ground, client):
        client.force_login(ground.account("officer.2", rank=20, role="steward"))
        session = client.session
        sessions.begin(session)
        session.save()
        return client

    def test_a_session_sees_up_to_its_level_and_can_raise_it_to_the_clearance(self, ground, cleared):
        secret = ground.park("Khu Ẩn", level=20)
        path = f"/registry/park/{secret.pk}/"
        assert cleared.get(path).status_code == 404
        assert cleared.post("/account/level/", {"level": "30"}).status_code == 404
        assert cleared.post("/account/level/", {"level": "20"}).status_code == 302
        assert cleared.get(path).status_code == 200
        assert "Mức làm việc của phiên này" in cleared.get("/account/").content.decode()

    def test_an_act_on_another_level_is_not_done_and_says_so(self, ground, cleared):
        park = ground.park("Khu Mở")
        path = f"/registry/park/{park.pk}/edit/"
        works_at(cleared, 20)
        form = cleared.get(path).context["form"]
        typed = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
        answer = cleared.post(path, typed | {"name": "Khu Đã đổi"})
        park.refresh_from_db()
        assert (answer.status_code, park.name) == (409, "Khu Mở")
        assert "Phiên đang ở mức khác" in answer.content.decode()

    def test_a_role_without_clearance_has_one_level_and_no_switch(self, ground, client):
        client.force_login(ground.user)
        session = client.session
        sessions.begin(session)
        session.save()
        assert client.post("/account/level/", {"level": "10"}).status_code == 404
