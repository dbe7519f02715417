"""How an invented case goes, from act to act: each story waits some days between two acts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kethop_office.appraisal.actions.closing import reopen, withdraw
from kethop_office.appraisal.actions.conditions import NewCondition, add_condition
from kethop_office.appraisal.actions.decision import reopen_decided
from kethop_office.appraisal.actions.links import link_cases
from kethop_office.appraisal.actions.receiving import return_file
from kethop_office.appraisal.demonstration.answering import Answering
from kethop_office.appraisal.models import Case, Inquiry

__all__ = ["Fate", "Story"]

FINAL = ("no_objection", "no_objection_with_conditions", "no_comment")
_GIVES = ("no_objection", "no_objection_with_conditions")


@dataclass(frozen=True, slots=True)
class Fate:
    """How far a case goes, by which turns, and how many days before today it is filed.

    Parameters
    ----------
    stop : str
        Where the story ends.
    turns : frozenset of str
        What happens on the way.
    age : (int, int)
        Least and most days between filing and today.
    """

    stop: str
    turns: frozenset[str] = frozenset()
    age: tuple[int, int] = (60, 220)


@dataclass
class Story:
    """One case on its way."""

    desk: Answering
    fate: Fate
    answers: dict[str, dict[str, Any]]
    site: bytes | None
    others: list[Case] = field(default_factory=list)
    _is_over: bool = field(default=False, init=False)
    _turned: bool = field(default=False, init=False)

    def has(self, turn: str) -> bool:
        """Return whether a turn happens in this story."""
        return turn in self.fate.turns

    def tell(self) -> Iterator[float]:
        """Do one act after another; each value is how many days pass before the next."""
        for part in (self._file, self._validate, self._screened, self._consult, self._report, self._decide):
            is_over = yield from part()
            if is_over:
                return

    # -- parts: each returns whether the story ends ---------------------------------------------------------------------
    def _file(self) -> Iterator[float]:
        desk = self.desk
        self.others.append(desk.file(self.answers, self.site))
        if self.fate.stop == "filed":
            return True
        yield 1
        desk.receive()
        if self.has("linked") and len(self.others) > 1:
            self._link()
        return self.fate.stop == "received"

    def _link(self) -> None:
        desk = self.desk
        same = [case for case in self.others[:-1] if case.lead_office_id == desk.lead.pk]
        if same:
            actor = desk.people.by(desk.officer)
            link_cases(actor, desk.own, same[-1], relation="same_proponent", reason="Cùng bên đề xuất (ví dụ).")

    def _validate(self) -> Iterator[float]:
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

    def _screened(self) -> Iterator[float]:
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

    def _consult(self) -> Iterator[float]:
        desk, stop = self.desk, self.fate.stop
        yield 2
        if self.has("late") or self.has("step_in"):
            desk.add("command", role="advice", period=7)
        if self.has("wide"):
            desk.add("sxd", role="advice", period=10)
            desk.add("commune", role="advice", period=10)
        sent = desk.send()
        if self.has("amended"):
            yield 5
            desk.file_again("Điều chỉnh ranh giới (ví dụ).")
            yield 1
            desk.receive()
            yield 2
            desk.accept()
            yield 1
            desk.ensure_asked()
            sent = [*desk.own.inquiries.filter(state=Inquiry.State.SENT), *desk.send()]
        if self.has("advice"):
            yield 2
            desk.offer(accepted=not self.has("advice_waiting"))
        if self.has("silent"):
            return True
        for place, inquiry in enumerate(sent):
            yield 3 if place else 5
            if (yield from self._answered(inquiry, place)):
                return True
        return stop == "answered"

    def _answered(self, inquiry: Inquiry, place: int) -> Iterator[float]:
        """Answer one letter; the turns of a story happen at its first letter with an account, others are answered plainly."""
        desk = self.desk
        inquiry = Inquiry.objects.select_related("consultee").get(pk=inquiry.pk)
        if inquiry.state != Inquiry.State.SENT:
            return False
        outcome = (
            _GIVES[(desk.number + place) % 2] if inquiry.role == "concurrence" else FINAL[(desk.number + place) % 3]
        )
        is_chosen = inquiry.consultee_id is not None and not self._turned
        if not is_chosen:
            desk.answer(inquiry, outcome)
            return False
        is_for = self.has("late") or self.has("step_in")
        if is_for and inquiry.period_is_local is False:
            desk.answer(inquiry, outcome)
            return False
        self._turned = True
        return (yield from self._turn(inquiry, outcome))

    def _turn(self, inquiry: Inquiry, outcome: str) -> Iterator[float]:
        desk = self.desk
        if self.has("draft") or self.has("to_sign") or self.has("given_back"):
            self._kept_inside(inquiry, outcome)
            return True
        for name, part in (
            ("late", self._late),
            ("step_in", self._late),
            ("holding", self._held),
            ("more", self._paused),
            ("recalled", self._recalled),
        ):
            if self.has(name):
                inquiry = yield from part(inquiry)
                if self._is_over:
                    return True
        inquiry.refresh_from_db()
        chosen = next((name for name in ("objection", "not_involved", "no_comment") if self.has(name)), outcome)
        response = desk.answer(inquiry, chosen)
        if self.has("reply_withdrawn"):
            yield 6
            desk.withdraw_answer(response)
            inquiry.refresh_from_db()
            yield 3
            if inquiry.state == Inquiry.State.SENT:
                desk.answer(inquiry, "no_objection")
        return False

    def _kept_inside(self, inquiry: Inquiry, outcome: str) -> None:
        response = self.desk.draft(inquiry, outcome)
        if not self.has("draft"):
            response = self.desk.submit(response)
        if self.has("given_back"):
            self.desk.give_back(response)

    def _late(self, inquiry: Inquiry) -> Iterator[float]:
        yield 16
        self.desk.remind(inquiry)
        self._is_over = self.has("late")
        if not self._is_over:
            yield 3
            inquiry.refresh_from_db()
            inquiry = self.desk.step_in(inquiry)
            yield 5
            self._is_over = self.fate.stop == "stepped_in"
        return inquiry

    def _held(self, inquiry: Inquiry) -> Iterator[float]:
        self.desk.answer(inquiry, "holding")
        self._is_over = self.fate.stop == "holding"
        if not self._is_over:
            yield 9
        return inquiry

    def _paused(self, inquiry: Inquiry) -> Iterator[float]:
        self.desk.answer(inquiry, "further_information")
        self._is_over = self.fate.stop == "paused"
        if not self._is_over:
            yield 7
            inquiry.refresh_from_db()
            self.desk.pass_on(inquiry)
            yield 5
        return inquiry

    def _recalled(self, inquiry: Inquiry) -> Iterator[float]:
        self.desk.recall(inquiry)
        self._is_over = self.fate.stop == "recalled"
        if not self._is_over:
            yield 1
            inquiry.refresh_from_db()
            inquiry = self.desk.ask_again(inquiry)
            yield 6
        return inquiry

    def _report(self) -> Iterator[float]:
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
        return stop == "approval" or (yield from self._approve())

    def _approve(self) -> Iterator[float]:
        desk, stop = self.desk, self.fate.stop
        yield 1
        if self.has("sent_back"):
            desk.send_back()
            return True
        desk.approve("deputy" if self.has("deputy") and desk.signer() == "approver" else "")
        if self.has("voided"):
            yield 1
            words = NewCondition(text="Bổ sung biện pháp che chắn (ví dụ).", trigger="before_use")
            add_condition(desk.people.by(desk.officer), desk.own, words)
            return True
        return stop == "approved_once"

    def _decide(self) -> Iterator[float]:
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
