"""The check panel: every kind of line, for a real commune and an invented site."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kethop.appraisal import CheckState, SitePanel, SiteStatement, check_site
from kethop.packs import Pack
from kethop.spatial import PASTED, LayerStore, read_outline

DAY = date(2026, 11, 22)
TAM_DA = "Xã Tam Đa, tỉnh Bắc Ninh"
CORNERS = [
    (2344072.76, 552756.73),
    (2344130.14, 553379.54),
    (2343632.11, 553433.08),
    (2343500.0, 552900.0),
    (2343700.0, 552700.0),
]
Panel = Callable[..., SitePanel]


def table(corners: list[tuple[float, float]], heads: str = "Điểm;X;Y") -> str:
    return heads + "\n" + "\n".join(f"{n};{x};{y}" for n, (x, y) in enumerate(corners, 1))


@pytest.fixture
def panel(vietnam: Pack, vietnam_layers: LayerStore) -> Panel:
    def made(
        text: str = table(CORNERS),
        crs: str | None = None,
        layers: LayerStore = vietnam_layers,
        on: date = DAY,
        **stated: object,
    ) -> SitePanel:
        outline = read_outline(text.encode(), name=PASTED, crs=crs)
        return check_site(outline, SiteStatement(**stated), pack=vietnam, layers=layers, on=on)  # type: ignore[arg-type]

    return made


def ids(panel: SitePanel, state: CheckState | None = None) -> list[str]:
    return [item.id for item in panel.checks if state in {None, item.state}]


def fields(panel: SitePanel, name: str) -> dict[str, object]:
    return dict(next(item for item in panel.checks if item.id == name).fields)


def test_the_commune_proposes_and_nothing_is_taken_silently(panel: Panel) -> None:
    found = panel(communes=(TAM_DA,))
    assert ids(found) == ["site.crs_proposed", "ring.valid", "area.measured", "communes.inside"]
    assert not found.is_in_order
    assert fields(found, "site.crs_proposed") == {
        "system": "EPSG:9209",
        "crs": "EPSG:9209",
        "points": Decimal(5),
        "communes": "Xã Tam Đa",
    }


def test_a_stated_system_that_fits(panel: Panel) -> None:
    found = panel(crs="EPSG:9209", communes=("09208",), area_ha=Decimal("36.2"))
    assert found.is_in_order
    assert ids(found) == ["crs.fits", "crs.x_is_north", "ring.valid", "area.agrees", "communes.inside"]
    assert set(ids(found, CheckState.PASS)) == set(ids(found))


def test_a_wrong_meridian_names_place_distance_and_the_right_one(panel: Panel) -> None:
    found = panel(crs="EPSG:9214", communes=("09208",))
    said = fields(found, "site.meridian_differs")
    assert said["landing"] == "Đặc khu Vân Đồn, Tỉnh Quảng Ninh"
    assert said["distance_m"] == pytest.approx(Decimal(156_000), rel=Decimal("0.01"))
    assert (said["point"], said["system"], said["other"], said["crs"]) == ("1", "EPSG:9214", "EPSG:9209", "EPSG:9209")
    assert "communes.inside" not in ids(found)


def test_other_slips(panel: Panel) -> None:
    turned = [(y, x) for x, y in CORNERS]
    assert ids(panel(table(turned), crs="EPSG:9209", communes=("09208",)))[0] == "site.columns_swapped"
    assert ids(panel(table(turned), crs="EPSG:9214", communes=("09208",)))[0] == "site.meridian_and_columns"
    assert ids(panel(table(turned), communes=("09208",)))[0] == "site.crs_proposed_swapped"
    assert ids(panel(crs="EPSG:3405", communes=("09208",)))[0] == "site.zone_differs"
    assert ids(panel(crs="EPSG:9209", communes=("Đặc khu Vân Đồn",)))[0] == "site.meridian_differs"
    assert ids(panel(crs="EPSG:9209", communes=("Phường Ba Đình, Hà Nội",)))[0] == "site.outside_communes"
    assert ids(panel(communes=("Phường Ba Đình, Hà Nội",)))[0] == "site.crs_not_found"
    far = [(x + 9e6, y) for x, y in CORNERS]
    assert ids(panel(table(far), crs="EPSG:9209", communes=("09208",)))[:2] == ["site.outside_communes", "ring.valid"]
    nowhere = [(x, y + 9e9) for x, y in CORNERS]
    assert ids(panel(table(nowhere), crs="EPSG:9209", communes=("09208",)))[0] == "site.outside_communes_unplaced"
    assert ids(panel(table(far), crs="EPSG:9209"))[0] == "site.outside_area_of_use"


def test_three_and_six_degrees(panel: Panel) -> None:
    sites = [(2340000.0, 503000.0), (2340100.0, 503000.0), (2340100.0, 503100.0)]
    first = panel(table(sites), crs="EPSG:5897")
    commune = next(item for item in first.checks if item.id == "communes.found").fields["communes"]
    name = commune.vi.removesuffix(" 100 %")  # type: ignore[union-attr]
    both = panel(table(sites), communes=(name,))
    assert ids(both)[0] == "site.crs_ambiguous"
    assert fields(both, "site.crs_ambiguous")["distance_m"] == pytest.approx(Decimal(702), abs=Decimal(5))
    chosen = panel(table(sites), crs="EPSG:5897", communes=(name,))
    assert ids(chosen)[:2] == ["crs.fits", "crs.also"]
    assert chosen.is_in_order


def test_several_systems_fit_and_the_columns_too(panel: Panel) -> None:
    degrees = [(21.1936, 105.7626), (21.1936, 105.7636), (21.1946, 105.7636)]
    name = panel(table(degrees), crs="EPSG:4326").checks[-1].fields["communes"].vi.removesuffix(" 100 %")  # type: ignore[union-attr]
    turned = panel(table([(y, x) for x, y in degrees]), communes=(name,))
    assert ids(turned)[0] == "site.crs_ambiguous"
    assert fields(turned, "site.crs_ambiguous")["columns"] == "swapped"
    assert fields(turned, "site.crs_ambiguous")["system"] == "EPSG:4756, EPSG:4326"
    assert (
        ids(panel(table([(y, x) for x, y in degrees]), crs="EPSG:4326", communes=(name,)))[0] == "site.columns_swapped"
    )
    sites = [(2340000.0, 503000.0), (2340100.0, 503000.0), (2340100.0, 503100.0)]
    other = panel(table(sites), crs="EPSG:5897").checks[-1].fields["communes"].vi.removesuffix(" 100 %")  # type: ignore[union-attr]
    several = panel(table(sites), crs="EPSG:9214", communes=(other,))
    assert fields(several, "site.several_fit")["other"] == "EPSG:5897, EPSG:3405"
    assert fields(several, "site.several_fit")["columns"] is None


def test_near_the_edge_of_a_commune_the_other_system_is_named(panel: Panel) -> None:
    corner = [(21.3, 105.61), (21.3, 105.611), (21.301, 105.611)]
    found = panel(table(corner), communes=("Vĩnh Yên",))
    assert ids(found)[:2] == ["site.crs_proposed", "crs.also_partly"]
    assert fields(found, "crs.also_partly")["other"] == "EPSG:4756"
    stated = panel(table(corner), crs="EPSG:4326", communes=("Vĩnh Yên",))
    assert ids(stated)[:2] == ["crs.fits", "crs.also_partly"]


def test_an_undeclared_commune_is_named_with_its_share(panel: Panel) -> None:
    wide = [(2344000.0, 552756.0), (2344000.0, 560000.0), (2343600.0, 560000.0), (2343600.0, 552756.0)]
    found = panel(table(wide), crs="EPSG:9209", communes=("09208",))
    assert ids(found)[0] == "crs.fits_partly"
    assert "communes.undeclared" in ids(found, CheckState.FAULT)
    without = panel(table(wide), communes=("09208",))
    assert ids(without)[0] == "site.crs_partial"
    named = [item.fields["code"] for item in found.checks if item.id == "communes.undeclared"]
    every = panel(table(wide), crs="EPSG:9209", communes=("09208", *map(str, named), "Phường Ba Đình, Hà Nội"))
    assert ids(every)[0] == "crs.fits"
    assert "communes.untouched" in ids(every, CheckState.NOTICE)


@pytest.mark.parametrize(
    ("area", "line", "hint"),
    [
        ("36.5", "area.agrees", None),
        ("37.2", "area.differs_little", None),
        ("63.18", "area.differs", "area.hint_transposed"),
        ("361800", "area.differs", "area.hint_square_metres"),
        ("3.618", "area.differs", "area.hint_decimal"),
        ("50", "area.differs", None),
    ],
)
def test_area_beside_the_stated_one(panel: Panel, area: str, line: str, hint: str | None) -> None:
    found = panel(crs="EPSG:9209", area_ha=Decimal(area))
    assert [name for name in ids(found) if name.startswith("area.")] == [line, *([hint] if hint else [])]
    assert found.is_in_order is (line != "area.differs")
    assert panel(crs="EPSG:9209", area_ha=Decimal(area), area_reason="đo lại").is_in_order


def test_a_broken_boundary_and_its_repair(panel: Panel) -> None:
    bow = table([CORNERS[index] for index in (0, 2, 1, 3, 3)])
    broken = panel(bow, crs="EPSG:9209")
    assert ids(broken, CheckState.FAULT)[:1] == ["site.duplicate_points"]
    assert "shape.crossing" in ids(broken, CheckState.FAULT)
    mended = panel(bow, crs="EPSG:9209", repair=True)
    assert mended.is_in_order
    assert {"repair.duplicates_dropped", "repair.crossing_resolved"} <= set(ids(mended, CheckState.NOTICE))
    assert ids(panel(bow))[:3] == ["site.crs_missing", "crs.unchecked", "site.duplicate_points"]


def test_many_faults_are_counted_not_hidden(panel: Panel) -> None:
    steps = [(2344000.0 + 0.1 * step, 553000.0 + (step % 2) * 0.2) for step in range(60)]
    found = panel(table([*steps, (2344000.0, 553500.0)]), crs="EPSG:9209")
    assert ids(found).count("shape.short_edge") == 20
    assert fields(found, "ring.more")["count"] == Decimal(39)


def test_without_layers_or_with_old_ones(panel: Panel, tmp_path: Path) -> None:
    none = panel(crs="EPSG:9209", communes=("09208",), layers=LayerStore([tmp_path]))
    assert ids(none, CheckState.UNKNOWN) == ["crs.layer_unusable", "communes.unknown"]
    old = panel(communes=("09208",), on=date(2030, 1, 1))
    assert ids(old)[:2] == ["site.crs_proposed", "crs.layer_stale"]
    assert "communes.unknown" in ids(old)


def test_a_site_at_sea_and_a_mast_with_an_area(panel: Panel, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    sea = [(15.0, 110.5), (15.0, 110.6), (15.1, 110.6)]
    assert "communes.uncovered" in ids(panel(table(sea), crs="EPSG:4326"))
    mast = read_outline(b'{"type": "Point", "coordinates": [105.7626, 21.1936]}', name="mast.geojson")
    stated = SiteStatement(communes=("Quang Minh, Hà Nội",), area_ha=Decimal(1))
    found = check_site(mast, stated, pack=vietnam, layers=vietnam_layers, on=DAY)
    assert ids(found) == ["crs.fits", "shape.points", "area.none", "communes.inside"]
    assert not found.is_in_order
