"""How the letters of an invented case go: sent, answered in every way, late, taken back."""

from collections.abc import Generator
from dataclasses import dataclass, field

from kethop_office.appraisal.demonstration.answering import Answering
from kethop_office.appraisal.models import Inquiry

__all__ = ["Acts", "Consulting", "Fate"]

Acts = Generator[float, None, bool]
"""Acts with the days between them; at the end, whether the story is over."""
Letters = Generator[float, None, Inquiry]
"""The same; at the end, the letter that is answered next."""
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
class Consulting:
    """The middle of a story.

    Parameters
    ----------
    desk : Answering
        Those who work on the case.
    fate : Fate
        What becomes of it.
    """

    desk: Answering
    fate: Fate
    _is_over: bool = field(default=False, init=False)
    _turned: bool = field(default=False, init=False)

    def has(self, turn: str) -> bool:
        """Return whether a turn happens in this story."""
        return turn in self.fate.turns

    def _consult(self) -> Acts:
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
        sent.sort(key=lambda inquiry: inquiry.consultee_id is None)  # the turns happen where there is an account
        for place, inquiry in enumerate(sent):
            yield 1 if place else 5
            if (yield from self._answered(inquiry, place)):
                return True
        return stop == "answered"

    def _answered(self, inquiry: Inquiry, place: int) -> Acts:
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

    def _turn(self, inquiry: Inquiry, outcome: str) -> Acts:
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

    def _late(self, inquiry: Inquiry) -> Letters:
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

    def _held(self, inquiry: Inquiry) -> Letters:
        self.desk.answer(inquiry, "holding")
        self._is_over = self.fate.stop == "holding"
        if not self._is_over:
            yield 9
        return inquiry

    def _paused(self, inquiry: Inquiry) -> Letters:
        self.desk.answer(inquiry, "further_information")
        self._is_over = self.fate.stop == "paused"
        if not self._is_over:
            yield 7
            inquiry.refresh_from_db()
            self.desk.pass_on(inquiry)
            yield 5
        return inquiry

    def _recalled(self, inquiry: Inquiry) -> Letters:
        self.desk.recall(inquiry)
        self._is_over = self.fate.stop == "recalled"
        if not self._is_over:
            yield 1
            inquiry.refresh_from_db()
            inquiry = self.desk.ask_again(inquiry)
            yield 6
        return inquiry
