"""Signing in by OpenID Connect, against a server that answers as it should, and one that lies."""

import base64
import functools
import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from django.urls import include, path
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from kethop_office.accounts.models import User
from kethop_office.project import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__), pytest.mark.one_database]
urlpatterns = [path("sign-in/", include("kethop_office.accounts.urls.server")), *urls.urlpatterns]
handler500 = urls.handler500

SERVER = "https://sso.example"
BEGIN, BACK = "/sign-in/oidc/office/login/", "/sign-in/oidc/office/login/callback/"
REFUSED = "/sign-in/?refused=1"
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)


class Server:
    """What the office is answered; a test changes it."""

    def __init__(self) -> None:
        self.asked: list[PreparedRequest] = []
        self.claims: dict[str, object] = {
            "iss": SERVER,
            "aud": "kethop",
            "sub": "sub-1",
            "iat": 0,
            "exp": 9_999_999_999,
        }
        self.facts = {"sub": "sub-1", "preferred_username": "officer.1"}
        self.config = {
            "issuer": SERVER,
            "authorization_endpoint": f"{SERVER}/authorize",
            "token_endpoint": f"{SERVER}/token",
            "userinfo_endpoint": f"{SERVER}/userinfo",
            "jwks_uri": f"{SERVER}/keys",
        }
        self.sign: Callable[[dict[str, object]], str] = lambda claims: jwt.encode(
            claims, KEY, "RS256", headers={"kid": "1"}
        )
        self.led_on = ""

    @staticmethod
    def take(_adapter: HTTPAdapter, server: "Server", request: PreparedRequest, **_more: object) -> Response:
        return server.send(request)

    def send(self, request: PreparedRequest) -> Response:
        self.asked.append(request)
        answer = Response()
        answer.request, answer.url, answer.status_code = request, request.url, 200
        answer.headers["Content-Type"] = "application/json"
        place = urlsplit(request.url).path
        if place == self.led_on:
            answer.status_code, answer.headers["Location"] = 302, "https://elsewhere.example/"
        answer.raw = BytesIO(json.dumps(self._body(place)).encode())
        return answer

    def _body(self, place: str) -> object:
        numbers = KEY.public_key().public_numbers()
        known = {"kid": "1", "kty": "RSA", "alg": "RS256", "n": _b64(numbers.n), "e": _b64(numbers.e)}
        return {
            "/.well-known/openid-configuration": self.config,
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": self.sign(self.claims)},
            "/userinfo": self.facts,
            "/keys": {"keys": [known]},
        }.get(place, {})


def _b64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8)).rstrip(b"=").decode()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings) -> Server:
    cache.clear()
    app = {"provider_id": "office", "name": "SSO", "client_id": "kethop", "secret": "s", "settings": {}}
    app["settings"] = {"server_url": SERVER}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}
    }
    made = Server()
    monkeypatch.setattr(HTTPAdapter, "send", functools.partialmethod(Server.take, made))
    return made


@pytest.fixture
def client(officer: User) -> Client:
    return Client()


def begin(client: Client, server: Server, path: str = BEGIN) -> dict[str, str]:
    """Go to the server, and return what it was asked; it will answer with the nonce that it was given."""
    answer = client.post(path)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
    server.claims["nonce"] = asked.get("nonce", "")
    return asked


