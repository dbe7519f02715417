"""An office has one name, and another in some provinces."""

import pytest

from kethop.packs import Pack


@pytest.mark.parametrize(
    ("province", "name"),
    [
        ("01", "Building Office of {province}"),
        ("02", "Building and Quays Office of {province}"),
        (None, "Building Office of {province}"),
    ],
)
def test_a_province_may_have_its_own_name(template: Pack, province: str | None, name: str) -> None:
    assert template.bodies["building_office"].label_in(province).en == name


def test_only_some_offices_are_of_a_province(template: Pack) -> None:
    assert [name for name, body in template.bodies.items() if body.is_per_province] == ["building_office"]
