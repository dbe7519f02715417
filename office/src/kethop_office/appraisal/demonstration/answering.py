"""What the consulted offices do with a letter: every kind of answer, and none."""

from datetime import timedelta

from kethop_office.appraisal.actions import follow_up, removals, replies, replying, step_in
from kethop_office.appraisal.actions.initiative import accept_offer, offer_advice
from kethop_office.appraisal.demonstration.desk import Desk
from kethop_office.appraisal.models import Inquiry, ModelCondition, Response
from kethop_office.common import clock

__all__ = ["Answering"]

_TEXTS = {
    "no_objection": "Thống nhất với đề xuất (ví dụ).",
    "no_objection_with_conditions": "Thống nhất, đề nghị thực hiện các điều kiện kèm theo (ví dụ).",
    "objection": "Không thống nhất: vị trí đề xuất chưa phù hợp (ví dụ).",
    "holding": "Đang xem xét, sẽ trả lời sau (ví dụ).",
    "further_information": "Đề nghị bổ sung hồ sơ (ví dụ).",
    "no_comment": "",
    "not_involved": "Nội dung không thuộc phạm vi quản lý (ví dụ).",
}


class Answering(Desk):
    """The side of the consulted offices."""

    def text(self, outcome: str, inquiry: Inquiry) -> replies.ReplyText:
        """Return what an office writes."""
        asked = [
            {"text": model.text_vi, "trigger": model.trigger, "legal_basis": "", "evidence": "", "model": str(model.pk)}
            for model in ModelCondition.objects.filter(office=inquiry.consultee).order_by("code")[:2]
        ] or [{"text": "Thông báo bằng văn bản trước khi khởi công (ví dụ).", "trigger": "before_start"}]
        return replies.ReplyText(
            outcome=outcome,
            text=_TEXTS[outcome],
            internal_reason="Ghi chú nội bộ hư cấu.",
            promised_on=clock.today() + timedelta(days=10) if outcome == "holding" else None,
            asked_items=["Cao độ đỉnh công trình", "Sơ đồ tuyến"] if outcome == "further_information" else (),
            conditions=asked if outcome == "no_objection_with_conditions" else (),
        )

    def draft(self, inquiry: Inquiry, outcome: str) -> Response:
        """Draft an answer in the consulted office."""
        person = self.people.by(self._officer_of(inquiry))
        replies.assign(person, inquiry, self.people.users[self._officer_of(inquiry)])
        open_ = inquiry.responses.filter(state__in=("draft", "to_sign")).first()
        version = open_.version if open_ else 0
        return replies.save_reply(person, inquiry, version=version, reply=self.text(outcome, inquiry))

    def submit(self, response: Response) -> Response:
        """Bring a draft to the head."""
        person = self.people.by(self._officer_of(response.inquiry))
        return replies.submit_reply(person, response, version=response.version)

    def give_back(self, response: Response) -> None:
        """Send a draft back from the head to its author."""
        head = self.people.by(self._head_of(response.inquiry))
        replies.return_reply(head, response, version=response.version, note="Nêu rõ căn cứ (ví dụ).")

    def answer(self, inquiry: Inquiry, outcome: str) -> Response:
        """Answer, signed by the head; a body without an account answers on paper."""
        inquiry = Inquiry.objects.select_related("consultee", "case").get(pk=inquiry.pk)
        if inquiry.consultee is None:
            return self._on_paper(inquiry, outcome)
        response = self.submit(self.draft(inquiry, outcome))
        return replying.sign_reply(self.people.by(self._head_of(inquiry)), response, version=response.version)

    def withdraw_answer(self, response: Response) -> None:
        """Withdraw an answer that was given."""
        head = self.people.by(self._head_of(response.inquiry))
        replying.withdraw_reply(head, response, reason="Chủ đầu tư đã điều chỉnh vị trí (ví dụ).")

    def pass_on(self, inquiry: Inquiry) -> None:
        """Pass on what was asked for."""
        replying.pass_supplement_on(self.people.by(self.officer), inquiry)

    def remind(self, inquiry: Inquiry) -> None:
        """Remind an office."""
        follow_up.remind(self.people.by(self.officer), inquiry)

    def recall(self, inquiry: Inquiry) -> None:
        """Take a letter back."""
        follow_up.recall(self.people.by(self.officer), inquiry, reason="Gửi nhầm phạm vi (ví dụ).")

    def ask_again(self, inquiry: Inquiry) -> Inquiry:
        """Ask again."""
        actor = self.people.by(self.officer)
        return follow_up.ask_again(actor, inquiry, question="", reason="Đề xuất đã điều chỉnh (ví dụ).")

    def step_in(self, inquiry: Inquiry) -> Inquiry:
        """Have the level above answer."""
        period = step_in.OwnPeriod(10, "working days", "Quy chế phối hợp minh họa, không phải quy định")
        actor = self.people.by(self.officer)
        return step_in.step_in(actor, inquiry, reason="Quá hạn, chưa có ý kiến (ví dụ).", period=period)

    def remove(self, inquiry: Inquiry, *, settled: bool | None) -> None:
        """Ask that an office need not be asked."""
        asked = removals.ask_removal(
            self.people.by(self.officer), inquiry, reason="Nội dung đã có trong văn bản khác (ví dụ)."
        )
        if settled is not None:
            note = "Đồng ý." if settled else "Vẫn cần hỏi."
            removals.settle_removal(self.people.by(self.reviewer), asked, confirm=settled, note=note)

    def offer(self, *, accepted: bool) -> None:
        """Offer advice from the military region."""
        actor = self.people.by("region.officer")
        offer_advice(actor, self.people.offices["region"], self.own.reference, subject="Ý kiến về độ cao (ví dụ)")
        offered = self.own.inquiries.filter(origin=Inquiry.Origin.INITIATIVE).first()
        if accepted and offered is not None and offered.state == Inquiry.State.PROPOSED:
            accept_offer(self.people.by(self.officer), offered)

    def _on_paper(self, inquiry: Inquiry, outcome: str) -> Response:
        day = clock.today()
        paper = replying.Paper(
            symbol=f"{self.number}/CV-MH", dated=day, arrival_number=str(1000 + self.number), arrived_on=day
        )
        text = self.text(outcome, inquiry)
        return replying.record_paper(self.people.by(self.clerk), inquiry, text, paper)

    def _officer_of(self, inquiry: Inquiry) -> str:
        return self.people.of_office[str(inquiry.consultee_id)]["consultee_officer"]

    def _head_of(self, inquiry: Inquiry) -> str:
        return self.people.of_office[str(inquiry.consultee_id)]["consultee_head"]
