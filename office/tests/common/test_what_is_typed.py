"""What is typed stays text: in searches, addresses, mail, logs and spreadsheets of parameters."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage
from django.db import connection
from django.test import Client

from kethop_office.accounts.mail import _send
from kethop_office.accounts.models import User
from kethop_office.accounts.queries.people import search_accounts
from kethop_office.common.logs import LineFormatter

pytestmark = pytest.mark.django_db
SEARCHES = ("/case/?q={}", "/case/find?q={}", "/territory/?q={}", "/registry/park/?q={}", "/admin/user/?q={}")
HARMFUL = (
    "%27",
    "%27 OR 1=1 --",
    "%27; DROP TABLE accounts_user; --",
    "%22",
    "\\",
    "%00",
    "$(id)",
    "{{7919*7919}}",
    "%25s",
)


@pytest.fixture
def reader(django_user_model) -> User:
    return django_user_model.objects.create_user("doc.gia", title="Độc giả")


@pytest.fixture
def client(reader: User) -> Client:
    made = Client(raise_request_exception=False)
    made.force_login(reader)
    return made


@pytest.fixture
def lines() -> Iterator[Callable[[], list[str]]]:
    stream, handler = io.StringIO(), None
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: stream.getvalue().splitlines()
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("path", SEARCHES)
@pytest.mark.parametrize("typed", HARMFUL)
def test_nothing_typed_becomes_a_part_of_a_statement(client: Client, path: str, typed: str) -> None:
    """It is given beside the statement, as a parameter: no statement that is sent holds it."""
    sent: list[str] = []

    def note(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path.format(typed))
    assert answer.status_code in {200, 400, 404}
    assert sent
    assert not [sql for sql in sent if "DROP" in sql or "1=1" in sql or "$(id)" in sql]
    assert b"62710561" not in answer.content, "no template is made of it"


@pytest.mark.parametrize("sign", ["%", "_", "*", ".", "%%", "[a-z]", "\\", "?"])
def test_signs_of_patterns_are_only_signs(django_user_model, sign: str) -> None:
    """One that stood for any letter would find them all."""
    for number, title in enumerate(("Một", "Hai", f"Ba {sign} bốn")):
        django_user_model.objects.create_user(f"user{number}", title=title)
    assert [user.title for user in search_accounts(sign)] == [f"Ba {sign} bốn"]
    assert search_accounts("a").count() == 2, "a plain letter finds what holds it"


def test_an_address_is_decoded_once(client: Client) -> None:
    page = client.get("/territory/?q=%2541n%2520Ph%25C3%25BA").content.decode()
    assert 'value="%41n%20Ph%C3%BA"' in page
    assert client.get("/help/%2561bout/").status_code == 404
    assert client.get("/help/%61bout/").status_code == 200
    assert client.get("/help/%252e%252e/").status_code == 404


def test_the_last_of_two_counts_and_an_address_is_no_form(client: Client, reader: User) -> None:
    assert 'value="hai"' in client.get("/territory/?q=mot&q=hai").content.decode()
    client.post("/account/?language=en&is_dense=on", {"language": "vi"})
    reader.refresh_from_db()
    assert (reader.language, reader.is_dense) == ("vi", False)
    client.post("/account/?language=vi", "language=vi&language=en", content_type="application/x-www-form-urlencoded")
    reader.refresh_from_db()
    assert reader.language == "en"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_end_makes_no_head_of_a_mail(reader: User, line_end: str) -> None:
    with pytest.raises(BadHeaderError):
        EmailMessage(f"a{line_end}Bcc: other@example.vn", "b", to=["c@example.vn"]).message()
    reader.email = f"doc.gia@example.vn{line_end}Bcc: other@example.vn"
    with pytest.raises(ValidationError):
        reader.clean_fields()
    with pytest.raises(BadHeaderError):
        _send(reader, "Chủ đề", "")
    assert mail.outbox == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\x1b[2J", "\u2028", "\x85"])
def test_what_is_typed_makes_no_line_of_the_log(client: Client, lines, line_end: str) -> None:
    forged = f'{line_end}{{"at": "2026-01-01", "level": "info", "message": "forged"}}'
    client.post("/sign-in/", {"login": f"a{forged}", "password": forged})
    client.get(
        "/territory/", {"q": forged}, headers={"User-Agent": f"b{forged.replace(chr(10), ' ').replace(chr(13), ' ')}"}
    )
    logging.getLogger("kethop.server").error("of a library: %s", forged)
    logging.getLogger("kethop.server").error(forged)
    told = [json.loads(line) for line in lines()]
    assert len(told) >= 3
    assert [line for line in told if line["message"] == "forged"] == []
    assert [line for line in lines() if line_end in line] == []


def test_a_refused_request_tells_whose_it_was_by_key_alone(client: Client, reader: User, lines) -> None:
    """Who tries doors is found: what may not be opened, and input that is refused."""
    client.get("/admin/user/")
    client.get("/territory/?q=An")
    client.post("/account/", {"language": "xx"})
    told = [json.loads(line) for line in lines() if '"request"' in line]
    assert [(line["status"], line.get("account")) for line in told] == [
        (404, str(reader.pk)),
        (200, None),
        (400, str(reader.pk)),
    ]
    assert "doc.gia" not in "".join(lines())
    assert "xx" not in "".join(lines()).replace("4xx", "")


def test_logs_go_to_standard_error_and_nowhere_else() -> None:
    from kethop_office.project import settings  # noqa: PLC0415

    made = settings.LOGGING["handlers"]
    assert {name: one["class"] for name, one in made.items()} == {"stderr": "logging.StreamHandler"}
    assert "stream" not in made["stderr"], "its own default: standard error"
    used = {
        name
        for one in [settings.LOGGING["root"], *settings.LOGGING["loggers"].values()]
        for name in one.get("handlers", [])
    }
    assert used == {"stderr"}
    assert not hasattr(settings, "ADMINS"), "no error is mailed"
