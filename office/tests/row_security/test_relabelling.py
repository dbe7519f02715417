"""A label rises by one person and falls by two, with everything that hangs on the case, and only as it was asked."""

import json

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from ground import NOON
from sessions_at import works_at

from kethop_office.accounts import sessions
from kethop_office.accounts.actions.labels import text_hash
from kethop_office.accounts.models import LabelChange, User
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.policies import labelled
from kethop_office.appraisal.actions.relabelling import change_label, settle_label
from kethop_office.appraisal.models import Case, CaseEvent, Finding
from kethop_office.audit.chain.canonical import salted
from kethop_office.audit.models import AuditEvent
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(ground, compartment):
    ground.grant(compartment, office=ground.own, ends=3000)
    return ground.case("Khu công nghiệp mẫu", level=20, compartment=compartment)


@pytest.fixture
def by(ground):
    people = {
        "officer": ground.account("officer.2", 20),
        "approver": ground.account("approver.1", 20, role="approver"),
        "both": ground.account("approver.2", 20, role="approver"),
        "low": ground.account("approver.3", 10, role="approver"),
        "clerk": ground.account("clerk.1", 20, role="clerk"),
    }
    return lambda name: actor_of(people[name])


def levels(case):
    return {
        level
        for model in labelled()
        if model is not LabelChange
        for level in model.objects.filter(compartment=case.compartment).values_list("level", flat=True)
    }


def refused(code):
    return pytest.raises(Refused, match=code.replace(".", r"\."))


def test_two_persons_lower_everything_and_what_was_agreed_is_in_the_chain(case, by):
    change = change_label(by("officer"), case, 0, reason="Hết thời hạn bảo vệ")
    assert levels(case) == {20}
    settle_label(by("approver"), case, change, is_confirmed=True)
    assert levels(case) == {0}
    change.refresh_from_db()
    assert (change.state, change.level, change.settled_by.username) == ("done", 20, "approver.1")
    assert CaseEvent.objects.filter(case=case, code="label.released", level=0).exists()
    told = json.loads(AuditEvent.objects.get(act="label.released", object_key__startswith="compartment:").body)
    assert told["detail"]["salted_text"] == salted(change.pk.hex, change.text_sha256)
    assert (told["detail"]["from"], told["detail"]["to"], told["level"]) == (20, 0, 20)
    assert "Hết thời hạn" not in str(AuditEvent.objects.values_list("body", flat=True))


def test_one_person_is_never_enough_to_lower(case, by):
    change = change_label(by("both"), case, 0, reason="x")
    with refused("label.same_person"):
        settle_label(by("both"), case, change, is_confirmed=True)
    with refused("label.not_allowed"):
        settle_label(by("officer"), case, change, is_confirmed=True)
    with refused("label.not_allowed"):
        change_label(by("clerk"), case, 0, reason="x")
    with refused("label.other_level"):
        settle_label(by("low"), case, change, is_confirmed=True)
    assert levels(case) == {20}


def test_only_what_was_asked_about_is_lowered(case, by):
    change = change_label(by("officer"), case, 10, reason="x")
    Finding.objects.filter(case=case).update(text_vi="Nội dung viết thêm sau khi đề nghị")
    with refused("label.changed"):
        settle_label(by("approver"), case, change, is_confirmed=True)
    assert levels(case) == {20}
    settle_label(by("approver"), case, change, is_confirmed=False, note="Nội dung đã đổi")
    again = change_label(by("officer"), case, 10, reason="x")
    settle_label(by("approver"), case, again, is_confirmed=True)
    assert levels(case) == {10}
    with refused("label.settled"):
        settle_label(by("approver"), case, again, is_confirmed=True)


def test_a_label_rises_at_once_and_leaves_the_sight_of_who_is_not_cleared(ground, compartment, by):
    ground.grant(compartment, office=ground.own, ends=3000)
    case = ground.case("Mở", level=10, compartment=compartment)
    assert Case.objects.visible_to(by("low")).count() == 1
    for wrong, code in ((10, "label.not_lower"), (50, "label.above_node")):
        with refused(code):
            change_label(by("officer"), case, wrong, reason="x")
    with refused("label.no_reason"):
        change_label(by("officer"), case, 20, reason=" ")
    change_label(by("officer"), case, 20, reason="Có nội dung mật")
    assert Case.objects.visible_to(by("low")).count() == 0
    assert CaseEvent.objects.filter(case=case, level=20).count() == 1
    assert levels(case) == {20}


def test_the_hash_tells_rows_apart_and_knows_nothing_of_other_cases(ground, case, compartment):
    first = text_hash(compartment.pk, 20)
    ground.case("Hồ sơ khác", level=20)
    assert text_hash(compartment.pk, 20) == first
    assert first[1] > 5
    Case.objects.filter(pk=case.pk).update(title="Đổi tên")
    assert text_hash(compartment.pk, 20)[0] != first[0]


def test_the_pages(case, by, client):
    def sign_in(name):
        client.force_login(User.objects.get(username=name))
        session = client.session
        sessions.begin(session)
        session.save()
        works_at(client, 20)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": NOON.timestamp()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(client.session["_auth_user_id"])
        session.save()

    path = f"/case/{case.reference}/label"
    sign_in("officer.2")
    assert "Độ mật của hồ sơ" in client.get(f"/case/{case.reference}/").content.decode()
    page = client.get(path).content.decode()
    assert "Không mật" in page
    assert client.post(path, {"level": "10", "reason": ""}).status_code == 200
    assert client.post(path, {"level": "10", "reason": "Được phép"}).status_code == 302
    assert client.get(f"{path}/settle").status_code == 404, "who asked cannot agree"
    sign_in("approver.1")
    assert "Cho ý kiến" in client.get(path).content.decode()
    assert client.get(f"{path}/settle").status_code == 200
    assert client.post(f"{path}/settle", {"is_confirmed": "yes"}).status_code == 302
    case.refresh_from_db()
    assert case.level == 10
    sign_in("clerk.1")
    assert client.get(path).status_code == 404