def come_back(client: Client, server: Server) -> str:
    asked = begin(client, server)
    return client.get(BACK, {"code": "c", "state": asked["state"]})["Location"]


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_code_flow_opens_with_state_nonce_and_pkce(client: Client, server: Server) -> None:
    asked = begin(client, server)
    assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", "kethop", "S256")
    assert len(asked["nonce"]) >= 43
    assert not is_in(client), "going there opens nothing"
    back = client.get(BACK, {"code": "c", "state": asked["state"]})
    assert back["Location"] == "/tasks/"
    assert is_in(client)
    token = next(request for request in server.asked if request.url.endswith("/token"))
    verifier = parse_qs(token.body)["code_verifier"][0]
    digest = hashlib.sha256(verifier.encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


def test_no_token_is_kept_or_given_to_the_browser(client: Client, server: Server) -> None:
    come_back(client, server)
    assert SocialToken.objects.count() == 0
    assert "access_token" not in json.dumps(dict(client.session))
    assert server.sign(server.claims) not in json.dumps(dict(client.session))


def unsigned(claims: dict[str, object]) -> str:
    return jwt.encode(claims, None, "none", headers={"kid": "1"})


def by_a_shared_secret(claims: dict[str, object]) -> str:
    return jwt.encode(claims, "s" * 32, "HS256", headers={"kid": "1"})


def by_another(claims: dict[str, object]) -> str:
    return jwt.encode(claims, OTHER_KEY, "RS256", headers={"kid": "1"})


def by_an_unknown_key(claims: dict[str, object]) -> str:
    return jwt.encode(claims, OTHER_KEY, "RS256", headers={"kid": "2", "jku": "https://elsewhere.example/keys"})


def without_a_key(claims: dict[str, object]) -> str:
    return jwt.encode(claims, KEY, "RS256")


@pytest.mark.parametrize(
    "sign", [unsigned, by_a_shared_secret, by_another, by_an_unknown_key, without_a_key, lambda _claims: "no.token"]
)
def test_a_token_without_the_server_s_signature_is_refused(client: Client, server: Server, sign) -> None:
    server.sign = sign
    assert come_back(client, server) == REFUSED
    assert not is_in(client)
    assert all(request.url.startswith(SERVER) for request in server.asked), "keys of the server that is set up alone"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"exp": None},
        {"nbf": 9_999_999_998},
        {"sub": "sub-2"},
    ],
    ids=str,
)
def test_a_token_for_another_purpose_is_refused(client: Client, server: Server, claims) -> None:
    server.claims |= claims
    server.claims = {name: value for name, value in server.claims.items() if value is not None}
    assert come_back(client, server) == REFUSED
    assert not is_in(client)


def test_a_token_of_another_sign_in_is_refused(client: Client, server: Server) -> None:
    asked = begin(client, server)
    server.claims["nonce"] = "of-another-sign-in"
    assert client.get(BACK, {"code": "c", "state": asked["state"]})["Location"] == REFUSED
    assert not is_in(client)


def test_an_answer_to_a_flow_that_was_not_begun_here_is_refused(client: Client, server: Server) -> None:
    asked = begin(client, server)
    other = Client()
    assert other.get(BACK, {"code": "c", "state": asked["state"]})["Location"] == REFUSED
    assert not is_in(other)
    assert client.get(BACK, {"code": "c", "state": "another"})["Location"] == REFUSED
    assert client.get(BACK, {"code": "c", "state": asked["state"]})["Location"] == "/tasks/"
    client.post("/sign-out/")
    assert client.get(BACK, {"code": "c", "state": asked["state"]})["Location"] == REFUSED, "a state is used once"


def test_it_begins_by_a_form_of_the_office_only(server: Server) -> None:
    assert Client().get(BEGIN).status_code == 405
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403
    asked = begin(Client(), server, f"{BEGIN}?scope=admin&auth_params=prompt%3Dnone")
    assert "admin" not in asked["scope"]
    assert "prompt" not in asked


@pytest.mark.parametrize("place", ["/.well-known/openid-configuration", "/token", "/userinfo", "/keys"])
def test_a_server_that_leads_elsewhere_is_not_followed(client: Client, server: Server, place) -> None:
    server.led_on = place
    location = client.post(BEGIN)["Location"]
    if location != REFUSED:
        server.claims["nonce"] = parse_qs(urlsplit(location).query)["nonce"][0]
        state = parse_qs(urlsplit(location).query)["state"][0]
        assert client.get(BACK, {"code": "c", "state": state})["Location"] == REFUSED
    assert all(request.url.startswith(SERVER) for request in server.asked)
    assert not is_in(client)


@pytest.mark.parametrize(
    "config",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://sso.example/token"},
        {"jwks_uri": "file:///x"},
    ],
)
def test_a_server_that_calls_itself_otherwise_is_not_asked(client: Client, server: Server, config) -> None:
    server.config |= config
    assert client.post(BEGIN)["Location"] == REFUSED


def test_the_office_s_own_second_factor_is_asked_all_the_same(client: Client, server: Server, officer: User) -> None:
    """How strongly the server knew the reader is not believed: the weakest way is taken for granted."""
    server.claims |= {"acr": "urn:strong", "amr": ["mfa"]}
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    assert come_back(client, server) == "/sign-in/second/"
    assert not is_in(client)


def test_ending_here_ends_here_and_the_way_back_is_a_new_one(client: Client, server: Server) -> None:
    come_back(client, server)
    client.post("/sign-out/")
    assert not is_in(client)
    assert client.get("/account/")["Location"].startswith("/sign-in/?next="), "nothing goes to the server by itself"


def test_an_unknown_server_is_not_found(client: Client, server: Server) -> None:
    assert client.post("/sign-in/oidc/other/login/").status_code == 404
