"""A case is destroyed when its time is over, by two persons, after its archive; until then anything can still stop it."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from destroying import DECISION, archived, ask, confirm, period, refused
from ground import NOON
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from kethop_office.accounts.models import AccessGrant, Job, Notice
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.appraisal.actions.destroying import take_back
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.retention import set_retention_period
from kethop_office.appraisal.models import Case, CaseLink, Destruction, Inquiry, RetentionPeriod
from kethop_office.appraisal.queries.retention import _latest_end, over_cases, over_on, period_for
from kethop_office.audit.chain.canonical import salted
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


class TestPeriods:
    def test_nothing_is_proposed_until_a_period_is_set(self, ended, by):
        old = ended(date(1976, 1, 1))
        assert not over_cases(by("officer"), NOON.date())
        with refused("destruction.no_period"):
            ask(by, old)
        period(by, 20)
        assert list(over_cases(by("officer"), NOON.date())) == [old]

    def test_only_an_administrator_sets_one_and_on_a_decision(self, by):
        given = {"case_kind": "project", "years": 20, "document": DECISION, "starts": NOON.date()}
        for who, changed, code in (
            ("approver", {}, "retention.not_admin"),
            ("admin", {"years": 0}, "retention.wrong_length"),
            ("admin", {"years": 201}, "retention.wrong_length"),
            ("admin", {"document": " "}, "retention.no_document"),
        ):
            with refused(code):
                set_retention_period(by(who), **{**given, **changed})
        assert not RetentionPeriod.objects.exists()

    def test_history_is_kept_and_the_day_says_which_holds(self, by, case):
        period(by, 30, starts=date(2026, 6, 1))
        period(by, 5, starts=date(2027, 1, 1))
        period(by, 7, kind="plan")
        assert [period_for("project", day).years for day in (date(2026, 5, 31), NOON.date(), date(2027, 1, 1))] == [
            20,
            30,
            5,
        ]
        assert period_for("project", date(2026, 1, 4)) is None
        assert not over_cases(by("officer"), NOON.date())
        period(by, None, starts=date(2026, 7, 1))
        with refused("destruction.for_ever"):
            ask(by, case)
        assert RetentionPeriod.objects.count() == 5
        assert AuditEvent.objects.filter(act="retention.period_set").count() == 5

    @given_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ended_on=st.dates(date(1900, 1, 1), date(2400, 12, 31)), years=st.integers(1, 200), today=st.dates())
    def test_the_list_and_the_day_agree(self, ended_on, years, today):
        assert (ended_on <= _latest_end(today, years)) == (over_on(ended_on, years) <= today) or today.year <= years


class TestRefusals:
    def test_before_its_time_or_while_it_goes_on(self, ended, by):
        period(by, 20)
        day_short, goes_on = ended(NOON.date().replace(year=2006) + timedelta(days=1)), ended(closed_on=None)
        Case.objects.filter(pk=goes_on.pk).update(stage="review")
        with refused("destruction.too_early"):
            ask(by, day_short)
        with refused("destruction.not_ended"):
            ask(by, goes_on)
        assert not over_cases(by("officer"), NOON.date())
        assert list(over_cases(by("officer"), NOON.date() + timedelta(days=1))) == [day_short]

    def test_without_an_archive_or_with_an_old_one(self, case, by):
        with refused("destruction.no_archive"):
            ask(by, case, archive_sha256="0" * 64)
        with refused("destruction.archive_old"):
            archived(by, case)
            ask(by, case, archive_sha256="0" * 64)
        sha256 = archived(by, case).sha256
        Case.objects.filter(pk=case.pk).update(content_version=9)
        with refused("destruction.archive_old"):
            ask(by, case, archive_sha256=sha256)

    def test_what_happens_in_the_case_makes_the_archive_old(self, case, by):
        row = ask(by, case)
        by.wait(minutes=1)
        tell(case, "case.linked", actor=by("officer"))
        with refused("destruction.archive_old"):
            confirm(by, case)
        take_back(by("officer"), case)
        ask(by, case)
        row.refresh_from_db()
        assert row.state == "taken_back"

    def test_what_is_not_said(self, case, by):
        for changed, code in (
            ({"reason": " "}, "destruction.no_reason"),
            ({"deposited": ""}, "destruction.not_deposited"),
            ({"is_undisputed": False}, "destruction.disputed"),
        ):
            with refused(code):
                ask(by, case, **changed)
        row = ask(by, case)
        with refused("destruction.asked"):
            ask(by, case, archive_sha256=row.archive_sha256)
        with refused("destruction.disputed"):
            confirm(by, case, is_undisputed=False)
        with refused("destruction.no_reason"):
            confirm(by, case, is_confirmed=False)
        assert Case.objects.filter(pk=case.pk).exists()

    def test_who_may_not(self, case, by):
        for who in ("clerk", "approver"):
            with refused("destruction.not_officer"):
                ask(by, case, who)
        with refused("destruction.not_asked"):
            confirm(by, case)
        ask(by, case, "both")
        with refused("destruction.same_person"):
            confirm(by, case, "both")
        with refused("destruction.not_head"):
            confirm(by, case, "officer")
        with refused("destruction.not_officer"):
            take_back(by("clerk"), case)

    def test_running_inquiries_links_and_amendments(self, case, ended, by):
        Inquiry.objects.filter(case=case).update(state="sent")
        with refused("destruction.inquiries_run"):
            ask(by, case)
        Inquiry.objects.filter(case=case).update(state="answered")
        other = ended(closed_on=None)
        link = CaseLink.objects.create(case=other, other=case, relation="follows", compartment=other.compartment)
        Case.objects.filter(pk=other.pk).update(stage="review")
        with refused("case.needed"):
            ask(by, case)
        link.ended_at = NOON
        link.save()
        ask(by, case)
        Case.objects.filter(pk=other.pk).update(amendment_of=case)
        with refused("case.needed"):
            confirm(by, case)
        Case.objects.filter(pk=other.pk).update(amendment_of=None)
        confirm(by, case)
        assert not CaseLink.objects.filter(pk=link.pk).exists()

    def test_a_link_to_an_ended_case_is_no_obstacle(self, case, ended, by):
        other = ended(date(2025, 1, 1))
        CaseLink.objects.create(case=case, other=other, relation="same_site", compartment=case.compartment)
        ask(by, case)
        confirm(by, case)
        assert list(Case.objects.all()) == [other]


class TestDestroying:
    def test_the_rows_go_the_register_and_the_chain_stay(self, case, by, ground):
        sha256 = archived(by, case).sha256
        job = Job.objects.get(kind="appraisal.case_archive")
        assert job.file_id == sha256
        ask(by, case, archive_sha256=sha256)
        assert Notice.objects.filter(compartment=case.compartment, user__username="approver.1").exists()
        declined = confirm(by, case, is_confirmed=False, note="Chờ ý kiến kho lưu trữ")
        row = ask(by, case)
        ground.grant(case.compartment, office=ground.other)
        confirm(by, case)
        assert not Case.objects.exists()
        assert not Job.objects.filter(pk=job.pk).exists()
        assert not Destruction.objects.filter(pk=declined.pk).exists()
        row.refresh_from_db()
        assert (row.state, row.reference, row.asked_by.username, row.settled_by.username) == (
            "done",
            case.reference,
            "officer.2",
            "approver.1",
        )
        event = AuditEvent.objects.get(act="destruction.done")
        body = json.loads(event.body)
        assert (body["object"], body["detail"]["asked_by"]) == (f"case:{case.pk}", str(row.asked_by_id))
        for name, text in (("reference", case.reference), ("archive", row.archive_sha256), ("reason", row.reason)):
            assert body["detail"][f"salted_{name}"] == salted(row.salt, text)
            assert text not in event.body
        assert row.rows == body["detail"]["rows"] > 8
        assert verify().broken_seq is None
        assert set(AccessGrant.objects.values_list("office", flat=True)) == {ground.own.pk}, (
            "the register is the lead's"
        )

    def test_the_archive_is_known_by_its_hash(self, case, by, settings):
        made = archived(by, case)
        data = (settings.KETHOP_FILES / made.sha256[:2] / made.sha256).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (made.sha256, made.size)
        told = json.loads(AuditEvent.objects.get(act="case.archived").body)
        assert told["detail"] == {"files": made.files, "salted_sha256": salted(made.pk.hex, made.sha256)}

    def test_a_wish_is_taken_back_by_an_officer_or_the_head(self, case, by):
        for who in ("officer", "approver"):
            ask(by, case)
            take_back(by(who), case)
            with refused("destruction.not_asked"):
                take_back(by(who), case)
        assert Case.objects.get().stage == "withdrawn"

    def test_if_it_breaks_off_nothing_is_gone(self, case, by, monkeypatch):
        ask(by, case)

        def breaks(*_given, **_named):
            raise OSError("no more")

        monkeypatch.setattr("kethop_office.appraisal.actions.destroying.record", breaks)
        with pytest.raises(OSError, match="no more"):
            confirm(by, case)
        assert Case.objects.filter(pk=case.pk).exists()
        assert Destruction.objects.get().state == "asked"


def test_behind_the_wall_the_head_destroys_with_its_own_rights(case, by):
    """The session of the head sees its office's rows at its level; the rows go, the register stays its office's."""
    with reading(reader_of(by("officer"))):
        ask(by, case)
    with reading(reader_of(by("approver"))):
        confirm(by, case)
        assert Destruction.objects.get().state == "done"
    assert not Case.objects.exists()
