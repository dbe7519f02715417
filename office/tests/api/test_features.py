"""OGC API Features: read by GDAL itself with a password of a program; the extent reaches the server and the database."""

import json
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kethop_office.api.views import features

pytestmark = pytest.mark.django_db
ITEMS = "/ogc/collections/{}/items"
GDAL = """
import json, sys
import pyogrio, pyogrio.raw, shapely
assert "r" in pyogrio.list_drivers()["OAPIF"]
_, _, shapes, columns = pyogrio.raw.read(
    sys.argv[1], layer="layer-communes", bbox=(105.3, 21.0, 105.7, 21.3), USERPWD=sys.argv[2]
)
bounds = [list(shapely.from_wkb(one).bounds) for one in shapes]
print(json.dumps({"bounds": bounds, "codes": [str(value) for column in columns for value in column]}))
"""
"""GDAL in a process of its own: it waits for its answer without letting another thread of its process go on."""
NEAR = "105.3,21.0,105.7,21.3"


def items(client, name, **query):
    answer = client.get(ITEMS.format(name), query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/geo+json"
    return json.loads(answer.content)


def test_a_box_narrows_what_comes_and_what_is_counted(programs) -> None:
    client = programs.as_("officer")
    everything, near = items(client, "layer-communes"), items(client, "layer-communes", bbox=NEAR)
    assert (everything["numberMatched"], near["numberMatched"]) == (2, 1)
    assert [one["id"] for one in near["features"]] == [str(programs.commune.pk)]
    over_the_date_line = items(client, "layer-communes", bbox="106.3,20,105.7,22")
    assert over_the_date_line["numberMatched"] == 2


def test_the_site_is_drawn_for_who_may_see_the_case_only(programs) -> None:
    for name, number in {"officer": 1, "proponent": 1, "command_officer": 1, "stranger": 0, "admin": 1}.items():
        found = items(programs.as_(name), "cases")
        assert (found["numberMatched"], len(found["features"])) == (number, number), name
        for one in found["features"]:
            assert shapely.from_geojson(json.dumps(one["geometry"])).bounds == (105.5, 21.1, 105.52, 21.12)


def test_a_day_and_an_interval(programs) -> None:
    client = programs.as_("officer")
    days = {
        "2026-11-03": 1,
        "2026-11-04": 0,
        "2026-11-01/2026-11-30": 1,
        "../2026-11-02": 0,
        "2026-11-03T00:00:00Z/..": 1,
    }
    assert {day: items(client, "cases", datetime=day)["numberMatched"] for day in days} == days
    for wrong in ("yesterday", "2026-11-05/2026-11-01", "a/b/c"):
        assert client.get(ITEMS.format("cases"), {"datetime": wrong}).status_code == 400


@pytest.mark.parametrize("box", ["1", "a,b,c,d", "1,2,3", "nan,1,2,3", "inf,0,1,1", "0,5,1,4"])
def test_a_box_that_is_none(programs, box) -> None:
    assert programs.as_("officer").get(ITEMS.format("cases"), {"bbox": box}).status_code == 400


def test_unknown_parameters_and_other_systems_are_refused(programs) -> None:
    client = programs.as_("officer")
    for query in (
        {"colour": "red"},
        {"crs": "http://www.opengis.net/def/crs/EPSG/0/4326"},
        {"limit": 0},
        {"limit": 1001},
    ):
        assert client.get(ITEMS.format("cases"), query).status_code == 400, query


def test_pages_go_on_by_links_that_say_nothing(programs) -> None:
    client = programs.as_("officer")
    path, seen = f"{ITEMS.format('layer-communes')}?limit=1", []
    while path:
        page = client.get(path).json()
        seen += [one["id"] for one in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        path = following[0] if following else ""
        assert str(programs.far.pk) not in path
    assert sorted(seen) == sorted([str(programs.commune.pk), str(programs.far.pk)])
    other = parse_qs(
        urlsplit(client.get(f"{ITEMS.format('layer-communes')}?limit=1").json()["links"][-1]["href"]).query
    )
    assert client.get(ITEMS.format("cases"), {"page": other["page"][0]}).status_code == 400


def test_the_box_is_asked_of_the_database(programs) -> None:
    client = programs.as_("officer")
    with CaptureQueriesContext(connection) as queries:
        items(client, "layer-communes", bbox=NEAR)
    asked = [query["sql"] for query in queries if "mapshape" in query["sql"] and '"shape"' in query["sql"]]
    assert asked
    assert all('"west" <= ' in sql and '"north" >= ' in sql for sql in asked)


def test_collections_are_those_of_the_account(programs) -> None:
    found = programs.as_("officer").get("/ogc/collections").json()["collections"]
    assert {one["id"] for one in found} == {"cases", "parks", "layer-communes"}
    cases = next(one for one in found if one["id"] == "cases")
    assert cases["extent"]["spatial"]["bbox"] == [[105.5, 21.1, 105.52, 21.12]]
    none = programs.as_("stranger").get("/ogc/collections/cases").json()
    assert "extent" not in none, "the extent is of what the account may see"


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_gdal_reads_it_and_sends_its_box(programs, live_server, monkeypatch) -> None:
    """GDAL's own client (what ogrinfo and QGIS are made of) by HTTP Basic, as a process of its own; its request is looked at."""
    arrived = []
    real = features._box
    monkeypatch.setattr(features, "_box", lambda text: arrived.append(text) or real(text))
    user = f"{programs.world.users['officer'].username}:{programs.secrets['officer']}"
    done = subprocess.run(
        [sys.executable, "-c", GDAL, f"OAPIF:{live_server.url}/ogc/", user],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["bounds"] == [[105.4, 21.0, 105.6, 21.2]]
    assert "08851" in seen["codes"]
    assert [105.3, 21.0, 105.7, 21.3] in [[float(part) for part in text.split(",")] for text in arrived if text]


@pytest.mark.one_database
def test_gdal_without_a_password_reads_nothing(programs, live_server) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GDAL, f"OAPIF:{live_server.url}/ogc/", "officer:wrong"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "401" in done.stderr
