"""Whatever the reader process does, its parent gives a result or one clear error, in bounded time."""

import json
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.errors import KethopError, SiteError
from kethop.spatial.intake import limits, outside, read_outside
from kethop.spatial.intake.answer import AnswerError, open_answer, reading_answer
from kethop.spatial.intake.reading import FileReading, LayerSummary, PartSummary
from kethop.spatial.notes import note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole, SiteFormat

POINT = b'{"type": "Point", "coordinates": [105.7626, 21.1936]}'
CHILDREN: Mapping[str, tuple[str, str]] = {
    "crashes": ("import os; os.abort()", "intake.reader_ended"),
    "is killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "intake.reader_ended"),
    "ends with a fault of its own": ("raise RuntimeError", "intake.reader_ended"),
    "says nothing": ("pass", "intake.reader_ended"),
    "talks nonsense": ("print('[' * 100000)", "intake.reader_ended"),
    "talks too much": ("import sys; sys.stdout.write('9' * 34000000)", "intake.reader_ended"),
    "sends a pickle": ("import sys, pickle; sys.stdout.buffer.write(pickle.dumps([1]))", "intake.reader_ended"),
    "hangs": ("import time; time.sleep(60)", "intake.too_slow"),
    "runs out of its time": ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "intake.too_slow"),
}


