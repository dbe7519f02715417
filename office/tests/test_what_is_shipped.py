"""What the wheel takes along, and what every page has."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from kethop_office.accounts.models import User

pytestmark = pytest.mark.one_database
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "office/src/kethop_office"
FOR_TESTS = {
    "pytest",
    "hypothesis",
    "playwright",
    "schemathesis",
    "model-bakery",
    "factory-boy",
    "django-debug-toolbar",
}


def test_no_test_and_no_tool_of_tests_is_shipped() -> None:
    project = tomllib.loads((ROOT / "office/pyproject.toml").read_text(encoding="utf-8"))
    target = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert target["packages"] == ["src/kethop_office"], "the tests lie beside it"
    assert not [item for item in target["artifacts"] if "test" in item]
    named = [path.name for path in PACKAGE.rglob("*") if re.match(r"(test_|conftest|.*_test\.)", path.name)]
    assert named == []
    needed = {re.split(r"[\[<>=; ]", item)[0] for item in project["project"]["dependencies"]}
    assert needed & FOR_TESTS == set()
    imported = {name for file in PACKAGE.rglob("*.py") for name in re.findall(r"^\s*(?:from|import) (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    assert imported & {"pytest", "hypothesis", "playwright", "tests", "unittest", "doctest", "pdb"} == set()
    assert {app.name for app in apps.get_app_configs()} & {"debug_toolbar", "django_extensions", "silk"} == set()


def templates() -> dict[str, str]:
    folders = [*PACKAGE.glob("*/templates"), PACKAGE / "common/styleguide/templates"]
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for folder in folders
        for file in folder.rglob("*.html")
    }


@pytest.mark.django_db
def test_every_page_offers_to_sign_out(django_user_model) -> None:
    """The shell has the button, and no page stands outside of the shell."""
    found = templates()
    assert len(found) > 120
    whole = {name for name, text in found.items() if "<html" in text}
    assert whole == {"shell/page.html"}
    assert '{% if actor %}{% include "shell/_menu.html" %}{% endif %}' in found["shell/page.html"]
    replaced = [name for name, text in found.items() if "{% extends" in text and "{% block header" in text]
    assert replaced == []
    client = Client()
    client.force_login(django_user_model.objects.create_user("doc.gia", title="Độc giả"))
    for path in ("/tasks/", "/account/", "/help/", "/territory/", "/account/second/"):
        page = client.get(path).content.decode()
        assert re.search(r'<form[^>]*method="post"[^>]*action="/sign-out/"', page), path
    assert User.objects.count() == 1
