"""A case from submission to decision, in Vietnamese, with the mouse, in a real Chromium."""

import io
import json

import pytest
from pypdf import PdfReader
from story_hands import Mouse
from story_steps import Tale

from kethop_office.appraisal.models import Approval, Inquiry

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

RING = [
    [106.01, 21.19],
    [106.016, 21.1905],
    [106.0165, 21.186],
    [106.0132881, 21.1848165],
    [106.009439, 21.1857314],
    [106.01, 21.19],
]
SITE = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}],
    }
)
CONDITION = "Trình hồ sơ độ cao trước khi cấp phép xây dựng."


def upload_site(hand):
    hand.choose("way", "file")
    hand.page.locator('[name="file"]').set_input_files(
        {"name": "khu-dat.geojson", "mimeType": "application/geo+json", "buffer": SITE.encode()}
    )


def upload_document(hand):
    hand.page.locator('[name="document"]').set_input_files(
        {"name": "to-trinh.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n% an example\n"}
    )
    hand.write("component", "tờ trình")
    hand.press("Thêm tệp này")
    assert "to-trinh.pdf" in hand.page.locator("main").inner_text()


def chosen(tale):
    """Return what the screening proposes to ask: advice of the command, a concurrence of it, and advice of the police."""
    asked = tale.case.inquiries.filter(origin="screening", state="proposed").order_by("created_at", "pk")
    late = asked.filter(consultee=tale.desk.command, role="advice", period_state="stated").first()
    owed = asked.filter(consultee=tale.desk.command, role="concurrence").first()
    more = asked.filter(consultee=tale.desk.police, role="advice").first()
    assert all((late, owed, more)), list(asked.values_list("body_vi", "role", "period_state", "consultee"))
    return late, owed, more


def test_a_case_from_submission_to_decision(desk, chromium, live_server):
    tale = Tale(desk, chromium, live_server.url, Mouse, "vi")
    tale.file(upload_site, upload_document)
    tale.receive()
    tale.accept()
    late, owed, more = chosen(tale)
    tale.leave_unasked([late, owed, more])
    for inquiry in (late, owed, more):
        tale.send(inquiry)

    desk.forward(days=1)
    tale.reply(more, "police", "further_information", "Hồ sơ chưa đủ.", items="Thuyết minh phòng cháy")
    assert more.state == "paused"
    assert tale.case.clock in {"paused", "none"}
    tale.reply(owed, "command", "objection", "Không thống nhất với ranh giới.")
    desk.forward(days=4)
    tale.act(more, "supplement", "Chuyển tài liệu bổ sung")
    assert more.state == "sent"
    pause = more.suspensions.get()
    assert pause.last is not None
    tale.withdraw(owed, "command_head")
    tale.reply(owed, "command", "no_objection", "Thống nhất sau khi điều chỉnh.")
    tale.reply(more, "police", "no_objection_with_conditions", "Thống nhất.", condition=CONDITION)

    desk.forward(days=(late.last_day - desk.now.date()).days + 2)
    tale.act(late, "step-in", "Đề nghị cấp trên giải quyết thay", reason="Quá hạn chưa trả lời.")
    assert late.state == "stepped_in"
    above = Inquiry.objects.get(stepped_in_for=late)
    tale.reply(above, "region", "no_objection", "Thống nhất thay cấp dưới.")

    tale.settle_opinions()
    tale.write_report()
    tale.send_report()
    tale.approve("approver1")
    tale.edit_report("Dự án phù hợp quy hoạch; bổ sung phương án thoát nước.")
    fallen = Approval.objects.get(case=tale.case)
    assert fallen.voided_at
    assert tale.case.stage == "report"
    tale.send_report()
    tale.approve("approver1")
    tale.approve("approver2")
    standing = Approval.objects.filter(case=tale.case, voided_at=None)
    assert len(set(standing.values_list("by", flat=True))) == 2
    tale.decide("approver2", "45/QĐ-VD")
    read_decision(tale)


def read_decision(tale):
    letter = tale.case.letters.get(form="F9")
    tale.issue("upper_clerk", letter, "45", "QĐ-VD")
    with tale.as_("proponent", "documents") as hand:
        with hand.page.expect_download() as waited:
            hand.page.locator(f'main a[href$="/documents/{letter.pk}.pdf"]').click()
        data = waited.value.path().read_bytes()
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    for wanted in ("45/QĐ-VD", "Khu công nghiệp Tam Đa (ví dụ)", CONDITION):
        assert wanted in text, (wanted, text[:3000])
