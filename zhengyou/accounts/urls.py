"""Addresses of accounts."""

from django.urls import URLPattern, path

from .views import account, factors, login, outside, passkeys

urlpatterns: list[URLPattern] = [
    path("login/", login.login, name="login"),
    path("login/second/", login.second, name="login-second"),
    path("login/passkey/", passkeys.login, name="login-passkey"),
    path("login/passkey/begin/", passkeys.begin_login, name="login-passkey-begin"),
    path("login/outside/", outside.go, name="login-outside"),
    path("login/outside/back/", outside.back, name="login-outside-back"),
    path("logout/", login.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("account/again/", account.again, name="account-again"),
    path("account/password/", account.password, name="account-password"),
    path("account/app/", factors.app, name="account-app"),
    path("account/app/remove/", factors.remove_app, name="account-app-remove"),
    path("account/passkeys/begin/", passkeys.begin_new, name="account-passkey-begin"),
    path("account/passkeys/add/", passkeys.add, name="account-passkey-add"),
    path("account/passkeys/<int:passkey_id>/remove/", passkeys.remove, name="account-passkey-remove"),
    path("account/codes/", factors.codes, name="account-codes"),
    path("account/outside/", outside.link, name="account-outside"),
    path("account/outside/remove/", outside.unlink, name="account-outside-remove"),
    path("account/logins/", account.logins_page, name="account-logins"),
    path("account/logins/<int:login_id>/end/", account.end_login, name="account-login-end"),
    path("account/logins/end-others/", account.end_others, name="account-logins-end-others"),
]
