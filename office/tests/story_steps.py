"""The acts of which a story is made; each opens the browser of one account and does one thing with either hand."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from story_desk import StoryDesk

from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions.removals import ask_removal, settle_removal
from kethop_office.appraisal.models import Case, Inquiry, OpinionTreatment

FACTS = {
    "approval_authority": "provincial_chairman",
    "project_type": "industrial_park",
    "sector": "investment",
    "related_to_defence": "no",
    "asks_for_land": "yes",
    "foreign_investor": "no",
    "public_investment": "no",
    "defence_land": "no",
}
LISTS = {"approval_authority", "project_type", "sector"}


@dataclass
class Tale:
    """A case on its way through the offices."""

    desk: StoryDesk
    browser: Any
    url: str
    hand: type
    language: str
    reference: str = ""

    @property
    def case(self):
        """The case as it is now."""
        return Case.objects.get(reference=self.reference)

    def words(self, text):
        """Return words of a page in the story's language."""
        with translation.override(self.language):
            return gettext(text)

    @contextmanager
    def as_(self, who, path=""):
        """Sit down as an account, at a page."""
        with self.desk.at_desk(self.browser, self.url, who, self.language) as page:
            page.set_default_timeout(60_000)
            path = path if path.startswith("/") else f"/case/{self.reference}/{path}"
            answer = page.goto(f"{self.url}{path}")
            assert answer.status == 200, (who, path, answer.status)
            hand = self.hand(page)
            yield hand
            assert page.locator(".govuk-error-summary").count() == 0, page.locator("main").inner_text()[:1500]

    def press(self, hand, text):
        """Press a button named by its Vietnamese words."""
        hand.press(self.words(text))

    # -- filing -------------------------------------------------------------------------------------------------------
    def file(self, site, document):
        """Describe a proposal and send it; ``site`` fills the site step."""
        with self.as_("proponent", "/case/new/") as hand:
            self.press(hand, "Bắt đầu")
            hand.follow('main a[href$="/kind"]')
            hand.choose("kind", "project")
            hand.pick("lead_office", str(self.desk.lead.pk))
            self.press(hand, "Lưu và tiếp tục")
            hand.write("title", "Khu công nghiệp Tam Đa (ví dụ)")
            hand.write("title_en", "Tam Da industrial park (example)")
            hand.write("communes", "Tam Đa, Bắc Ninh")
            for name in self._order(hand.page, [f"fact-{name}" for name in FACTS]):
                value = FACTS[name.removeprefix("fact-")]
                (hand.pick if name.removeprefix("fact-") in LISTS else hand.choose)(name, value)
            self.press(hand, "Lưu và tiếp tục")
            site(hand)
            hand.write("area_ha", "37,2" if self.language == "vi" else "37.2")
            self.press(hand, "Lưu và tiếp tục")
            assert hand.page.url.endswith("/heights"), hand.page.locator("main").inner_text()[:3000]
            hand.write("height", "20")
            self.press(hand, "Lưu và tiếp tục")
            if document:
                document(hand)
            self.press(hand, "Lưu và tiếp tục")
            self.press(hand, "Gửi hồ sơ")
            self.reference = re.search(r"/case/([^/]+)/filed/", hand.page.url)[1]

    @staticmethod
    def _order(page, names):
        """Return the names of fields in the order of the page, so that the keyboard goes through it once."""
        there = page.eval_on_selector_all("main [name]", "all => all.map(one => one.name)")
        return sorted(names, key=there.index)

    def receive(self):
        """The clerk gives a receipt number."""
        with self.as_("clerk", "submission") as hand:
            hand.write("receipt_number", "812")
            self.press(hand, "Tiếp nhận hồ sơ")

    def accept(self):
        """The officer checks the file point by point; the screening runs."""
        with self.as_("officer", "submission") as hand:
            hand.follow('main a[href$="/submission/accept"]')
            names = hand.page.eval_on_selector_all('main [name^="check-"]', "all => all.map(one => one.name)")
            for name in dict.fromkeys(names):
                hand.choose(name, "yes")
            self.press(hand, "Chấp nhận hồ sơ hợp lệ")
            assert hand.page.url.endswith("/findings")
            assert self.case.runs.get().state == "done"

    # -- consultation -------------------------------------------------------------------------------------------------
    def leave_unasked(self, kept):
        """Two officers leave the other bodies unasked: what a browser has shown once need not be shown fifty times."""
        officer, reviewer = (actor_of(self.desk.users[name]) for name in ("officer", "reviewer"))
        rest = self.case.inquiries.filter(state=Inquiry.State.PROPOSED).exclude(pk__in=[row.pk for row in kept])
        for inquiry in rest:
            removal = ask_removal(officer, inquiry, reason="Ngoài phạm vi của ví dụ này.")
            settle_removal(reviewer, removal, confirm=True, note="Đồng ý.")

    def send(self, inquiry):
        """The officer asks a body."""
        with self.as_("officer", "consultations") as hand:
            hand.follow(f'main a[href$="inquiry={inquiry.pk}"]')
            self.press(hand, "Gửi lấy ý kiến")
        inquiry.refresh_from_db()
        assert inquiry.state == "sent"

    def reply(self, inquiry, who, outcome, text, **more):
        """An officer of the body writes the reply, the head signs it."""
        with self.as_(who, "/inbox/") as hand:
            hand.follow(f'main a[href$="/inbox/{inquiry.pk}/"]')
            hand.choose("outcome", outcome)
            if "items" in more:
                hand.write("asked_items", more["items"])
            if "condition" in more:
                hand.write("condition-0-text", more["condition"])
                hand.pick("condition-0-trigger", "before_permit")
            hand.write("text", text)
            self.press(hand, "Trình thủ trưởng ký")
            self.press(hand, "Trình thủ trưởng ký")
        with self.as_(f"{who}_head", f"/inbox/{inquiry.pk}/") as hand:
            hand.follow('main a[href$="/sign"]')
            self.press(hand, "Ký và gửi")
        inquiry.refresh_from_db()

    def act(self, inquiry, name, button, **written):
        """The officer does one act on an inquiry."""
        with self.as_("officer", "consultations") as hand:
            hand.follow(f'main a[href$="{inquiry.pk}/{name}"]')
            for field, text in written.items():
                hand.write(field, text)
            self.press(hand, button)
        inquiry.refresh_from_db()

    def withdraw(self, inquiry, who):
        """A head withdraws the reply that was sent."""
        with self.as_(who, f"/inbox/{inquiry.pk}/") as hand:
            hand.follow('main a[href$="/withdraw"]')
            hand.write("reason", "Bên đề xuất đã điều chỉnh ranh giới.")
            self.press(hand, "Rút ý kiến")
        inquiry.refresh_from_db()

    def settle_opinions(self):
        """The officer answers every opinion and takes every condition up."""
        for row in OpinionTreatment.objects.filter(case=self.case, treatment=""):
            with self.as_("officer", "consultations") as hand:
                hand.follow(f'main a[href$="/opinion/{row.pk}"]')
                hand.choose("treatment", OpinionTreatment.Treatment.EXPLAINED.value)
                hand.write("text", "Đã nêu trong báo cáo.")
                self.press(hand, "Lưu")
        for row in self.case.conditions.filter(state="asked"):
            with self.as_("officer", "conditions") as hand:
                hand.follow(f'main a[href$="/conditions/{row.pk}/settle"]')
                hand.choose("state", "taken_up")
                self.press(hand, "Lưu")

    # -- report and decision ------------------------------------------------------------------------------------------
    def write_report(self):
        """The officer has the report prepared, adds to it and says what to decide."""
        with self.as_("officer", "report") as hand:
            self.press(hand, "Lập báo cáo")
            self._edit(hand, "Dự án phù hợp quy hoạch nêu trong hồ sơ.")
            hand.follow('main a[href$="/report/recommendation"]')
            hand.choose("proposal", "approve_with_conditions")
            hand.write("reasons", "Các cơ quan được lấy ý kiến đã trả lời.")
            self.press(hand, "Lưu kiến nghị")

    def edit_report(self, text):
        """The officer writes otherwise."""
        with self.as_("officer", "report") as hand:
            self._edit(hand, text)

    def _edit(self, hand, text):
        hand.follow('main a[href$="/report/content/edit"]')
        hand.write("text", text)
        self.press(hand, "Lưu mục")

    def send_report(self):
        """The officer sends the report to review, the reviewer accepts it."""
        with self.as_("officer", "report") as hand:
            hand.follow('main a[href$="/report/send"]')
            self.press(hand, "Trình thẩm tra")
        with self.as_("reviewer", "approvals") as hand:
            hand.follow('main a[href$="/approvals/review"]')
            hand.choose("action", "accepted")
            self.press(hand, "Tiếp tục")
            self.press(hand, "Đồng ý trình phê duyệt")
        assert self.case.stage == "approval"

    def approve(self, who):
        """A level of approval signs."""
        with self.as_(who, "/approve/") as hand:
            hand.follow(f'main a[href$="/approve/{self.case.pk}/"]')
            hand.choose("action", "approved")
            self.press(hand, "Tiếp tục")
            self.press(hand, "Ký phê duyệt")

    def decide(self, who, number):
        """The last level issues the decision."""
        with self.as_(who, "/approve/") as hand:
            hand.follow(f'main a[href$="/case/{self.reference}/decision"]')
            hand.write("number", number)
            self.press(hand, "Tiếp tục")
            self.press(hand, "Ban hành quyết định")
        assert self.case.stage == "approved"

    def issue(self, who, letter, number, symbol):
        """A clerk gives a letter its number and issues it."""
        with self.as_(who, "documents") as hand:
            hand.follow(f'main a[href$="/documents/{letter.pk}"]')
            hand.write("number", number)
            hand.write("symbol", symbol)
            hand.write("position", "PHÓ CHỦ TỊCH")
            hand.write("name", "Người Ký Ví Dụ")
            self.press(hand, "Tiếp tục")
            self.press(hand, "Ban hành")
        letter.refresh_from_db()
        assert letter.state == "issued"
