"""Signing in through the office's OpenID Connect server: the code flow with PKCE and a nonce; every answer is checked here."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_GET, require_POST
from typing_extensions import override

from kethop_office.accounts.adapters import refused_sign_in

__all__ = ["ALGORITHMS", "begin", "come_back"]

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures of a key pair: a token that is not signed, or by a secret that both know, is refused."""
_NONCE = "kethop_oidc_nonce"
_WELL_KNOWN = "/.well-known/"
_Flow = Callable[[HttpRequest, str], HttpResponse]


class ServerFlow(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Trusts only the server that is set up, and an ID token only by its signature."""

    def refuse_impostor(self) -> None:
        """Refuse a server that names itself otherwise than it is set up, or is to be reached less safely.

        Raises
        ------
        OAuth2Error
        """
        config = self.openid_config
        server = self.get_provider().app.settings["server_url"].partition(_WELL_KNOWN)[0].rstrip("/")
        places = [config["jwks_uri"], *(config[f"{name}_endpoint"] for name in ("authorization", "token", "userinfo"))]
        covers = ("https://", f"{server.partition('://')[0]}://")
        if config["issuer"].rstrip("/") != server or not all(place.startswith(covers) for place in places):
            raise OAuth2Error("the server calls itself otherwise")

    @override
    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no ID token")
        login = super().complete_login(request, app, token, **kwargs)
        claims = login.account.extra_data
        if claims["userinfo"].get("sub") != claims["id_token"]["sub"]:
            raise OAuth2Error("another user's facts")
        return login

    @override
    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("unreadable ID token") from error
        if header.get("alg") not in ALGORITHMS or "kid" not in header:
            raise OAuth2Error("not a signature that is trusted")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        wanted = self.request.session.pop(_NONCE, "")
        if not wanted or not secrets.compare_digest(str(claims.get("nonce", "")), wanted) or not claims.get("exp"):
            raise OAuth2Error("a token of another sign-in")
        return claims


def _or_refused(flow: _Flow) -> _Flow:
    """Lead back to the sign-in page where the server is away, leads elsewhere, or answers what is not understood."""

    @wraps(flow)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return flow(request, provider_id)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        except (OSError, OAuth2Error, KeyError, ValueError):  # requests' own errors are OSError
            return refused_sign_in()

    return guarded


@require_POST
@_or_refused
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the reader to the server; nothing of this address but the page to come back to is passed on."""
    nonce = request.session[_NONCE] = secrets.token_urlsafe(32)
    given = QueryDict(mutable=True)
    given.update({name: request.GET[name] for name in ("next",) if name in request.GET})
    given["auth_params"] = urlencode({"nonce": nonce})
    request.GET = given  # type: ignore[assignment]  # nobody changes it any more
    flow = ServerFlow(request, provider_id)
    flow.refuse_impostor()
    response: HttpResponse = OAuth2LoginView.adapter_view(flow)(request)
    return response


@require_GET
@_or_refused
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the server's answer."""
    flow = ServerFlow(request, provider_id)
    flow.refuse_impostor()
    response: HttpResponse = OAuth2CallbackView.adapter_view(flow)(request)
    return response
