"""Two workers of a Dask cluster on this machine write what threads write."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cadastre_scene import decision_table, screen, screened

from kethop.cli import cluster
from kethop.errors import KethopError


@pytest.fixture(scope="module")
def address(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = repository / "benchmarks/rows/local_cluster.py"
    folder = tmp_path_factory.mktemp("cluster")  # its workers keep their own files where they are started
    with subprocess.Popen(
        [sys.executable, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate("", timeout=60)
    assert process.returncode == 0


def test_the_same_content_from_a_cluster_of_two(scene: Path, address: str) -> None:
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--part-rows", "100", "--key", "id")
    screened(*arguments, "--out", scene / "threads")
    screened(*arguments, "--out", scene / "cluster", "--cluster", address)
    screened(*arguments, "--out", scene / "cluster.parquet", "--cluster", address)
    one, other = (
        {path.name: path.read_bytes() for path in (scene / name).glob("*.*")} for name in ("threads", "cluster")
    )
    assert one == other
    assert len(one) >= 10
    screened(*arguments, "--out", scene / "threads.parquet")
    assert (scene / "threads.parquet").read_bytes() == (scene / "cluster.parquet").read_bytes()
    written = (scene / "p.parquet").read_bytes()
    (scene / "p.parquet").write_bytes(written[:-9] + b"x" + written[-8:])
    refused = screen(*arguments, "--out", scene / "o", "--cluster", address)
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "layer.unreadable"


def test_an_error_of_a_worker_is_told_as_one_of_this_process(scene: Path, address: str) -> None:
    """An attribute that no rule understands is found by the worker that reads it."""
    (scene / "t.dmn").write_text(
        decision_table("FIRST", {"parcel_bbox": "number"}, [("-", '"x"', "1")]), encoding="utf-8"
    )
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--rules", scene / "t.dmn")
    for more in ((), ("--cluster", address)):
        refused = screen(*arguments, "--out", scene / "o", *more)
        assert isinstance(refused.exception, KethopError)
        assert (refused.exception.code, refused.exception.fields["name"]) == ("tables.column_type", "parcel_bbox")


def test_a_cluster_that_is_not_there_is_refused(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--cluster")
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    for address, code in (
        ("tcp://127.0.0.1:9", "screen.cluster_unreachable"),
        ("nonsense:", "screen.cluster_unreachable"),
    ):
        refused = screen(*arguments, address)
        assert isinstance(refused.exception, KethopError), refused.exception
        assert refused.exception.code == code
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    refused = screen(*arguments, "tcp://127.0.0.1:9")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screen.no_cluster"


def test_what_is_no_address_is_refused_before_anything_waits(scene: Path) -> None:
    for wrong in ("rubbish", "tcp://nobody", "tcp://a:b"):
        refused = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--cluster", wrong)
        assert isinstance(refused.exception, KethopError)
        assert refused.exception.code == "screen.cluster_unreachable"
        assert "HOST:PORT" in str(refused.exception.fields["problem"])
