"""The pages of report, review, approvals, decision and letters, as their readers meet them."""

import re

import pytest
from django.test import Client

from kethop_office.appraisal.actions import letters, report
from kethop_office.appraisal.actions.review import review
from kethop_office.appraisal.models import Approval, Case, CaseDecision, Letter, Review


@pytest.fixture
def as_user(monkeypatch, desk):
    def enter(name, language="vi"):
        user = desk.people[name]
        user.language = language
        user.save()
        client = Client()
        client.force_login(user)
        monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])
        return client

    return enter


def base(desk):
    return f"/case/{desk.case.reference}"


def test_report_is_prepared_edited_and_sent_by_its_pages(desk, as_user):
    client, path = as_user("officer"), f"{base(desk)}/report"
    assert "Lập báo cáo" in client.get(path).content.decode()
    client.post(f"{path}/prepare")
    page = client.get(f"{path}/content/edit").content.decode()
    assert "khoản 2 Điều 9 Nghị định mẫu" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    client.post(f"{path}/content/edit", {"text": "Nhận xét.", "version": version, "base": ""})
    client.post(f"{path}/recommendation", {"proposal": "approve_with_conditions", "reasons": "", "version": 0})
    assert "Trình thẩm tra" in client.get(f"{path}/send").content.decode()
    client.post(f"{path}/send")
    assert Case.objects.get().stage == Case.Stage.REVIEW
    paper = client.get(f"{path}/1.pdf")
    assert paper.getvalue().startswith(b"%PDF")
    assert client.get(f"{path}/preview").status_code == 200


def test_two_officers_on_one_section_lose_no_word(desk, as_user):
    desk.drafted()
    path = f"{base(desk)}/report/file/edit"
    as_user("officer").post(path, {"text": "Của người thứ nhất.", "version": 1, "base": ""})
    client = as_user("other")
    page = client.post(path, {"text": "Của người thứ hai.", "version": 1, "base": ""})
    said = page.content.decode()
    assert page.status_code == 409
    assert "Của người thứ nhất." in said
    assert "Của người thứ hai." in said
    client.post(
        path,
        {
            "keep-text": "hand",
            "hand-text": "Cả hai.",
            "mine-text": "Của người thứ hai.",
            "theirs-text": "Của người thứ nhất.",
            "version": 2,
        },
    )
    assert desk.case.report_sections.get(key="file").text == "Cả hai."


def test_finding_is_put_into_the_text_without_saving(desk, as_user):
    desk.drafted()
    page = as_user("officer").post(
        f"{base(desk)}/report/content/edit",
        {"text": "Trước.", "version": 2, "base": "", "do": "insert", "insert_choice": "finding:height.hit"},
    )
    assert "Kết quả hit" in page.content.decode()
    assert desk.case.report_sections.get(key="content").text == "Nhận xét của chuyên viên."


def test_review_and_both_approvals_go_over_a_confirm_page(desk, as_user):
    desk.sent()
    client = as_user("reviewer")
    path = f"{base(desk)}/approvals/review"
    assert client.get(path).status_code == 200
    client.post(path, {"action": "accepted", "note": "", "content": desk.hash})
    assert not Review.objects.exists()
    assert "cấp phê duyệt thứ nhất" in client.get(f"{path}/confirm").content.decode()
    client.post(f"{path}/confirm")
    assert Review.objects.get().action == "accepted"
    for name in ("approver1", "approver2"):
        client = as_user(name)
        assert desk.case.reference in client.get("/approve/").content.decode()
        client.post(f"/approve/{desk.case.pk}/", {"action": "approved", "note": "", "content": desk.hash})
        assert desk.hash[:12] in client.get(f"/approve/{desk.case.pk}/confirm").content.decode()
        client.post(f"/approve/{desk.case.pk}/confirm")
        client.post(f"/approve/{desk.case.pk}/confirm")
    assert Approval.objects.count() == 2
    path = f"{base(desk)}/decision"
    client.post(path, {"number": "45/QĐ-STC", "dated": "23/11/2026", "reasons": "", "content": desk.hash})
    assert "45/QĐ-STC" in client.get(f"{path}/confirm").content.decode()
    client.post(f"{path}/confirm")
    assert CaseDecision.objects.get().number == "45/QĐ-STC"
    case = Case.objects.get()
    page = client.post(f"{path}/reopen", {"reason": "Tình tiết mới", "version": case.content_version})
    assert "được mở lại ở bước lập báo cáo" in page.content.decode()
    client.post(f"{path}/reopen", {"reason": "Tình tiết mới", "version": case.content_version, "confirmed": "1"})
    assert Case.objects.get().stage == Case.Stage.REPORT


