"""Signing in; names are django-allauth's, which looks its pages up by them. What is not here cannot be reached."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from kethop_office.accounts.views import factors, sign_in

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/key/", sign_in.by_key, name="mfa_login_webauthn"),
    path("sign-in/second/", sign_in.second, name="mfa_authenticate"),
    path("sign-in/again/", sign_in.again, name="account_reauthenticate"),
    path("sign-in/again/code/", sign_in.again_by_code, name="mfa_reauthenticate"),
    path("sign-in/again/key/", sign_in.again_by_key, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("account/password/", factors.password, name="account_change_password"),
    path("account/second/", factors.index, name="mfa_index"),
    path("account/second/code/", factors.start_codes, name="mfa_activate_totp"),
    path("account/second/code/stop/", factors.stop_codes, name="mfa_deactivate_totp"),
    path("account/second/recovery/", factors.codes, name="mfa_view_recovery_codes"),
    path("account/second/recovery/new/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("account/second/key/", factors.add_key, name="mfa_add_webauthn"),
    path("account/second/key/<int:pk>/", factors.rename_key, name="mfa_edit_webauthn"),
    path("account/second/key/<int:pk>/remove/", factors.remove_key, name="mfa_remove_webauthn"),
]
if settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
    urlpatterns += [path("sign-in/", include("kethop_office.accounts.urls.server"))]
