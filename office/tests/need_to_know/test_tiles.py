"""A tile that is kept is shown to nobody but those who may see all that is in it."""

import pytest
from django.core.cache import caches
from django.test import override_settings
from need_to_know.asking import undone

from kethop_office.accounts.models import Compartment
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.models import MapShape
from kethop_office.appraisal.queries.map_tiles import tile

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept tiles"}


def test_a_tile_of_a_compartment_is_not_kept_for_others_of_the_level(office):
    shape, at = office.more.shape, (8, *office.more.tiles[0])
    granted, other = (actor_of(office.readers.users[name]) for name in ("officer", "stranger"))
    with override_settings(CACHES={"default": IN_MEMORY, "tiles": IN_MEMORY}), undone():
        caches["tiles"].clear()
        secret = Compartment.objects.create(kind="layers")
        secret.grants.create(
            user_id=granted.user_id, mode="read", starts=granted.at, ends=granted.at.replace(year=2027), event="example"
        )
        fields = {one.attname: getattr(shape, one.attname) for one in MapShape._meta.concrete_fields}
        MapShape.objects.create(**fields | {"id": secret.pk, "name_vi": "Xã Kín", "compartment_id": secret.pk})
        assert "Xã Kín".encode() in tile(granted, shape.layer, at)
        assert "Xã Kín".encode() not in tile(other, shape.layer, at)
        assert "Xã Kín".encode() in tile(granted, shape.layer, at)
        caches["tiles"].clear()
