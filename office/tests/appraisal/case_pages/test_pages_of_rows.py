"""What a page of a list does with the database on its way: it changes no answer, and stays behind with nobody."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.case_list.narrowing import among
from kethop_office.common.planning import row_by_row

pytestmark = pytest.mark.django_db


def little():
    """Return whether the database has little memory for a statement; SQLite asks for none."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('work_mem'), current_setting('hash_mem_multiplier')")
        return cursor.fetchone() == ("64kB", "1")


def test_little_memory_lasts_as_long_as_the_page():
    is_postgresql = connection.vendor == "postgresql"
    with row_by_row():
        assert little() is (True if is_postgresql else None)
    assert little() is (False if is_postgresql else None)


@pytest.mark.django_db(transaction=True)
def test_after_an_error_it_is_as_before():
    def fails():
        with transaction.atomic(), row_by_row():
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert not little()


def test_of_some_keys_those_are_found_that_there_are(make, finance):
    cases = [make.case(finance, f"Dự án {number}") for number in range(4)]
    wanted = {case.pk for case in cases[:2]}
    assert set(Case.objects.filter(among("pk", wanted | {uuid4()}))) == set(cases[:2])
    assert set(Case.objects.exclude(among("pk", wanted))) == set(cases[2:])
    assert not Case.objects.filter(among("pk", set())).exists()
    held = {case.compartment_id for case in cases[1:]}
    assert set(Case.objects.filter(among("compartment_id", held))) == set(cases[1:])
