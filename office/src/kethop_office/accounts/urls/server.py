"""Signing in through an OpenID Connect server; names and addresses are django-allauth's, the server knows them."""

from django.urls import path

from kethop_office.accounts.views import server

__all__ = ["urlpatterns"]

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", server.begin, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", server.come_back, name="openid_connect_callback"),
]
