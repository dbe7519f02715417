"""``kethop site check``: files, pasted text, exit codes, JSON."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kethop.cli import main as entry

TABLE = "Điểm\tX\tY\n1\t2344072,76\t552756,73\n2\t2344130,14\t553379,54\n3\t2343632,11\t553433,08\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], repository: Path) -> Run:
    monkeypatch.chdir(repository)
    monkeypatch.setenv("COLUMNS", "200")

    def kethop(*arguments: str, pasted: bytes = TABLE.encode()) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kethop", "site", "check", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pasted)))
        with pytest.raises(SystemExit) as ended:
            entry.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return kethop


def test_a_pasted_table_is_asked_for_its_system(run: Run) -> None:
    code, out, err = run("-", "--commune", "Tam Đa, Bắc Ninh", "--lang", "vi")
    assert (code, err) == (1, "")
    assert "Với VN-2000 kinh tuyến trục 105°30′ (múi 3°), cả 3 điểm nằm trong Xã Tam Đa" in out
    assert "ghi crs EPSG:9209" in out


def test_a_confirmed_system_is_in_order(run: Run) -> None:
    code, out, err = run("-", "--commune", "09208", "--crs", "EPSG:9209", "--area-ha", "15,7", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("✓ In order: All 3 points lie in Xã Tam Đa with VN-2000, central meridian 105°30′ (3° zone).")


def test_the_wrong_meridian_in_both_languages(run: Run) -> None:
    arguments = ("-", "--commune", "09208", "--crs", "EPSG:9214", "--lang")
    code, out, _ = run(*arguments, "vi")
    assert code == 1
    assert "điểm 1 rơi vào Đặc khu Vân Đồn, Tỉnh Quảng Ninh, cách khoảng 156 km" in out
    assert "about 156 km away" in run(*arguments, "en")[1]


def test_a_file_and_json(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("examples/sites/stack.geojson", "--json", "-")
    said = json.loads(out)
    assert (code, said["format"], said["is_in_order"]) == (0, "kethop-site-check/1", True)
    assert {line["id"] for line in said["checks"]} >= {"crs.unchecked", "shape.points", "communes.found"}
    assert all(set(line["text"]) == {"vi", "en"} for line in said["checks"])
    path = tmp_path / "panel.json"
    assert run("-", "--commune", "09208", "--json", str(path))[0] == 1
    candidates = json.loads(path.read_text(encoding="utf-8"))["candidates"]
    assert [(item["crs"], item["fits"], item["central_meridian"]) for item in candidates] == [
        ("EPSG:9209", True, 105.5)
    ]


@pytest.mark.parametrize(
    ("arguments", "pasted", "word"),
    [
        (("-",), b"", "site.file_empty"),
        (("-",), b"\xff\xfe\x00", "site.encoding"),
        (("-", "--commune", "Không Có"), TABLE.encode(), "proposal.commune_unknown"),
        (("-", "--crs", "EPSG:1"), TABLE.encode(), "site.crs_unknown"),
        (("nothing.csv",), b"", "site.file_missing"),
        (("-", "--area-ha", "1.234,5"), TABLE.encode(), "37.2"),
        (("-", "--area-ha", "-3"), TABLE.encode(), "37.2"),
        (("-", "--area-ha", "nan"), TABLE.encode(), "37.2"),
    ],
)
def test_bad_input_ends_with_2(run: Run, arguments: tuple[str, ...], pasted: bytes, word: str) -> None:
    code, out, err = run(*arguments, pasted=pasted)
    assert (code, out) == (2, "")
    assert word in err


def test_more_than_can_be_read_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kethop.cli.site.MAX_BYTES", 10)
    code, _, err = run("-")
    assert code == 2
    assert "site.too_large" in err


def test_repair_only_on_request(run: Run) -> None:
    twice = (TABLE + "4\t2343632,11\t553433,08\n").encode()
    assert run("-", "--crs", "EPSG:9209", pasted=twice)[0] == 1
    code, out, _ = run("-", "--crs", "EPSG:9209", "--repair", "--lang", "vi", pasted=twice)
    assert code == 0
    assert "Đã bỏ 1 điểm trùng với điểm liền trước, vòng “1” (3-4)" in out
