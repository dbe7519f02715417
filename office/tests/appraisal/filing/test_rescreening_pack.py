"""Another version of the pack: seen before it is used, followed after."""

import re
import shutil
from datetime import timedelta

import pytest
from rescreening_desk import HERE, by, deliver, publish, refused

from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.rescreening import following, ordering
from kethop_office.appraisal.models import PackSeen, Rescreening, ScreeningRun
from kethop_office.common import clock
from kethop_office.registry.bridge.layers import pack_layers


@pytest.fixture
def other_pack(tmp_path, settings):
    """Return a copy of the pack in another version, whose sentences are others."""
    folder = tmp_path / "vn-next"
    shutil.copytree(pack_layers(settings.KETHOP_PACK).parent, folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(text.replace("version: 1.0.0", "version: 1.1.0"), encoding="utf-8")
    messages = folder / "messages.yaml"
    lines = messages.read_text(encoding="utf-8")
    messages.write_text(re.sub(r"vi: (?=\w)", "vi: Sửa đổi, ", lines), encoding="utf-8")
    return folder


def test_the_next_pack_is_seen_before_and_followed_after(keeper, page, other_pack, settings, monkeypatch):
    case = keeper.valid()
    with refused("rescreen.no_next_pack"):
        ordering.order_for_pack(by(keeper, "keeper"))
    following.follow_pack()
    assert PackSeen.objects.get().version == "1.0.0"
    assert not Rescreening.objects.exists(), "the first pack that is seen is no change"
    settings.KETHOP_PACK_NEXT = str(other_pack)
    assert "/rescreening/pack/" in page("keeper").get("/rescreening/").content.decode()
    page("keeper").post("/rescreening/pack/")
    row = Rescreening.objects.get(phase="before", subject="pack")
    assert (row.state, row.pack_version) == ("done", "1.1.0")
    assert row.cases.get().state == "changed"
    settings.KETHOP_PACK, settings.KETHOP_PACK_NEXT = str(other_pack), ""
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    following.follow_pack()
    after = Rescreening.objects.get(phase="after", subject="pack")
    assert (after.state, after.pack_version, PackSeen.objects.count()) == ("done", "1.1.0", 2)
    line = after.cases.get()
    assert (line.case, line.state, line.needs_settling) == (case, "changed", True)
    assert line.changes == row.cases.get().changes
    before = Job.objects.filter(kind=following.PACK_JOB).count()
    following.follow_pack()
    assert Job.objects.filter(kind=following.PACK_JOB).count() == before, "the same files are not opened again"
    assert ScreeningRun.objects.count() == 1


def test_a_next_pack_that_does_not_load_says_why(keeper, other_pack, settings):
    keeper.valid()
    (other_pack / "pack.yaml").write_text("schema_version: 1\n", encoding="utf-8")
    settings.KETHOP_PACK_NEXT = str(other_pack)
    row = ordering.order_for_pack(by(keeper, "keeper"))
    row.refresh_from_db()
    assert row.state == "failed"
    assert row.error_fields["vi"]
    assert row.cases.get().state == "waiting"
    assert publish(keeper, deliver(keeper, HERE)[0]).state == "done"
