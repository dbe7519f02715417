"""The list of cases: order, pages, filters, search, and what must not be seen."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.models import Case, Inquiry, Letter, SavedView
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.paging import SORTS, case_page, counted
from kethop_office.appraisal.queries.case_list.selecting import selected_cases
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.common.levels import holds_several
from kethop_office.territory.models import Unit, UnitChange, UnitName
from kethop_office.territory.names import place_key


def found(reader, **filters):
    return {case.title for case in selected_cases(reader, CaseFilters(**filters))}


@pytest.mark.parametrize("sort", SORTS)
def test_pages_go_through_every_case_once_both_ways(make, finance, officer, sort):
    for number in range(23):
        make.case(
            finance,
            f"Dự án {number % 5}",
            next_due_on=date(2026, 11, 1 + number % 4) if number % 3 else None,
            area_ha=Decimal(number % 4) if number % 5 else None,
            filed_on=date(2026, 9, 1 + number % 6),
        )
    reader = reader_of(make.actor(officer))
    cases = selected_cases(reader, CaseFilters())
    page = case_page(reader, cases, sort=sort, size=5)
    forward = [page]
    while page.after:
        page = case_page(reader, cases, sort=sort, place=page.after, size=5)
        forward.append(page)
    back = [page]
    while page.before:
        page = case_page(reader, cases, sort=sort, place=page.before, size=5)
        back.append(page)
    keys = [case.pk for one in forward for case in one.cases]
    assert len(keys) == len(set(keys)) == 23
    assert [case.pk for one in reversed(back) for case in one.cases] == keys
    assert not forward[0].before


def test_a_place_of_another_order_or_made_up_begins_anew(make, finance, officer):
    for number in range(7):
        make.case(finance, f"Dự án {number}")
    reader = reader_of(make.actor(officer))
    cases = selected_cases(reader, CaseFilters())
    first = case_page(reader, cases, sort="due", size=3)
    assert case_page(reader, cases, sort="name", place=first.after, size=3).is_restarted
    assert case_page(reader, cases, sort="due", place=first.after + "x", size=3).is_restarted
    assert case_page(reader, cases, sort="due", place="gibberish", size=3).is_restarted


def test_names_stand_in_vietnamese_order(make, finance, officer):
    names = ["Ao cá", "Ăn quả", "Cầu cảng", "Chợ", "Da giày", "Đa Phúc", "Kho", "Lò", "Ý Yên"]
    for name in reversed(names):
        make.case(finance, name)
    reader = reader_of(make.actor(officer))
    page = case_page(reader, selected_cases(reader, CaseFilters()), sort="name")
    assert [case.title for case in page.cases] == names


@pytest.mark.parametrize(
    "text", ["duong", "ĐƯỜNG tỉnh", "tam da", "00001", "1", "KH-2026-00001", "minh ho", "duong tam 2026"]
)
def test_search_folds_case_accents_and_dd(make, finance, officer, text):
    make.case(finance, "Đường tỉnh 295B")
    make.case(
        finance, "Cảng cạn", units=(("00001", "Phường Khác", "01"),), proponent_name="Khác", reference="KH-2025-90002"
    )
    assert found(reader_of(make.actor(officer)), text=text) == {"Đường tỉnh 295B"}


def test_every_word_must_be_found(make, finance, officer):
    make.case(finance, "Khu công nghiệp Yên Phong")
    make.case(finance, "Cụm công nghiệp Tam Đảo")
    reader = reader_of(make.actor(officer))
    assert found(reader, text="cong nghiep") == {"Khu công nghiệp Yên Phong", "Cụm công nghiệp Tam Đảo"}
    assert found(reader, text="cong nghiep yen") == {"Khu công nghiệp Yên Phong"}
    assert found(reader, text="cong nghiep hai") == set()


@pytest.mark.parametrize(
    ("typed", "titles"), [("42", "ab"), ("42.1", "b"), ("4%", ""), ("_2", ""), ("F", "d"), ("f", "")]
)
def test_a_sector_is_found_by_how_its_code_begins(make, finance, officer, typed, titles):
    for title, sector in (("a", "42"), ("b", "42.10"), ("c", "24.42"), ("d", "F42"), ("e", "")):
        make.case(finance, title, sector=sector)
    assert found(reader_of(make.actor(officer)), sector=typed) == set(titles)


def test_filters_by_clock(make, finance, officer):
    # Sunday 22/11/2026; 24/11 is a holiday, so three working days end on 26/11
    for title, due in (("trễ", 20), ("gần", 26), ("xa", 27)):
        make.case(finance, title, next_due_on=date(2026, 11, due))
    make.case(finance, "dừng", clock=Case.Clock.PAUSED)
    make.case(finance, "xong", clock=Case.Clock.STOPPED, next_due_on=date(2026, 11, 1), stage=Case.Stage.APPROVED)
    reader = reader_of(make.actor(officer))
    assert found(reader, clock="late") == {"trễ"}
    assert found(reader, clock="soon") == {"gần"}
    assert found(reader, clock="in_time") == {"xa"}
    assert found(reader, clock="paused") == {"dừng"}
    assert found(reader, due_from=date(2026, 11, 21)) == {"gần", "xa"}


def test_what_the_reader_may_not_know_of_is_in_no_list_count_or_search(make, finance, officer):
    other = make.office("Sở Công Thương")
    make.case(finance, "Thấy được")
    make.case(other, "Của cơ quan khác")
    make.case(finance, "Mật", level=20)
    reader = reader_of(make.actor(officer))
    cases = selected_cases(reader, CaseFilters())
    assert {case.title for case in cases} == {"Thấy được"}
    assert counted(reader, cases, case_page(reader, cases, sort="due")) == (1, False)
    assert found(reader, text="mat") == set()
    assert found(reader, level="20") == set()
    page = make.client(officer).get("/case/")
    assert "Của cơ quan khác" not in page.content.decode()


def test_a_page_that_holds_all_has_counted_them_and_another_counts_anew(
    make, finance, officer, django_assert_num_queries
):
    for number in range(3):
        make.case(finance, f"Dự án số{number}")
    reader = reader_of(make.actor(officer))
    cases = selected_cases(reader, CaseFilters())
    whole, part = case_page(reader, cases, sort="due"), case_page(reader, cases, sort="due", size=2)
    with django_assert_num_queries(0):
        assert counted(reader, cases, whole) == (3, False)
    last = case_page(reader, cases, sort="due", size=2, place=part.after)
    assert [counted(reader, cases, page) for page in (part, last)] == [(3, False), (3, False)]


def test_many_grants_give_the_same_list_as_few(make, finance, officer, monkeypatch):
    for number in range(5):
        make.case(finance, f"Dự án số{number}")
    make.case(make.office("Sở khác"), "Ẩn")
    few = found(reader_of(make.actor(officer)), place="25")
    monkeypatch.setattr("kethop_office.appraisal.queries.case_list.narrowing.FEW", 2)
    monkeypatch.setattr("kethop_office.appraisal.queries.case_list.searching._RARE", 1)
    reader = reader_of(make.actor(officer))
    assert found(reader, place="25") == few == {f"Dự án số{number}" for number in range(5)}
    assert found(reader, text="du an so3") == {"Dự án số3"}


def test_who_is_asked_is_told_only_to_who_carries_the_case(make, finance, officer):
    command = make.office("Bộ CHQS tỉnh", kind="military", body="provincial_military_command")
    company = make.office("Công ty", kind="proponent")
    case = make.case(
        finance,
        "Cảng",
        seen_by=(company, command),
        proponent=company,
        due_on=date(2026, 12, 31),
        next_due_on=date(2026, 11, 27),
    )
    label = {"level": 0, "compartment": case.compartment}
    Inquiry.objects.create(
        case=case,
        body="provincial_military_command",
        body_vi="Bộ CHQS tỉnh",
        body_en="PMC",
        consultee=command,
        role="advice",
        origin="screening",
        state="sent",
        created_at=case.created_at,
        **label,
    )
    Letter.objects.create(
        case=case,
        office=finance,
        direction="in",
        number="77",
        symbol="BCH-TM",
        abstract="Trả lời",
        made_by=officer,
        made_at=case.created_at,
        **label,
    )
    index_case(case.pk)
    mine = reader_of(make.actor(officer))
    theirs = reader_of(make.actor(make.user("chu-dau-tu", (company, "proponent"))))
    asked = reader_of(make.actor(make.user("can-bo-1", (command, "consultee_officer"))))
    assert (
        found(mine, body="provincial_military_command") == found(asked, body="provincial_military_command") == {"Cảng"}
    )
    assert found(theirs, body="provincial_military_command") == set()
    assert found(mine, text="bch") == {"Cảng"}
    assert found(theirs, text="bch") == set()
    assert found(theirs, unknown=True) == set()
    assert found(theirs, due_to=date(2026, 11, 30)) == set()
    assert found(mine, due_to=date(2026, 11, 30)) == {"Cảng"}


def test_the_page_shows_filters_that_can_be_taken_off(make, finance, officer):
    make.case(finance, "Đường tỉnh 295B", next_due_on=date(2026, 11, 27))
    client = make.client(officer)
    page = client.get("/case/", {"text": "duong", "stage": ["consultation", "report"]})
    text = page.content.decode()
    assert "Đường tỉnh 295B" in text
    assert "còn 4 ngày làm việc · hạn 27/11/2026" in text
    assert "Xã Tam Đa" in text
    one = next(item for item in page.context["active"] if item.value == "đang lập báo cáo")
    assert parse_qs(urlsplit(one.path).query) == {"text": ["duong"], "stage": ["consultation"]}


def test_a_day_that_cannot_be_read_is_said_at_its_field(make, finance, officer):
    make.case(finance, "Dự án")
    page = make.client(officer).get("/case/", {"filed_from": "32/13/2026"})
    assert "Nhập ngày theo mẫu ngày/tháng/năm" in page.content.decode()
    assert page.context["number"] == 1


def test_queries_do_not_grow_with_rows(make, finance, officer, django_assert_max_num_queries):
    client = make.client(officer)
    for number in range(3):
        make.case(finance, f"Dự án {number}")
    with django_assert_max_num_queries(29 if holds_several() else 25) as few:  # a wall is told who reads
        client.get("/case/")
    for number in range(45):
        make.case(finance, f"Dự án thêm {number}")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/case/")


def test_map_shows_points_or_asks_to_filter(make, finance, officer, monkeypatch):
    make.case(finance, "Có khu đất", lon=105.6, lat=21.3)
    make.case(finance, "Chưa có khu đất")
    client = make.client(officer)
    points = client.get("/case/", {"map": "1"}).context["points"]
    assert [item["properties"]["name"] for item in points["features"]] == ["KH-2026-00001 Có khu đất"]
    assert points["without_site"] == 1
    monkeypatch.setattr("kethop_office.appraisal.views.case_list.MOST_POINTS", 1)
    assert "nhiều nhất 1 khu đất" in client.get("/case/", {"map": "1"}).content.decode()


def test_strangers_are_sent_to_sign_in(client, db):
    assert client.get("/case/").status_code == 302


@pytest.fixture
def places(db):
    for kind in (
        UnitName,
        UnitChange,
        Unit,
    ):  # another test may have left those of the country, in which these names are several
        kind.objects.all()._raw_delete("default")
    province = Unit.objects.create(key="p25", level="province", code="25", name="Phú Thọ", type="tỉnh")
    other = Unit.objects.create(key="p24", level="province", code="24", name="Bắc Ninh", type="tỉnh")
    old = Unit.objects.create(
        key="o1", level="commune", code="00999", name="Sông Lô", type="xã", parent=province, valid_to=date(2025, 6, 30)
    )
    for key, code, name, parent in (
        ("c1", "07999", "Tam Đa", province),
        ("c2", "09208", "Tam Đa", other),
        ("c3", "08001", "Việt Trì", province),
        ("c5", "07942", "Phú Thọ", province),
        ("c4", "08002", "Hùng Lô", province),
    ):
        unit = Unit.objects.create(key=key, level="commune", code=code, name=name, type="xã", parent=parent)
        UnitName.objects.create(unit=unit, folded=place_key(name))
        if code.startswith("0800"):
            UnitChange.objects.create(before=old, after=unit, extent="part")
    for unit in (province, other, old):
        UnitName.objects.create(unit=unit, folded=place_key(unit.name))


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("Phú Thọ", {"Một", "Hai", "Ba"}),
        ("25", {"Một", "Hai", "Ba"}),
        ("Phú Thọ, Phú Thọ", set()),
        ("tam da, phu tho", {"Một"}),
        ("07999", {"Một"}),
        ("Việt Trì", {"Hai"}),
        ("sông lô", {"Hai", "Ba"}),
        ("12345", set()),
    ],
)
def test_cases_are_found_by_the_name_of_a_place(make, finance, officer, places, typed, titles):
    make.case(finance, "Một", units=[("07999", "Xã Tam Đa", "25")])
    make.case(finance, "Hai", units=[("08001", "Xã Việt Trì", "25")])
    make.case(finance, "Ba", units=[("08002", "Xã Hùng Lô", "25")])
    make.case(finance, "Bốn", units=[("09208", "Xã Tam Đa", "24")])
    answer = make.client(officer).get("/case/", {"place": typed})
    assert {row.title for row in answer.context["rows"]} == titles
    chip = answer.context["active"][0]
    assert chip.path == "/case/?"
    again = make.client(officer).get("/case/?" + answer.context["query"])
    assert {row.title for row in again.context["rows"]} == titles


def test_a_place_of_several_readings_is_asked_back(make, finance, officer, places):
    make.case(finance, "Một", units=[("07999", "Xã Tam Đa", "25")])
    text = make.client(officer).get("/case/", {"place": "Tam Đa"}).content.decode()
    assert "Xã Tam Đa, Tỉnh Phú Thọ (07999)" in text
    assert "Không tìm thấy" in make.client(officer).get("/case/", {"place": "Ở đâu đó"}).content.decode()


def test_a_saved_view_is_made_renamed_and_removed(make, finance, officer):
    make.case(finance, "Một", units=[("07999", "Xã Tam Đa", "25")])
    make.case(finance, "Hai", units=[("09208", "Xã Tam Đa", "24")])
    client = make.client(officer)
    for name in ("Của Phú Thọ", "Khác"):
        client.post("/case/view/save", {"name": name, "query": "place=25&sort=name"})
    mine = SavedView.objects.get(name="Của Phú Thọ")

    def renamed(name, who=client):
        return who.post(f"/case/view/{mine.pk}/rename", {"name": name, "back": "/case/"}, follow=True)

    assert "Đã có bộ lọc tên “Khác”" in renamed("Khác").content.decode()
    assert "Nhập tên" in renamed(" ").content.decode()
    page = renamed("Tỉnh 25")
    assert "Đã đổi tên bộ lọc." in page.content.decode()
    path = next(path for view, path in page.context["views"] if view.name == "Tỉnh 25")
    assert [row.title for row in client.get(path).context["rows"]] == ["Một"]
    other = make.client(make.user("chuyen-vien-2", (finance, "officer")))
    assert renamed("Của tôi", other).status_code == 404
    assert other.post(f"/case/view/{mine.pk}/remove").status_code == 404
    client.post(f"/case/view/{mine.pk}/remove")
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Khác"]
