"""An appraisal whose proposal declares communes, an area, or asks for repair."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kethop.appraisal import CheckState, ScreeningRun, appraise, filing_from_path, read_run, replay, run_bytes
from kethop.errors import DocumentError, KethopError
from kethop.packs import Pack
from kethop.spatial import LayerStore

TABLE = "Điểm;X;Y\n1;2344072,76;552756,73\n2;2344130,14;553379,54\n3;2343632,11;553433,08\n4;2343500;552900\n"
Judge = Callable[..., ScreeningRun]


@pytest.fixture
def judge(tmp_path: Path, repository: Path, vietnam: Pack, vietnam_layers: LayerStore) -> Judge:
    def judged(*, table: str = TABLE, **site: str) -> ScreeningRun:
        lines = (repository / "examples/warehouse.yaml").read_text(encoding="utf-8").splitlines()
        start = lines.index("site:")
        end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith((" ", "#")))
        own = ["site:", "  file: khu.csv", *(f"  {name}: {value}" for name, value in site.items())]
        (tmp_path / "p.yaml").write_text("\n".join([*lines[:start], *own, *lines[end:]]), encoding="utf-8")
        (tmp_path / "khu.csv").write_text(table, encoding="utf-8")
        return appraise(filing_from_path(tmp_path / "p.yaml"), pack=vietnam, layers=vietnam_layers)

    return judged


def fault(judge: Judge, **site: str) -> KethopError:
    with pytest.raises(KethopError) as caught:
        judge(**site)
    return caught.value


def checks(run: ScreeningRun) -> dict[str, CheckState]:
    assert run.site is not None
    return {item.id: item.state for item in run.site.checks}


def test_what_is_not_stated_is_not_compared_and_the_record_says_so(judge: Judge) -> None:
    assert checks(judge(crs="EPSG:9209")) == {"crs.unchecked": CheckState.UNKNOWN}


def test_a_missing_crs_names_the_proposal_and_still_fails(judge: Judge) -> None:
    assert fault(judge).code == "site.crs_missing"
    found = fault(judge, communes='["09208"]')
    assert (found.code, found.fields["crs"]) == ("site.crs_proposed", "EPSG:9209")


def test_a_site_outside_its_communes_fails_and_names_the_other_meridian(judge: Judge) -> None:
    found = fault(judge, crs="EPSG:9214", communes='["Tam Đa, Bắc Ninh"]')
    assert (found.code, found.fields["other"], found.fields["point"]) == ("site.meridian_differs", "EPSG:9209", "1")
    assert found.place is not None
    assert found.place.line == 2
    swapped = fault(judge, crs="EPSG:9209", communes='["09208"]', column_order="x-east")
    assert swapped.code == "site.columns_swapped"


def test_a_declared_commune_must_exist_once(judge: Judge) -> None:
    assert fault(judge, crs="EPSG:9209", communes='["Tam Đảo Đông"]').code == "proposal.commune_unknown"
    found = fault(judge, crs="EPSG:9209", communes='["09208", "Hòa Bình"]')
    assert found.code == "proposal.commune_ambiguous"
    assert found.place is not None
    assert found.place.path == "site.communes.1"


def test_what_agrees_is_kept_in_the_run_and_replays(judge: Judge, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    run = judge(crs="EPSG:9209", communes='["09208"]', area_ha="29.6")
    said = checks(run)
    assert (said["crs.fits"], said["communes.inside"]) == (CheckState.PASS, CheckState.PASS)
    assert any(name.startswith("area.") for name in said)
    stored = read_run(run_bytes(run), source="run.json")
    assert replay(stored, pack=vietnam, layers=vietnam_layers).is_identical


def test_an_area_far_off_asks_for_a_reason(judge: Judge) -> None:
    assert checks(judge(crs="EPSG:9209", area_ha="92.6"))["area.differs"] is CheckState.FAULT
    reasoned = judge(crs="EPSG:9209", area_ha="92.6", area_reason="trừ hành lang")
    assert checks(reasoned)["area.differs_with_reason"] is CheckState.NOTICE


def test_repair_is_asked_for_and_recorded(judge: Judge) -> None:
    twice = TABLE + "5;2343500;552900\n"
    assert fault(judge, table=twice, crs="EPSG:9209").code == "site.duplicate_points"
    run = judge(table=twice, crs="EPSG:9209", repair="true")
    assert checks(run) == {"repair.duplicates_dropped": CheckState.NOTICE, "crs.unchecked": CheckState.UNKNOWN}
    data = run_bytes(run)
    assert b'"before_m2":' in data
    assert b'"after_m2":' in data


def test_keys_that_belong_to_a_file(judge: Judge, tmp_path: Path, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    judge(crs="EPSG:9209")
    text = (tmp_path / "p.yaml").read_text(encoding="utf-8")
    text = text.replace("  file: khu.csv\n  crs: EPSG:9209", '  units: ["09208"]\n  repair: true')
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises((DocumentError, KethopError)):
        filing_from_path(tmp_path / "p.yaml")
    plain = text.replace("\n  repair: true", "")
    (tmp_path / "p.yaml").write_text(plain, encoding="utf-8")
    assert checks(appraise(filing_from_path(tmp_path / "p.yaml"), pack=vietnam, layers=vietnam_layers)) == {}
