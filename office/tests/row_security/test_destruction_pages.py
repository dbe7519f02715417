"""The pages of keeping and destroying, and who finds them."""

import pytest
from destroying import DECISION, archived, ask, begin

from kethop_office.accounts.models import User
from kethop_office.appraisal.models import Case, RetentionPeriod

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
        assert client.post("/admin/retention/", {**given, "years": "20"}).status_code == 302
        assert client.post("/admin/retention/", {**given, "how": "for_ever"}).status_code == 302
        assert list(RetentionPeriod.objects.order_by("set_at").values_list("years", flat=True)) == [20, None]
        assert client.get("/retention/").status_code == 404, "an administrator holds no case"


def accounts():
    return {user.username: user for user in User.objects.all()}