def test_approver_sees_what_changed_since_the_last_approval(desk, as_user):
    desk.reviewed()
    desk.approve(1)
    report.edit_section(
        desk.actor("officer"), desk.case, "content", text="Nhận xét mới.", version=desk.version("content")
    )
    report.send_to_review(desk.actor("officer"), desk.case)
    desk.case.refresh_from_db()
    review(desk.actor("reviewer"), desk.case, content=desk.hash, is_accepted=True)
    page = as_user("approver1").get(f"/approve/{desk.case.pk}/").content.decode()
    assert "Thay đổi từ lần phê duyệt trước của tôi (1)" in page
    assert "Nhận xét của chuyên viên." in page
    assert "Nhận xét mới." in page
    assert (
        "Phê duyệt hết giá trị do nội dung thay đổi"
        in as_user("officer").get(f"{base(desk)}/approvals").content.decode()
    )


def test_signing_asks_again_who_signs(desk, as_user, monkeypatch):
    desk.reviewed()
    client = as_user("approver1")
    client.post(f"/approve/{desk.case.pk}/", {"action": "approved", "note": "", "content": desk.hash})
    monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [])
    answer = client.get(f"/approve/{desk.case.pk}/confirm")
    assert answer.status_code == 302
    assert "/sign-in/again/" in answer.url
    assert not Approval.objects.exists()


@pytest.mark.parametrize("section", ["report", "approvals", "report/content/edit", "report/1.pdf", "decision"])
def test_strangers_and_consulted_offices_find_nothing(desk, as_user, section):
    desk.reviewed()
    for name in ("stranger", "head"):
        assert as_user(name).get(f"{base(desk)}/{section}").status_code == 404
        assert as_user(name).get(f"/approve/{desk.case.pk}/").status_code == 404
    assert as_user("officer").get(f"/approve/{desk.case.pk}/").status_code == 404


def test_letters_are_drafted_issued_and_listed(desk, as_user):
    client, path = as_user("officer"), f"{base(desk)}/documents"
    assert "chưa có văn bản nào" in client.get(path).content.decode()
    page = client.post(f"{path}/new", {"form": "F1", "inquiry": ""}).content.decode()
    assert "Chọn cơ quan nhận công văn." in page
    client.post(f"{path}/new", {"form": "F1", "inquiry": str(desk.inquiry.pk)})
    letter = Letter.objects.get()
    assert client.post(f"{path}/{letter.pk}/issue", {}).status_code == 200
    clerk = as_user("clerk")
    given = {
        "number": "7",
        "symbol": "STC-ĐT",
        "dated": "23/11/2026",
        "capacity": "",
        "position": "GIÁM ĐỐC",
        "name": "Nguyễn Văn Mẫu",
    }
    assert "07/STC-ĐT" in clerk.post(f"{path}/{letter.pk}/issue", given).content.decode()
    clerk.post(f"{path}/{letter.pk}/issue", {**given, "confirmed": "1"})
    letter.refresh_from_db()
    assert letter.state == Letter.State.ISSUED
    assert "07/STC-ĐT" in clerk.get(path).content.decode()
    assert "07/STC-ĐT" in clerk.get(f"{path}/print").content.decode()
    answer = clerk.get(f"{path}/{letter.pk}.docx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert clerk.get(f"{path}/{letter.pk}").status_code == 200
    clerk.post(f"{path}/{letter.pk}/replace", {"reason": "Sai ngày"})
    assert Letter.objects.count() == 2
    came = {
        "arrived_on": "23/11/2026",
        "arrival_number": "412",
        "sender": "Bộ CHQS tỉnh",
        "number": "99",
        "symbol": "BCH-TM",
        "dated": "20/11/2026",
        "abstract": "Trả lời ý kiến",
        "signer": "",
    }
    clerk.post(f"{path}/arrived", came)
    assert "99/BCH-TM" in clerk.get(path).content.decode()


def test_draft_reply_is_not_seen_by_the_lead_office(desk, as_user):
    made = letters.make("F3", desk.case, desk.actor("head"), response=desk.response)
    assert str(made.pk) not in as_user("officer").get(f"{base(desk)}/documents").content.decode()
    assert as_user("officer").get(f"{base(desk)}/documents/{made.pk}").status_code == 404


SECTIONS = (
    "report",
    "report/preview",
    "report/content/edit",
    "report/recommendation",
    "approvals",
    "decision",
    "documents",
    "documents/new",
    "documents/arrived",
    "documents/print",
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_have_one_heading_and_no_inline_style_or_script(desk, as_user, language):
    desk.reviewed()
    letter = letters.make("F1", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    sections = [*SECTIONS, f"documents/{letter.pk}"]
    pages = [("officer", f"{base(desk)}/{section}") for section in sections]
    pages += [("approver1", "/approve/"), ("approver1", f"/approve/{desk.case.pk}/")]
    for name, path in pages:
        answer = as_user(name, language).get(path)
        page = answer.content.decode()
        assert answer.status_code == 200, path
        assert len(re.findall(r"<h1\b", page)) == 1, path
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*(src|application/json))", page), path
        assert "LÝ DO NỘI BỘ" not in page
