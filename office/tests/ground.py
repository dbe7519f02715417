"""Cases with their dependents at any level, inside and outside of compartments, for a reader who may see some."""

from datetime import UTC, date, datetime, timedelta

from kethop_office.accounts.models import AccessGrant, Clearance, Membership, Office, User
from kethop_office.appraisal.models import (
    Case,
    CaseWord,
    Finding,
    Inquiry,
    ScreeningRun,
    Submission,
    ValidatedSubmission,
)
from kethop_office.common.files import store_bytes
from kethop_office.registry.models import IndustrialPark

__all__ = ["NOON", "RANKS", "Ground"]

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
RANKS = (0, 10, 20, 30, 40)


class Ground:
    """Offices, an account and what it may or may not know of."""

    def __init__(self):
        self.own, self.other = (self._office(name) for name in ("Sở Ví dụ", "Sở Khác"))
        self.user = self.account("officer.1")
        self.blob = store_bytes(b"proposal")

    def _office(self, name):
        return Office.objects.create(kind="authority", name_vi=name, name_en=name, short_vi=name, short_en=name)

    def account(self, name, rank=0, role="officer"):
        user = User.objects.create(username=name, title=f"Tài khoản {name}")
        Membership.objects.create(user=user, office=self.own, role=role, starts=date(2026, 1, 1))
        if rank:
            days = {"starts": date(2026, 1, 1), "ends": date(2027, 1, 1)}
            Clearance.objects.create(user=user, rank=rank, decision="Quyết định ví dụ", **days)
        return user

    def grant(self, compartment, *, office=None, user=None, starts=-1, ends=30, revoked=None):
        return AccessGrant.objects.create(
            compartment=compartment,
            office=office,
            user=user,
            mode="read",
            starts=NOON + timedelta(days=starts),
            ends=NOON + timedelta(days=ends),
            event="example",
            revoked_at=None if revoked is None else NOON + timedelta(days=revoked),
        )

    @staticmethod
    def park(name="Khu", level=0, compartment=None):
        return IndustrialPark.objects.create(name=name, level=level, compartment=compartment, changed_at=NOON)

    def case(self, title, level=0, compartment=None):
        label = {"level": level, "compartment": compartment}
        case = Case.objects.create(
            reference=f"KH-2026-{len(Case.objects.all()) + 1:05}",
            kind="project",
            title=title,
            lead_office=self.own,
            filed_on=NOON.date(),
            created_at=NOON,
            **label,
        )
        CaseWord.objects.create(case=case, word=title.lower()[:32])
        filed = {"proposal": self.blob, "filed_by": self.user, "filed_at": NOON}
        submission = Submission.objects.create(case=case, number=1, **filed, **label)
        frozen = ValidatedSubmission.objects.create(
            case=case,
            submission=submission,
            number=1,
            proposal=self.blob,
            law_date=NOON.date(),
            complete_on=NOON.date(),
            frozen_by=self.user,
            frozen_at=NOON,
            **label,
        )
        run = ScreeningRun.objects.create(
            case=case,
            number=1,
            validation=frozen,
            requested_by=self.user,
            requested_at=NOON,
            law_date=NOON.date(),
            **label,
        )
        said = {
            "key": "k",
            "order": 1,
            "topic": "t",
            "topic_vi": title,
            "topic_en": title,
            "text_vi": title,
            "text_en": title,
        }
        finding = Finding.objects.create(run=run, case=case, outcome="hit", **said, **label)
        inquiry = Inquiry.objects.create(
            case=case, consultee=self.own, body="x", body_vi=title, role="advice", created_at=NOON, **label
        )
        inquiry.findings.add(finding)
        return case
