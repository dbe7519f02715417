"""How an invented case goes, from act to act: each story waits some days between two acts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kethop_office.appraisal.actions.closing import reopen, withdraw
from kethop_office.appraisal.actions.conditions import NewCondition, add_condition
from kethop_office.appraisal.actions.decision import reopen_decided
from kethop_office.appraisal.actions.links import link_cases
from kethop_office.appraisal.actions.receiving import return_file
from kethop_office.appraisal.demonstration.consulting import Acts, Consulting
from kethop_office.appraisal.models import Case

__all__ = ["Story"]


@dataclass
class Story(Consulting):
    """One case on its way.

    Parameters
    ----------
    answers : dict
        Of the form.
    site : bytes or None
        The drawing, as GeoJSON.
    other : Case or None
        An earlier one, to be linked with.
    """

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    site: bytes | None = None
    other: Case | None = None

    def tell(self) -> Iterator[float]:
        """Do one act after another; each value is how many days pass before the next."""
        for part in (self._file, self._validate, self._screened, self._consult, self._report, self._decide):
            is_over = yield from part()
            if is_over:
                return

    # -- parts: each returns whether the story ends ---------------------------------------------------------------------
    def _file(self) -> Acts:
        desk = self.desk
        desk.file(self.answers, self.site)
        if self.fate.stop == "filed":
            return True
        yield 1
        desk.receive()
        if self.other is not None:
            actor, reason = desk.people.by(desk.officer), "Cùng bên đề xuất (ví dụ)."
            link_cases(actor, desk.own, self.other, relation="same_proponent", reason=reason)
        return self.fate.stop == "received"

    def _validate(self) -> Acts:
        desk, stop = self.desk, self.fate.stop
        yield 2
        if self.has("completion") or stop == "completion":
            desk.ask_completion()
            if stop == "completion":
                return True
            yield 9
            desk.file_again("Bổ sung theo yêu cầu (ví dụ).")
            yield 1
            desk.receive()
            if stop == "completed":
                return True
            yield 2
        if stop == "returned":
            case = desk.own
            return_file(
                desk.people.by(desk.officer),
                case,
                reason="Hồ sơ không đúng thẩm quyền (ví dụ).",
                version=case.content_version,
            )
            if self.has("reopened"):
                yield 6
                case = desk.own
                reopen(
                    desk.people.by(desk.officer),
                    case,
                    reason="Đã xác định lại thẩm quyền (ví dụ).",
                    version=case.content_version,
                )
            return True
        desk.accept()
        if stop == "withdrawn":
            yield 8
            case = desk.own
            withdraw(
                desk.people.by(desk.filer), case, reason="Chủ đầu tư rút hồ sơ (ví dụ).", version=case.content_version
            )
            if self.has("reopened"):
                yield 10
                case = desk.own
                reopen(
                    desk.people.by(desk.officer),
                    case,
                    reason="Chủ đầu tư đề nghị tiếp tục (ví dụ).",
                    version=case.content_version,
                )
                desk.screen()
            return True
        return stop == "broken"

    def _screened(self) -> Acts:
        desk = self.desk
        yield 1
        for turn, settled in (("override_asked", None), ("override_confirmed", True), ("override_declined", False)):
            found = desk.finding() if self.has(turn) else None
            if found is not None:
                desk.overrule(found, settled=settled)
        desk.ensure_asked()
        for turn, settled in (("removal_asked", None), ("removal_confirmed", True), ("removal_declined", False)):
            if self.has(turn):
                extra = desk.add("snnmt", role="advice")
                desk.remove(extra, settled=settled)
        return self.fate.stop == "screened"

    def _report(self) -> Acts:
        desk, stop = self.desk, self.fate.stop
        yield 2
        desk.settle_unknown()
        desk.treat_opinions()
        desk.write_report(refuse=self.has("refused"))
        if stop == "report":
            return True
        yield 2
        desk.to_review()
        if stop == "review":
            return True
        yield 1
        if self.has("review_returned"):
            desk.review(accepted=False)
            if stop == "review_returned":
                return True
            yield 2
            desk.write_report(refuse=self.has("refused"))
            desk.to_review()
            yield 1
        desk.review(accepted=True)
        return (yield from self._first_approval())

    def _first_approval(self) -> Acts:
        desk = self.desk
        if self.has("sent_back"):
            yield 1
            desk.send_back()
            return True
        if self.fate.stop == "approval" and not self.has("voided"):
            return True
        yield 1
        desk.approve("deputy" if self.has("deputy") and desk.signer() == "approver" else "")
        if self.has("voided"):
            yield 1
            words = NewCondition(text="Bổ sung biện pháp che chắn (ví dụ).", trigger="before_use")
            add_condition(desk.people.by(desk.officer), desk.own, words)
            return True
        return self.fate.stop == "approved_once"

    def _decide(self) -> Acts:
        desk = self.desk
        yield 1
        if desk.own.stage == Case.Stage.APPROVAL:
            desk.approve()
            yield 1
        if self.fate.stop == "decision":
            return True
        desk.decide()
        if self.has("decision_reopened"):
            yield 12
            case = desk.own
            reopen_decided(
                desk.people.by(desk.signer(last=True)),
                case,
                reason="Có tình tiết mới (ví dụ).",
                version=case.content_version,
            )
        return True
