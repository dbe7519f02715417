"""The canonical form, the differences, and laws of approvals that always hold."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kethop_office.appraisal.actions import approvals, report
from kethop_office.appraisal.actions.review import review
from kethop_office.appraisal.models import ApprovalLevel, Case
from kethop_office.appraisal.queries.content import canonical, content_hash, content_of
from kethop_office.appraisal.queries.differences import differences
from kethop_office.appraisal.queries.versions import last_version, levels_of, standing_approvals
from kethop_office.common.refusal import Refused

WORDS = st.text(max_size=4)
ITEM = st.dictionaries(st.sampled_from(["text", "order", "state"]), WORDS | st.integers(0, 3) | st.none(), max_size=3)
GROUPS = ("findings", "inquiries", "opinions", "conditions", "sections")
CONTENTS = st.fixed_dictionaries(
    {"format": st.just(1)}
    | {name: st.none() | ITEM for name in ("case", "file", "run", "recommendation")}
    | {name: st.dictionaries(st.sampled_from("abc"), ITEM, max_size=3) for name in GROUPS}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(CONTENTS, CONTENTS)
def test_no_difference_means_the_same_hash_and_the_other_way_round(before, now):
    assert (not differences(before, now)) == (before == now)
    assert (content_hash(before) == content_hash(now)) == (canonical(before) == canonical(now))
    if not differences(before, now):
        assert content_hash(before) == content_hash(now)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONTENTS)
def test_hash_does_not_depend_on_the_order_of_keys(content):
    turned = {key: content[key] for key in reversed(list(content))}
    assert content_hash(turned) == content_hash(json.loads(json.dumps(content)))


ACTS = st.lists(
    st.sampled_from(["approve1", "approve2", "approve3", "edit", "back1", "back2", "send", "review", "slip"]),
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, levels=st.integers(1, 3))
def test_whatever_is_done_approvals_hold_for_the_present_content_only(new_desk, acts, levels):
    desk = new_desk(levels)
    desk.sent()
    for count, act in enumerate(acts):
        with contextlib.suppress(Refused):
            _do(desk, act, count)
        desk.case.refresh_from_db()
        _laws(desk, levels)


def _do(desk, act, count):
    if act.startswith("approve"):
        rank = min(int(act[-1]), desk.levels)
        approvals.approve(desk.actor(f"approver{rank}"), desk.case, content=desk.hash)
    elif act.startswith("back"):
        rank = min(int(act[-1]), desk.levels)
        approvals.send_back(desk.actor(f"approver{rank}"), desk.case, content=desk.hash, note="x")
    elif act == "edit":
        report.edit_section(desk.actor("officer"), desk.case, "file", text=f"lần {count}", version=desk.version("file"))
    elif act == "send":
        report.send_to_review(desk.actor("officer"), desk.case)
    elif act == "review":
        review(desk.actor("reviewer"), desk.case, content=desk.hash, is_accepted=True)
    else:
        desk.condition.text = f"trượt {count}"
        desk.condition.save()


def _laws(desk, levels):
    version = last_version(desk.case)
    standing = standing_approvals(version)
    ranks = [row.rank for row in standing]
    assert ranks == list(range(1, len(ranks) + 1)), "in order, none left out"
    assert len({row.by_id for row in standing}) == len(standing), "distinct persons"
    assert all(row.content_hash == version.content_hash for row in standing)
    if desk.case.stage == Case.Stage.DECISION:
        assert len(standing) == levels == len(levels_of(desk.case))
    if content_hash(content_of(desk.case)) != version.content_hash:
        level = next((row for row in ApprovalLevel.objects.filter(lead_office=desk.lead, rank=len(ranks) + 1)), None)
        if level:
            with contextlib.suppress(Refused):  # who signed before the change is given that signature again
                assert approvals.approve(desk.actor(f"approver{level.rank}"), desk.case, content=desk.hash) in standing
            assert standing_approvals(version) == standing
