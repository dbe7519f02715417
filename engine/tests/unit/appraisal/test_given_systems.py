"""A coordinate system that only the user states is compared with every other that fits, whatever the format."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from kethop.appraisal import SitePanel, SiteStatement, check_site
from kethop.packs import Pack
from kethop.reporting.site_checks import check_text
from kethop.spatial import LayerStore, Outline, read_outline
from kethop.spatial.intake import read_outside
from kethop.vocabulary import Language

DAY = date(2026, 11, 22)
NEAR_MERIDIAN = [(2340000.0, 503000.0), (2340100.0, 503000.0), (2340100.0, 503100.0)]  # fits in 3° and in 6°
TAM_DA = [(2344072.76, 552756.73), (2344130.14, 553379.54), (2343632.11, 553433.08)]


def table(corners: list[tuple[float, float]]) -> bytes:
    return ("Điểm;X;Y\n" + "\n".join(f"{n};{x};{y}" for n, (x, y) in enumerate(corners, 1))).encode()


def mif(clause: str) -> bytes:
    rows = "\n".join(f"{east} {north}" for north, east in NEAR_MERIDIAN)
    packed = io.BytesIO()  # as the parts of a set are delivered
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.mif", f"Version 300\n{clause}Data\nRegion 1\n3\n{rows}\n")
    return packed.getvalue()


@pytest.fixture
def panel(vietnam: Pack, vietnam_layers: LayerStore):  # type: ignore[no-untyped-def]  # a closure
    def made(outline: Outline, *communes: str) -> SitePanel:
        return check_site(outline, SiteStatement(communes=communes), pack=vietnam, layers=vietnam_layers, on=DAY)

    return made


def said(panel: SitePanel, name: str, language: Language = Language.VI) -> str:
    return check_text(next(item for item in panel.checks if item.id == name), language)


def commune_of(panel: SitePanel) -> str:
    found = next(item for item in panel.checks if item.id == "communes.found")
    return found.fields["communes"].vi.removesuffix(" 100 %")  # type: ignore[union-attr]


def test_the_other_zone_is_named_for_a_map_and_a_table(panel) -> None:  # type: ignore[no-untyped-def]
    name = commune_of(panel(read_outline(table(NEAR_MERIDIAN), name="a.csv", crs="EPSG:5897")))
    for data, file in (
        (mif('CoordSys NonEarth Units "m"\n'), "a.mif"),
        (mif(""), "a.mif"),
        (table(NEAR_MERIDIAN), "a.csv"),
    ):
        outline = read_outside(data, name=file, crs="EPSG:5897").outline
        assert outline.is_crs_given
        found = panel(outline, name)
        assert [item.id for item in found.checks][:2] == ["crs.fits", "crs.also"]
        assert "múi 3° hay múi 6°" in said(found, "crs.also")


def test_a_system_that_the_file_states_is_not_doubted(panel) -> None:  # type: ignore[no-untyped-def]
    feature = b'{"type": "Point", "coordinates": [105.7626, 21.1936]}'
    assert not read_outline(feature, name="a.geojson").is_crs_given
    outline = read_outside(feature, name="a.geojson").outline
    assert not outline.is_crs_given
    assert "crs.also" not in [item.id for item in panel(outline, "Quang Minh, Hà Nội").checks]


def test_one_distance_is_rounded_once(panel) -> None:  # type: ignore[no-untyped-def]
    name = commune_of(panel(read_outline(table(NEAR_MERIDIAN), name="a.csv", crs="EPSG:5897")))
    without = panel(read_outline(table(NEAR_MERIDIAN), name="a.csv"), name)
    stated = panel(read_outline(table(NEAR_MERIDIAN), name="a.csv", crs="EPSG:5897"), name)
    distances = [
        next(item for item in found.checks if item.id == line).fields["distance_m"]
        for found, line in ((without, "site.crs_ambiguous"), (stated, "crs.also"))
    ]
    assert distances[0] == distances[1]
    assert isinstance(distances[0], Decimal)
    assert distances[0] != distances[0].to_integral_value()


@pytest.mark.parametrize(("order", "advised"), [("x-north", "x-east"), ("x-east", "x-north")])
def test_swapped_columns_are_told_the_other_order(panel, order: str, advised: str) -> None:  # type: ignore[no-untyped-def]
    corners = TAM_DA if order == "x-east" else [(y, x) for x, y in TAM_DA]
    outline = read_outline(table(corners), name="a.csv", crs="EPSG:9209", column_order=order)  # type: ignore[arg-type]
    found = panel(outline, "09208")
    for language in Language:
        text = said(found, "site.columns_swapped", language)
        assert f"column_order {advised}" in text
        assert f"column_order {order}" not in text


def test_degrees_have_no_zones(panel) -> None:  # type: ignore[no-untyped-def]
    degrees = [(21.1936, 105.7626), (21.1936, 105.7636), (21.1946, 105.7636)]
    found = panel(read_outline(table(degrees), name="a.csv"), "Quang Minh, Hà Nội")
    text = said(found, "site.crs_ambiguous")
    assert "múi" not in text
    assert text.endswith("Xem bản vẽ gốc ghi hệ nào, rồi ghi crs.")
