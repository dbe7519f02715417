"""The pages of parks, imports, layers and units in a real browser: axe finds nothing, nothing runs sideways."""

import os
from pathlib import Path

import pytest
from browser import axe, context_of, in_turn, is_sideways
from django.conf import settings

from kethop_office.accounts.models import Role, User
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.registry.actions.importing import begin, choose_columns, order_taking
from kethop_office.registry.actions.layers import keep_layers
from kethop_office.registry.actions.parks import add_park, propose_merge
from kethop_office.registry.models import ImportRun, Layer, ParkDoubt
from kethop_office.territory.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("KETHOP_PICTURES", "")


TABLE = """Tên KCN,Loại,Tỉnh,Xã,Diện tích (ha),Tỷ lệ lấp đầy
KCN Ví dụ Một,KCN,Bắc Ninh,Xã Tam Đa,"1.234,5",65
KCN Ví dụ Hai,KCN,Vĩnh Phúc,,"35,52",2021
,KCN,Bắc Ninh,,12,
"""


def bring_in(actor, text, policy):
    run, _job = begin(actor, text.encode(), "danh-muc.csv")
    run.refresh_from_db()
    choose_columns(actor, run, run.mapping)
    order_taking(actor, run, policy=policy, replaces=False)
    run.refresh_from_db()
    assert run.state == ImportRun.State.TAKEN
    return run


@pytest.fixture
def paths(account, open_as):
    """A unit, an import with doubts, a proposal to merge, layers; return the pages of them."""
    province = {"level": "province", "code": "24", "name": "Bắc Ninh", "type": "tỉnh"}
    Unit.objects.get_or_create(key="province:24", defaults=province)
    steward = account("steward.1", Role.STEWARD)
    client = open_as(steward)
    bring_in(actor_of(steward), TABLE, "keep")
    run = bring_in(actor_of(steward), f"{TABLE}KCN Ví dụ Ba,CCN,Bắc Ninh,Xã Tam Đa,1.234,2020\n", "wait")
    keep_layers(None)
    values = {"name": "KCN Ví dụ Bốn", "lon": 106.01, "lat": 21.19, "province": "24", "area_ha": "251.6"}
    park = add_park(actor_of(steward), values)
    other = add_park(actor_of(steward), values)
    propose_merge(actor_of(steward), park, other, "Cùng quyết định thành lập")
    doubt = ParkDoubt.objects.filter(is_note=False, park__isnull=False).first()
    found = [
        "/registry/park/",
        f"/registry/park/{park.pk}/",
        f"/registry/park/{doubt.park_id}/",
        f"/registry/park/{park.pk}/edit/",
        f"/registry/park/{park.pk}/merge/",
        "/registry/park/merge/",
        f"/registry/doubt/{doubt.pk}/",
        "/registry/import/",
        "/registry/import/new/",
        f"/registry/import/{run.pk}/",
        f"/registry/import/{run.pk}/columns/",
        f"/registry/import/{run.pk}/rows/?state=waiting",
        "/registry/layer/",
        "/registry/layer/new/",
        f"/registry/layer/{Layer.objects.get(layer='aerodromes').pk}/",
        "/territory/?q=24",
        "/territory/province:24/",
    ]
    return client, found


@pytest.mark.parametrize(("language", "width"), in_turn(1, ("vi", 1400), ("en", 360)))
def test_pages_are_accessible_and_fit(chromium, live_server, paths, language, width):
    client, found = paths
    User.objects.update(language=language)
    context = context_of(chromium, language, width)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    cookies[settings.LANGUAGE_COOKIE_NAME] = language
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    complaints: dict[str, list[str]] = {}
    for number, path in enumerate(found):
        assert page.goto(f"{live_server.url}{path}").status == 200, path
        assert page.locator("html").get_attribute("lang") == language
        told = axe(page) + (["runs sideways"] if is_sideways(page) else [])
        if told:
            complaints[path] = told
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"registry-{language}-{number:02}.png"), full_page=True)
    context.close()
    assert complaints == {}
