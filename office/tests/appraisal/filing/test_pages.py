"""A proposal and its case through the pages, as the browser posts them."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.actions import filing
from kethop_office.appraisal.models import ApprovalLevel, Case, ProposalDraft, ScreeningRun
from kethop_office.common import clock
from kethop_office.common.files import read_blob
from kethop_office.common.refusal import Refused
from kethop_office.common.vietnamese import words_of
from kethop_office.registry.models import IndustrialPark


@pytest.fixture
def page(house):
    """Return a client signed in as an account, by key; cleared for nothing secret."""

    def signed(key):
        client = Client()
        client.force_login(house.users[key])
        return client

    return signed


def path(name, draft):
    return reverse(f"appraisal:{name}", args=[draft.pk])


def version(draft):
    return ProposalDraft.objects.values_list("version", flat=True).get(pk=draft.pk)


def walked(client, house):
    """Write a proposal through every step and return its draft."""
    client.post("/case/new/start", {"office": house.proponent.pk})
    draft = ProposalDraft.objects.get()
    steps = [
        ("draft_kind", {"kind": "project", "lead_office": house.lead.pk}),
        (
            "draft_details",
            {
                "title": "Khu công nghiệp Tam Đa (ví dụ)",
                "proponent": "Công ty ví dụ",
                "communes": "Tam Đa, Bắc Ninh",
                "fact-project_type": "industrial_park",
                "fact-approval_authority": "provincial_chairman",
                "fact-related_to_defence": "no",
                "fact-total_capital": "1.200,5",
            },
        ),
        (
            "draft_site",
            {"way": "table", "table": house.corners, "crs": "EPSG:9209", "column_order": "x-north", "area_ha": "37,2"},
        ),
        ("draft_heights", {"height": "20"}),
    ]
    for name, fields in steps:
        answer = client.post(path(name, draft), {**fields, "version": version(draft)})
        assert answer.status_code == 302, answer.content.decode()
    client.post(path("draft_files", draft), {})
    return draft


def test_a_proposal_is_written_step_by_step_and_sent(house, page):
    client = page("proponent")
    draft = walked(client, house)
    draft.refresh_from_db()
    assert draft.answers["details"]["communes"] == ["09208"]
    assert draft.answers["details"]["facts"]["total_capital"] == "1200.5"
    assert draft.answers["site"]["is_in_order"] is True
    shown = client.get(path("draft_check", draft)).content.decode()
    assert "Xã Tam Đa" in shown
    assert "Chưa gửi được" not in shown
    answer = client.post(path("draft_check", draft), {"version": version(draft)}, follow=True)
    assert "KH-2026-00001" in answer.content.decode()
    assert Case.objects.get().stage == "filed"


@pytest.mark.parametrize(
    "name", ["draft", "draft_kind", "draft_details", "draft_site", "draft_heights", "draft_files", "draft_check"]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_step_is_shown_empty_in_both_languages(house, page, name, language):
    client = page("proponent")
    client.post("/case/new/start", {"office": house.proponent.pk})
    draft = ProposalDraft.objects.get()
    if name == "draft_details":
        client.post(path("draft_kind", draft), {"kind": "plan", "lead_office": house.lead.pk, "version": 1})
    answer = client.get(path(name, draft), headers={"accept-language": language})
    assert answer.status_code == 200
    assert b"<h1" in answer.content


def test_the_site_step_proposes_the_meridian_and_takes_it_back(house, page):
    client = page("proponent")
    client.post("/case/new/start", {"office": house.proponent.pk})
    draft = ProposalDraft.objects.get()
    draft.answers = house.answers()
    draft.save()
    fields = {"way": "table", "table": house.corners, "crs": "EPSG:9212", "column_order": "x-north", "version": 1}
    client.post(path("draft_site", draft), fields)
    shown = client.get(path("draft_site", draft)).content.decode()
    assert "Cần sửa" in shown
    assert "kinh tuyến trục 105°30′" in shown
    client.post(path("draft_site", draft), {"use": "EPSG:9209|x-north"})
    draft.refresh_from_db()
    assert draft.answers["site"]["crs"] == "EPSG:9209"
    assert draft.answers["site"]["is_in_order"] is True
    assert "Đã đổi hệ tọa độ" in client.get(path("draft_site", draft)).content.decode()
    client.post(path("draft_site", draft), {"undo": "1"})
    draft.refresh_from_db()
    assert draft.answers["site"]["crs"] == "EPSG:9212"
    assert draft.answers["site"]["is_in_order"] is False


def test_the_live_panel_checks_what_is_typed_and_saves_nothing(house, page):
    client = page("proponent")
    draft = house.draft()
    before = version(draft)
    points = [line.split("\t") for line in house.corners.splitlines()]
    turned = "\n".join(f"{name}\t{east}\t{north}" for name, north, east in points)
    answer = client.post(
        path("draft_panel", draft), {"way": "table", "table": turned, "crs": "EPSG:9209", "version": before}
    )
    assert "đổi hai cột X, Y" in answer.content.decode()
    assert version(draft) == before


def test_a_wrong_answer_is_told_at_its_field(house, page):
    client = page("proponent")
    client.post("/case/new/start", {"office": house.proponent.pk})
    draft = ProposalDraft.objects.get()
    client.post(path("draft_kind", draft), {"kind": "project", "lead_office": house.lead.pk, "version": 1})
    fields = {
        "title": "",
        "proponent": "X",
        "communes": "Xã Không Có",
        "fact-total_capital": "1.234",
        "version": version(draft),
    }
    answer = client.post(path("draft_details", draft), fields)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "Không tìm thấy xã, phường, đặc khu “Xã Không Có”" in text
    assert "govuk-error-summary" in text
    assert 'id="id_fact-total_capital-error"' in text


def test_documents_are_added_taken_out_and_put_back(house, page):
    client = page("proponent")
    draft = house.draft()
    upload = SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.7 example", "application/pdf")
    client.post(
        path("draft_files", draft), {"add": "1", "document": upload, "component": "Tờ trình", "version": version(draft)}
    )
    draft.refresh_from_db()
    item = draft.answers["files"]["items"][0]
    client.post(path("remove_document", draft), {"sha256": item["sha256"]})
    assert "Đã bỏ tệp to-trinh.pdf." in client.get(path("draft_files", draft)).content.decode()
    client.post(path("restore_document", draft))
    draft.refresh_from_db()
    assert draft.answers["files"]["items"] == [item]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("chuong-trinh.exe", b"MZ", "không thuộc loại được nhận"),
        ("to-trinh.pdf", b"MZ", "không phải loại .pdf"),
        ("to-trinh.pdf", b"%PDF-1.7 PK\x05\x06" + bytes(18), "cả nội dung của một loại tệp khác"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_its_field(house, page, name, data, told):
    client = page("proponent")
    draft = house.draft()
    upload = SimpleUploadedFile(name, data, "application/pdf")
    answer = client.post(path("draft_files", draft), {"add": "1", "document": upload, "version": version(draft)})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert told in text
    assert 'id="id_document-error"' in text
    site = client.post(
        path("draft_site", draft),
        {"way": "file", "file": SimpleUploadedFile("khu-dat.exe", b"MZ"), "version": version(draft), "check": "1"},
    )
    assert 'id="id_file-error"' in site.content.decode()
    draft.refresh_from_db()
    assert draft.site_name == "-"
    assert not draft.answers.get("files", {}).get("items")


def test_a_draft_of_another_account_is_not_there(house, page):
    draft = house.draft()
    assert page("officer").get(path("draft", draft)).status_code == 404
    assert page("consultee_officer").get("/case/new/").status_code == 404


def test_a_draft_put_away_is_offered_back(house, page):
    client = page("proponent")
    draft = house.draft()
    answer = client.post(path("delete_draft", draft), follow=True)
    assert "Đã bỏ một bản nháp." in answer.content.decode()
    assert client.get(path("draft", draft)).status_code == 404
    client.post(path("restore_draft", draft))
    assert client.get(path("draft", draft)).status_code == 200


def test_the_officer_receives_checks_accepts_and_sees_the_findings(house, page):
    case = house.filed()
    clerk, officer = page("clerk"), page("officer")
    section = f"/case/{case.reference}/submission"
    assert "Tiếp nhận hồ sơ" in clerk.get(section).content.decode()
    clerk.post(f"{section}/receive", {"receipt_number": "812", "version": 1})
    assert "số 812" in officer.get(section).content.decode()
    form = officer.get(f"{section}/accept")
    assert "Khu đất kiểm tra được" in form.content.decode()
    checks = {f"check-{key}": "yes" for key in ("identity", "kind", "facts", "documents", "site", "communes")}
    day = house.fresh(case).submissions.get().received_at.strftime("%d/%m/%Y")
    answer = officer.post(
        f"{section}/accept", {**checks, "complete_on": day, "law_date": day, "version": 1}, follow=True
    )
    text = answer.content.decode()
    assert ScreeningRun.objects.get().state == "done"
    assert "Thuộc trường hợp áp dụng" in text
    assert "Vì sao có kết quả này" in text
    assert "Bộ Chỉ huy quân sự tỉnh Bắc Ninh" in text
    possible = re.search(r"Có thể thuộc trường hợp:</p><ul[^>]*>(.*?)</ul>", text)
    assert possible, "the possibilities of a finding stand as a list"
    assert "<li>" in possible.group(1)
    assert "\n– " not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", ("Bộ Quốc phòng (", " phiếu</li>")), ("en", ("Ministry of National Defence (", " inquiries</li>"))],
)
def test_letters_that_say_the_same_are_one_line_in_the_readers_language(house, page, language, words):
    case = house.valid()
    user = house.users["officer"]
    user.language = language
    user.save()
    text = page("officer").get(f"/case/{case.reference}/findings/1/changes").content.decode()
    body, number = words
    lines = [line for line in re.findall(r"<li>.*?</li>", text) if body in line]
    assert lines
    assert len(lines) == len(set(lines)), "each once"
    assert any(line.endswith(number) for line in lines)


def test_findings_are_not_shown_to_the_proponent(house, page):
    case = house.valid()
    client = page("proponent")
    assert client.get(f"/case/{case.reference}/submission").status_code == 200
    for section in ("findings", "related", "findings/run"):
        assert client.get(f"/case/{case.reference}/{section}").status_code in {404, 405}


def test_every_section_shown_to_a_reader_opens(house, page):
    case = house.valid()
    above = house.office("Ủy ban nhân dân tỉnh (ví dụ)", "authority", province="24")
    house.account("above", above, "approver")
    house.account("rules", house.lead, "rule_officer")
    ApprovalLevel.objects.create(
        lead_office=house.lead, rank=1, office=above, role="approver", title_vi="Lãnh đạo", title_en="Head"
    )
    AccessGrant.objects.create(
        compartment=case.compartment,
        office=above,
        mode="read",
        starts=house.at - timedelta(days=1),
        ends=house.at + timedelta(days=90),
        event="test",
    )
    for who in ("above", "rules"):
        client = page(who)
        sections = client.get(f"/case/{case.reference}/").context["shell"].sections
        assert {link.key for link in sections} >= {"", "site", "events"}
        for link in sections:
            assert client.get(link.path).status_code == 200, (who, link.key)
    assert page("above").post(f"/case/{case.reference}/related", {"reference": case.reference}).status_code == 404


def test_what_one_may_not_know_of_answers_like_a_wrong_number(house, page):
    case = house.valid()
    client = page("consultee_officer")
    for section in (
        "submission",
        "findings",
        "related",
        "submission/accept",
        "submission/withdraw",
        "submission/1/site",
    ):
        there, not_there = (
            client.get(f"/case/{reference}/{section}") for reference in (case.reference, "KH-2026-99999")
        )
        assert there.status_code == not_there.status_code == 404
        texts = [re.sub(r"KH-2026-\d+|[A-Za-z0-9]{64}", "", answer.content.decode()) for answer in (there, not_there)]
        assert texts[0] == texts[1]


def test_what_was_filed_is_taken_away_as_an_attachment(house, page):
    case = house.filed()
    answer = page("officer").get(f"/case/{case.reference}/submission/1/site")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == house.corners.encode()


def test_withdrawing_says_what_happens_first(house, page):
    case = house.filed()
    client = page("proponent")
    where = f"/case/{case.reference}/submission/withdraw"
    assert "Hồ sơ được rút" in client.get(where).content.decode()
    assert client.post(where, {"reason": "", "version": 1}).status_code == 400
    client.post(where, {"reason": "Đổi địa điểm", "version": 1})
    assert house.fresh(case).stage == "withdrawn"


OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[106.01, 21.19], [106.02, 21.19], [106.02, 21.20], [106.01, 21.20], [106.01, 21.19]]],
}


def park(name, **more):
    return IndustrialPark.objects.create(
        name=name,
        sort_name=name,
        name_key=name.lower(),
        folded=f" {' '.join(words_of(name))} ",
        changed_at=clock.now(),
        **more,
    )


def test_a_park_of_the_register_is_the_site(house, page):
    draft = house.draft()
    client = page("proponent")
    outlined = park("Cụm công nghiệp Tam Đa", outline=OUTLINE)
    park("Cụm công nghiệp Tam Sơn", communes=" 09208 ")
    park("Cụm công nghiệp chưa rõ")
    hidden = park("Khu kín", level=20, outline=OUTLINE)

    def chosen(text):
        return client.post(path("draft_site", draft), {"way": "park", "park": text, "version": version(draft)})

    several = chosen("cum cong nghiep tam")
    assert several.status_code == 400
    assert "Cụm công nghiệp Tam Đa" in several.content.decode()
    for text in ("Khu kín", str(hidden.pk), "khong co", ""):
        assert chosen(text).status_code == 400
        assert "Khu kín ·" not in chosen(text).content.decode()
    assert "chưa có ranh giới" in chosen("chưa rõ").content.decode()

    assert chosen("tam da").status_code == 302
    draft.refresh_from_db()
    assert draft.answers["site"]["park"] == str(outlined.pk)
    assert draft.answers["site"]["is_in_order"], client.get(path("draft_site", draft)).content.decode()
    assert draft.site_name == "cum-cong-nghiep-tam-da.geojson"
    assert "ranh giới trong sổ" in client.get(path("draft_check", draft)).content.decode()

    assert chosen("Tam Sơn").status_code == 302
    draft.refresh_from_db()
    assert draft.site_file is None
    assert draft.answers["site"]["units"] == ["09208"]
    assert "Tam Sơn" in client.get(path("draft_site", draft)).content.decode()
    case = filing.file_submission(house.actor("proponent"), draft, version=draft.version).case
    assert list(case.units.values_list("code", flat=True)) == ["09208"]
    assert b'units: ["09208"]' in read_blob(case.submissions.get().proposal)


def test_a_proposal_names_the_case_that_it_amends(house, page):
    earlier = house.filed()
    strange = house.filed()
    Case.objects.filter(pk=strange.pk).update(proponent=None, compartment=None, level=20)
    draft = house.draft()
    client = page("proponent")

    def named(text):
        fields = {"kind": "project", "lead_office": house.lead.pk, "amendment_of": text, "version": version(draft)}
        return client.post(path("draft_kind", draft), fields)

    assert named(strange.reference).status_code == named("KH-2026-99999").status_code == 400
    assert named(earlier.reference.lower()).status_code == 302
    assert earlier.reference in client.get(path("draft_kind", draft)).content.decode()
    assert earlier.reference in client.get(path("draft_check", draft)).content.decode()
    draft.refresh_from_db()
    case = filing.file_submission(house.actor("proponent"), draft, version=draft.version).case
    assert case.amendment_of == earlier
    again = house.draft()
    again.answers["kind"]["amendment_of"] = str(strange.pk)
    again.save()
    with pytest.raises(Refused, match=r"^draft\.no_amended$"):
        filing.file_submission(house.actor("proponent"), again, version=again.version)
