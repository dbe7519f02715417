"""Pages of the reference that tell limits, ways, keys and connections say what the code does."""

import re
from pathlib import Path

import generate_docs
import pytest
from allauth.account import app_settings as account_settings
from allauth.mfa import app_settings as factor_settings
from django.conf import settings
from test_source_rules import ALLOWED_CRYPTOGRAPHY, ALLOWED_HASHES

from kethop_office.accounts.actions.app_passwords import LONGEST
from kethop_office.accounts.hashers import Argon2
from kethop_office.accounts.password_rules import _SHORTEST
from kethop_office.accounts.views.server import ALGORITHMS
from kethop_office.appraisal.models import Response
from kethop_office.audit.keys import ROUNDS
from kethop_office.project import environ

pytestmark = pytest.mark.one_database
REFERENCE = Path(__file__).resolve().parents[2] / "docs/reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["limits.md", "office-forms.md", "office-refusals.md", "office-settings.md"])
def test_a_generated_page_is_what_the_code_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KETHOP_PACES", environ.paces())
    assert page(name) == generate_docs.PAGES[name]()


def test_every_form_and_every_rule_between_fields_is_listed() -> None:
    fields, refusals = page("office-forms.md"), page("office-refusals.md")
    assert fields.count("\n| `") > 150
    for field in ("accounts.NewPassword` | `password1`", "registry.ParkForm`"):
        assert field in fields
    for code in ("delegation.days", "clearance.days", "pace.export", "approval.same_person"):
        assert f"| `{code}` |" in refusals


def test_ways_of_signing_in_and_sessions() -> None:
    told = page("sign-in.md")
    assert f"{settings.KETHOP_SESSION_IDLE // 60} minutes (`KETHOP_SESSION_IDLE_MINUTES`)" in told
    assert f"{settings.KETHOP_SESSION_LONGEST // 3600} hours (`KETHOP_SESSION_HOURS`)" in told
    assert f"more than {settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60} minutes ago" in told
    limit = account_settings.RATE_LIMITS["login_failed"]
    assert limit.startswith("5/5m") or "5/300s" in limit, "five in five minutes"
    assert told.count("then 5 minutes") == 2
    assert f"{factor_settings.TOTP_DIGITS} digits, {factor_settings.TOTP_PERIOD} seconds" in told
    assert (settings.MFA_TOTP_TOLERANCE, "one step before and after" in told) == (1, True)
    shortest = next(
        rule["OPTIONS"]["min_length"] for rule in settings.AUTH_PASSWORD_VALIDATORS if "MinimumLength" in rule["NAME"]
    )
    assert f"{shortest} signs or more" in told
    assert f"at most {LONGEST.days} days" in told
    assert (_SHORTEST, "each of five letters or more" in told) == (5, True)
    for part in ("OpenID Connect", "recovery code", "passkey", "any number for one account"):
        assert part in told


def test_what_is_done_about_a_lost_factor_is_told() -> None:
    told = page("sign-in.md").partition("**A factor that was lost**")[2].partition("## Sessions")[0]
    for part in ("in person or is called back", "service card", "duty register", "asks again", "event of the log"):
        assert part in " ".join(told.split()), part


def test_fields_that_are_withheld_are_told() -> None:
    """Each that is named is a field, and the query that leaves it out is there."""
    told = (REFERENCE.parent / "explanation/need-to-know.md").read_text(encoding="utf-8").partition("**Fields.**")[2]
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", told, re.MULTILINE)
    assert len(rows) > 6
    office = REFERENCE.parents[1] / "office/src/kethop_office"
    for _field, _who, where in rows[2:]:
        for place in re.findall(r"`([a-z_/.]+)`", where):
            assert (office / place).exists(), place
    assert {"internal_reason", "note"} <= {field.name for field in Response._meta.fields}


def test_every_algorithm_and_library_is_listed() -> None:
    told = page("cryptography.md")
    words = {"sha256": "SHA-256", "sha512": "SHA-512", "pbkdf2_hmac": "PBKDF2-HMAC-SHA-256"}
    assert {words[name] for name in ALLOWED_HASHES} <= set(re.findall(r"(?:PBKDF2-HMAC-)?SHA-\d+", told))
    for library in {name.split(".")[0] for name in ALLOWED_CRYPTOGRAPHY} | {
        "hashlib",
        "argon2-cffi",
        "pyjwt",
        "django-allauth",
    }:
        assert f"`{library}`" in told, library
    assert f"Argon2id, {Argon2.memory_cost // 1024} MiB, {Argon2.time_cost} passes" in told
    assert {name[:2] for name in ALGORITHMS} == {"RS", "PS", "ES", "Ed"}
    for key in (
        "secret-key",
        "audit-key",
        "backup identity",
        "KETHOP_OIDC_SECRET",
        "DATABASE_URL",
        "KETHOP_EMAIL_PASSWORD",
    ):
        assert re.search(rf"^\| .*{key}.* \|", told, re.MULTILINE), key
    assert f"{ROUNDS:,} rounds" in told
    assert "ML-DSA-44" in told
    assert "ML-KEM-768" in told


def test_every_connection_is_listed() -> None:
    told = page("connections.md")
    outward = {"DATABASE_URL", "KETHOP_EMAIL_HOST", "KETHOP_OIDC_SERVER"}
    assert set(re.findall(r"^\| [^|]+ \| `(\w+)` \|", told, re.MULTILINE)) == outward
    sources = [file for root in ("office/src", "engine/src") for file in (REFERENCE.parents[1] / root).rglob("*.py")]
    opening = re.compile(
        r"\b(urlopen|requests\.(get|post)|http\.client|aiohttp|httpx|socket\.create_connection|smtplib\.SMTP\()"
    )
    assert [file.name for file in sources if opening.search(file.read_text(encoding="utf-8"))] == []


def test_logs_and_protection_name_what_there_is() -> None:
    logs, told = page("logs.md"), page("protection.md")
    for fact in ("incident number", "UTC", "standard error", "account.told_to_wait", "kept"):
        assert fact in logs or fact in page("limits.md"), fact
    for level in ("không mật", "Nội bộ", "Mật", "Tối mật", "Tuyệt mật"):
        assert level.lower() in told.lower()
    assert re.findall(r"\| (\d+) days", told) == ["3", "3", "14", "14", "90"]
