"""The real points and tables come in with every doubt listed and no row lost."""

import csv
import gzip
import json
from collections import Counter

import pytest

from kethop_office.accounts.models import Job
from kethop_office.common.wording import sentence
from kethop_office.registry.actions.importing import begin, choose_columns, order_taking
from kethop_office.registry.actions.undoing import undo_import
from kethop_office.registry.models import ImportRow, ImportRun, IndustrialPark, ParkDoubt

pytestmark = pytest.mark.usefixtures("units", "db")  # in this order

FILES = {"points": "park_points_586.geojson", "2025": "park_table_2025_498.csv.gz", "2026": "park_table_2026_544.csv.gz"}
COUNTS = {"points": 586, "2025": 498, "2026": 544}


def content(folder, which) -> tuple[bytes, str]:
    path = folder / FILES[which]
    data = path.read_bytes()
    return (gzip.decompress(data), path.name.removesuffix(".gz")) if path.suffix == ".gz" else (data, path.name)


def bring_in(actor, data, name, *, policy="keep", replaces=False, mapping=None) -> ImportRun:
    run, job = begin(actor, data, name)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (job.error_code, job.error_fields)
    run.refresh_from_db()
    job = choose_columns(actor, run, {**run.mapping, **(mapping or {})})
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (job.error_code, job.error_fields)
    job = order_taking(actor, run, policy=policy, replaces=replaces)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (job.error_code, job.error_fields)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("which", list(FILES))
def test_a_file_comes_in_whole(park_data, keeper, which):
    run = bring_in(keeper, *content(park_data, which))
    assert run.state == ImportRun.State.TAKEN
    states = Counter(run.rows.values_list("state", flat=True))
    print(which, states, IndustrialPark.objects.count())
    print(Counter(ParkDoubt.objects.filter(row__run=run).values_list("code", flat=True)).most_common())
    for d in ParkDoubt.objects.filter(row__run=run).exclude(code="park.doubt.point_other_commune").order_by("?")[:25]:
        print(d.row.number, d.column, "|", d.text[:90], "|", sentence(d.code, d.fields))
    print(run.notes)
    assert sum(states.values()) == COUNTS[which]
