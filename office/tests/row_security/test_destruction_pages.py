"""The pages of keeping and destroying, and who finds them."""

import re
from datetime import timedelta

import pytest
from destroying import DECISION, archived, ask, begin

from kethop_office.accounts.models import User
from kethop_office.appraisal.models import Case, RetentionPeriod
from kethop_office.appraisal.queries.retention import over_on, period_effect, period_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


class TestPages:
    @pytest.fixture
    def opened(self, client, monkeypatch):
        monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])

        def sign_in(user):
            begin(client, user)
            return client

        return sign_in

    def test_the_way_of_a_case_through_the_pages(self, case, by, opened):
        users = accounts()
        path = f"/case/{case.reference}/destroy"
        client = opened(users["officer.2"])
        assert case.reference in client.get("/retention/").content.decode()
        page = client.get(path).content.decode()
        assert "ý kiến nội bộ" in page
        assert "Chưa xuất hồ sơ lưu trữ" in page
        sha256 = archived(by, case).sha256
        wish = {"archive": sha256, "deposited": "Kho", "reason": "", "is_undisputed": "on"}
        assert client.post(path, wish).status_code == 200
        assert client.post(path, {**wish, "reason": "Hết thời hạn"}).status_code == 302
        assert client.get(f"{path}/settle").status_code == 404, "who asked cannot confirm"
        assert path not in client.get("/tasks/").content.decode()
        client = opened(users["approver.1"])
        assert path in client.get("/tasks/").content.decode()
        assert "Hết thời hạn" in client.get(f"{path}/settle").content.decode()
        assert client.post(f"{path}/settle", {"is_confirmed": "yes"}).status_code == 422
        answer = client.post(f"{path}/settle", {"is_confirmed": "yes", "is_undisputed": "on"})
        assert answer.headers["Location"] == "/retention/register/"
        assert client.get(path).status_code == 404
        assert sha256 in client.get("/retention/register/").content.decode()

    def test_taking_back_and_declining(self, case, by, opened):
        users = accounts()
        path = f"/case/{case.reference}/destroy"
        ask(by, case)
        client = opened(users["officer.2"])
        assert client.post(f"{path}/take-back").status_code == 302
        assert client.post(f"{path}/take-back", follow=True).status_code == 200
        ask(by, case)
        client = opened(users["approver.1"])
        answer = client.post(f"{path}/settle", {"is_confirmed": "no", "note": "Còn cần"}, follow=True)
        assert "Còn cần" in answer.content.decode()
        assert Case.objects.filter(pk=case.pk).exists()

    def test_confirming_asks_who_it_is_again(self, case, by, client):
        users = accounts()
        ask(by, case)
        begin(client, users["approver.1"])
        answer = client.post(f"/case/{case.reference}/destroy/settle", {"is_confirmed": "yes", "is_undisputed": "on"})
        assert answer.headers["Location"].startswith("/sign-in/again/")
        assert Case.objects.filter(pk=case.pk).exists()

    def test_who_is_of_another_office_finds_none_of_it(self, case, by, opened):
        users = accounts()
        ask(by, case)
        client = opened(users["officer.3"])
        pages = ["/retention/", "/retention/register/"]
        assert all(case.reference not in client.get(path).content.decode() for path in pages)
        for part in ("", "/settle", "/take-back"):
            assert client.post(f"/case/{case.reference}/destroy{part}").status_code == 404
        assert client.get("/admin/retention/").status_code == 404

    def test_the_administrator_sets_a_period(self, by, opened):
        users = accounts()
        by("admin")
        client = opened(users["admin.1"])
        assert "/admin/retention/" in client.get("/admin/").content.decode()
        given = {"case_kind": "plan", "how": "years", "years": "", "document": DECISION, "starts": "05/01/2026"}
        assert client.post("/admin/retention/", given).status_code == 400
        assert client.post("/admin/retention/", {**given, "how": "for_ever", "years": "5"}).status_code == 400
        asked = client.post("/admin/retention/", {**given, "years": "20"})
        assert asked.status_code == 200
        assert "lưu giữ 20 năm từ ngày kết thúc" in asked.content.decode()
        assert "có 0 hồ sơ hết thời hạn" in asked.content.decode()
        assert not RetentionPeriod.objects.filter(case_kind="plan").exists(), "nothing is set before it is confirmed"
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', asked.content.decode()))
        assert hidden.pop("is_confirmed") == "yes"
        hidden.pop("csrfmiddlewaretoken", None)
        assert hidden == {**given, "years": "20"}, "what is confirmed is what was asked"
        assert client.post("/admin/retention/", {**hidden, "is_confirmed": "yes"}).status_code == 302
        assert client.post("/admin/retention/", {**given, "how": "for_ever", "is_confirmed": "yes"}).status_code == 302
        assert list(RetentionPeriod.objects.order_by("set_at").values_list("years", flat=True)) == [20, None]
        assert client.get("/retention/").status_code == 404, "an administrator holds no case"

    @pytest.mark.parametrize(("years", "words"), [("1", "are kept 1 year from"), ("20", "are kept 20 years from")])
    def test_one_year_is_no_years(self, by, opened, years, words):
        by("admin")
        user = accounts()["admin.1"]
        user.language = "en"
        user.save()
        given = {"case_kind": "plan", "how": "years", "years": years, "document": DECISION, "starts": "05/01/2026"}
        page = opened(user).post("/admin/retention/", given).content.decode()
        assert words in page
        assert "listed for destruction: 0;" in page

    def test_the_years_are_not_called_optional(self, by, opened):
        by("admin")
        page = opened(accounts()["admin.1"]).get("/admin/retention/").content.decode()
        label = re.search(r'<label[^>]*for="id_years">(.*?)</label>', page).group(1)
        assert "bắt buộc khi lưu giữ có thời hạn" in label
        assert "không bắt buộc" not in label

    def test_what_a_period_would_do_is_counted_in_what_the_reader_knows(self, case, by):
        today = over_on(case.closed_on, 40)
        now = period_for(case.kind, today)
        officer, before = by("officer"), now.starts - timedelta(days=1)

        def effect(actor, years, starts=now.starts):
            found = period_effect(actor, case.kind, years, starts, today)
            return found.before, found.after, found.is_overtaken

        assert effect(officer, 40) == (1, 1, False)
        assert effect(officer, 41) == (1, 0, False)
        assert effect(officer, None) == (1, 0, False), "kept without end"
        assert effect(officer, 41, before) == (1, 1, True), "the period in force has a later first day"
        assert effect(by("admin"), 40) == (1, 1, False)
        Case.objects.filter(pk=case.pk).update(level=2)
        assert effect(by("admin"), 40) == (0, 0, False), "a case above the account is not counted"


def accounts():
    return {user.username: user for user in User.objects.all()}
