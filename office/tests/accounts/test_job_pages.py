"""What an account sees of its background jobs, and that nobody else sees it."""

import pytest
from django.urls import reverse

from kethop_office.accounts import job_kinds, jobs
from kethop_office.accounts.models import Job
from kethop_office.accounts.queries import actor_of
from kethop_office.common import wording
from kethop_office.common.files import store_bytes

PAGES = ("accounts:job", "accounts:job-progress", "accounts:job-file")
ACTS = ("accounts:job-stop", "accounts:job-again")


@pytest.fixture
def make(officer, monkeypatch):
    """Make a finished job, then give its row what the test says."""
    monkeypatch.setattr(job_kinds, "_functions", {})
    told = {
        "job.test.work": "Đọc thử",
        "test.reading": "Đã đọc %(done)s/%(total)s dòng",
        "job.test.work.done": "Đã ghi %(rows)s dòng.",
    }
    known = wording.sentences()
    monkeypatch.setattr(wording, "sentences", lambda: {**known, **told})
    monkeypatch.setattr("kethop_office.accounts.job_words.sentences", wording.sentences)
    jobs.register(
        "test.work", lambda progress: jobs.Outcome({"rows": 12000, "path": "/x/"}, store_bytes(b"1"), "kết-quả.xlsx")
    )

    def row(**changes: object) -> Job:
        job = jobs.enqueue("test.work", {}, actor=actor_of(officer))
        Job.objects.filter(pk=job.pk).update(**changes)
        return job

    return row


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_finished_job_gives_its_result_and_file(make, officer, open_as) -> None:
    client, job = open_as(officer), make()
    page = text(client.get(reverse("accounts:job", args=[job.pk])))
    assert '<h1 class="govuk-heading-l">Đọc thử</h1>' in page
    assert "Đã ghi 12.000 dòng." in page
    assert 'href="/x/"' in page
    assert "data-poll=" not in page
    response = client.get(reverse("accounts:job-file", args=[job.pk]))
    assert b"".join(response.streaming_content) == b"1"
    assert "attachment" in response["Content-Disposition"]
    response.close()


@pytest.mark.parametrize(
    ("changes", "says", "button"),
    [
        ({"state": "queued"}, "Đang chờ chạy", "Dừng, không lưu gì"),
        (
            {"state": "running", "stage": "test.reading", "done": 12000, "total": 50000},
            "Đã đọc 12.000/50.000 dòng",
            "Dừng, không lưu gì",
        ),
        ({"state": "running", "is_stop_asked": True}, "Đã yêu cầu dừng", None),
        ({"state": "stopped"}, "Đã dừng theo yêu cầu", "Chạy lại"),
        ({"state": "interrupted"}, "bị ngắt", "Chạy lại"),
        (
            {"state": "failed", "error_code": "job.unexpected", "error_fields": {"incident": "K7-2291"}},
            "K7-2291",
            "Chạy lại",
        ),
        (
            {"state": "failed", "error_code": "site.x", "error_fields": {"vi": "Thiếu hệ", "en": "No CRS"}},
            "Thiếu hệ",
            "Chạy lại",
        ),
        ({"state": "failed", "error_code": "gone.code", "incident": "A1-1000"}, "A1-1000", "Chạy lại"),
    ],
)
def test_each_state_says_what_is_and_what_can_be_done(make, officer, open_as, changes, says, button) -> None:
    job = make(**changes)
    page = text(open_as(officer).get(reverse("accounts:job", args=[job.pk])))
    assert says in page
    for one in ("Dừng, không lưu gì", "Chạy lại"):
        assert (f">{one}<" in page) == (one == button)


def test_the_engines_sentence_is_in_the_readers_language(make, officer, open_as) -> None:
    job = make(state="failed", error_code="site.x", error_fields={"vi": "Thiếu hệ", "en": "No CRS"})
    officer.language = "en"
    officer.save()
    assert "No CRS" in text(open_as(officer).get(reverse("accounts:job", args=[job.pk])))


def test_a_path_out_of_the_office_is_no_link(make, officer, open_as) -> None:
    job = make(result={"rows": 1, "path": "//elsewhere.example/"})
    assert "elsewhere" not in text(open_as(officer).get(reverse("accounts:job", args=[job.pk])))


def test_the_list_has_the_accounts_own_jobs(make, officer, account, open_as) -> None:
    job = make()
    assert str(job.pk) in text(open_as(officer).get(reverse("accounts:jobs")))
    other = text(open_as(account("officer.2")).get(reverse("accounts:jobs")))
    assert str(job.pk) not in other
    assert "Chưa có việc chạy nền nào" in other


def test_anothers_job_is_not_found_as_a_wrong_key_is(make, account, open_as) -> None:
    job, client = make(), open_as(account("officer.2"))
    wrong = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    for name in PAGES:
        answers = [client.get(reverse(name, args=[key])) for key in (job.pk, wrong)]
        assert [answer.status_code for answer in answers] == [404, 404]
    for name in ACTS:
        assert [client.post(reverse(name, args=[key])).status_code for key in (job.pk, wrong)] == [404, 404]


def test_a_job_above_the_accounts_level_is_not_found(make, officer, open_as) -> None:
    job = make(level=20)
    assert open_as(officer).get(reverse("accounts:job", args=[job.pk])).status_code == 404


def test_stopping_and_running_again_by_plain_posts(make, officer, open_as) -> None:
    client, job = open_as(officer), make(state="running")
    client.post(reverse("accounts:job-stop", args=[job.pk]))
    job.refresh_from_db()
    assert job.is_stop_asked
    Job.objects.filter(pk=job.pk).update(state="interrupted")
    response = client.post(reverse("accounts:job-again", args=[job.pk]))
    assert response.status_code == 302
    assert Job.objects.count() == 2
    assert "đã xong, không cần" in text(client.post(response.url + "again/", follow=True))


def test_the_pages_are_not_for_who_has_not_signed_in(make, client) -> None:
    assert client.get(reverse("accounts:job", args=[make().pk])).status_code == 302
