"""The database is told of its own tables, at the start and each night."""

import pytest
from django.db import connection, transaction

from kethop_office.common import schedule, statistics
from kethop_office.common.models import ScheduleMark
from kethop_office.common.registrations import registered_setups


def _is_known() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = %s", [ScheduleMark._meta.db_table])
        else:
            cursor.execute("SELECT COUNT(*) FROM pg_stats WHERE tablename = %s", [ScheduleMark._meta.db_table])
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db
def test_statistics_stand_after_a_refresh_in_a_transaction(django_user_model) -> None:
    with transaction.atomic():
        schedule.tick()
        statistics.refresh_statistics()
    assert _is_known()


@pytest.mark.django_db
def test_init_refreshes_them_last() -> None:
    key, step = registered_setups()[-1]
    said: list[str] = []
    step(said.append)
    assert (key, said) == ("statistics", [])