@pytest.mark.parametrize("name", CHILDREN)
def test_a_child_that(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, code = CHILDREN[name]
    (tmp_path / "child.py").write_text(program)
    monkeypatch.setattr(outside, "_CHILD", tmp_path / "child.py")
    monkeypatch.setattr(limits, "SECONDS", 2)
    started = time.monotonic()
    with pytest.raises(SiteError) as caught:
        read_outside(POINT, name="a.geojson")
    assert caught.value.code == code
    assert time.monotonic() - started < 30
    assert caught.value.place is not None
    assert caught.value.place.source == "a.geojson"


def test_the_child_gets_no_environment_no_handle_and_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen.json"
    (tmp_path / "child.py").write_text(
        "import json, os, sys\n"
        f"json.dump([dict(os.environ), os.listdir('/proc/self/fd'), sys.argv, os.getcwd()], open({str(seen)!r}, 'w'))\n"
    )
    monkeypatch.setattr(outside, "_CHILD", tmp_path / "child.py")
    monkeypatch.setenv("KETHOP_SECRET", "CANARY")
    with socket.create_server(("127.0.0.1", 0)), pytest.raises(SiteError):
        read_outside(POINT, name="hồ sơ mật.geojson")
    environment, handles, arguments, folder = json.loads(seen.read_text())
    assert set(environment) <= {*outside._QUIET, "LC_CTYPE"}
    assert len(handles) <= 4  # the three of every process, and the one that lists them
    assert "mật" not in json.dumps(arguments)
    assert not Path(folder).exists()


def test_two_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "child.py").write_text(
        "import os, time, glob\n"
        f"mark = {str(tmp_path)!r} + '/run-%d' % os.getpid()\n"
        "open(mark, 'w').close()\n"
        f"count = len(glob.glob({str(tmp_path)!r} + '/run-*'))\n"
        f"open({str(tmp_path)!r} + '/most-%d' % count, 'w').close()\n"
        "time.sleep(0.2)\n"
        "os.unlink(mark)\n"
    )
    monkeypatch.setattr(outside, "_CHILD", tmp_path / "child.py")

    def act() -> None:
        with pytest.raises(SiteError):
            read_outside(POINT, name="a.geojson")

    threads = [threading.Thread(target=act) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    most = {path.name for path in tmp_path.glob("most-*")}
    assert most <= {"most-1", "most-2"}
    assert "most-2" in most


POINTS = (FiledPoint("1", "105.1", "21.1", 105.1, 21.1, 7), FiledPoint("2", "105.2", "21.2", 105.2, 21.2))
READING = FileReading(
    "OGC:CRS84",
    "format",
    (FiledPath(PathRole.LINE, 1, POINTS, "line"),),
    (note("intake.ignored", kind="TEXT", count=2),),
    (LayerSummary("a", "Line", 1, (105.1, 21.1, 105.2, 21.2)), LayerSummary("b", "kml", None, None, is_read=False)),
    (PartSummary("a.kml", 10, "0" * 64),),
    SiteFormat.KML,
)


def test_an_answer_comes_back_as_it_went() -> None:
    assert open_answer(reading_answer(READING, ("limits",)), source="x") == (READING, ("limits",))


PLACES = ["held", "crs", "crs_origin", "format", "paths", "notes", "layers", "parts"]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(place=st.sampled_from(PLACES), depth=st.integers(0, 4), odd=ODD, data=st.data())
def test_no_answer_breaks_the_parent(place: str, depth: int, odd: object, data: st.DataObject) -> None:
    answer = json.loads(reading_answer(READING, ()))
    holder, key = answer, place
    for _ in range(depth):
        inner = holder[key]
        if not isinstance(inner, list | dict) or not inner:
            break
        holder, key = inner, data.draw(st.sampled_from(list(inner) if isinstance(inner, dict) else range(len(inner))))
    holder[key] = odd
    try:
        reading, _ = open_answer(json.dumps(answer).encode(), source="x")
    except AnswerError:
        return
    assert sum(len(path.points) for path in reading.paths) <= limits.MAX_VERTICES
    assert all(isinstance(point.easting, float) for path in reading.paths for point in path.points)


@given(raw=st.binary(max_size=200))
def test_no_bytes_break_the_parent(raw: bytes) -> None:
    with pytest.raises(AnswerError):
        open_answer(raw, source="x")


@pytest.mark.parametrize(
    "fault",
    [
        ["OSError", "site.x", [None, ""], {}],
        ["SiteError", "Site X", [None, ""], {}],
        ["SiteError", "site.x", [-1, ""], {}],
        ["SiteError", "site.x", [None, ""], {"code": "y"}],
        ["SiteError", "site.x", [None, ""], {"a": [1]}],
        ["SiteError", "site.x", [None, ""], {"a": True}],
        ["SiteError", "site.x", [None, ""], {f"a{i}": 1 for i in range(21)}],
        ["SiteError", "site.x", [None, "p" * 1001], {}],
    ],
)
def test_no_fault_is_believed_that_is_none(fault: object) -> None:
    with pytest.raises(AnswerError):
        open_answer(json.dumps({"held": [], "fault": fault}).encode(), source="x")
    sound = {"held": [], "fault": ["DocumentError", "document.not_json", [3, "a"], {"problem": "x"}]}
    with pytest.raises(KethopError) as caught:
        open_answer(json.dumps(sound).encode(), source="x")
    assert str(caught.value.place) == "x:3 (a)"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"crs": "EPSG:1"}, "site.crs_unknown"),
        ({"unit": "ft"}, "intake.unit_unknown"),
        ({"layer": "x"}, "intake.layer_not_asked"),
    ],
)
def test_what_the_user_may_say(wanted: Any, code: str) -> None:
    with pytest.raises(SiteError) as caught:
        read_outside(POINT, name="a.geojson", **wanted)
    assert caught.value.code == code


def test_too_large_and_too_much_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10)
    with pytest.raises(SiteError) as caught:
        read_outside(POINT, name="a.geojson")
    assert caught.value.code == "site.too_large"
    (tmp_path / "child.py").write_text(
        f"import sys; sys.path.insert(0, {str(Path(outside.__file__).parents[3])!r})\n"
        "from kethop.spatial.intake import dispatch\n"
        "def full(*_, **__): raise MemoryError\n"
        "dispatch.read_file = full\n"
        "sys.stdout.buffer.write(dispatch.answer_of(sys.stdin.buffer, sys.argv[1], None, ()))\n"
    )
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    monkeypatch.setattr(outside, "_CHILD", tmp_path / "child.py")
    with pytest.raises(SiteError) as caught:
        read_outside(POINT, name="a.geojson")
    assert caught.value.code == "intake.too_much_memory"
