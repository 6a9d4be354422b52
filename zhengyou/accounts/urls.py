"""Addresses of accounts."""

from django.urls import URLPattern, path

from .views import account, factors, invited, inviting, login, outside, passkeys

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
    path("invitations/", invited.code, name="invitation-code"),
    path("invitations/accept/", invited.accept, name="invitation-accept"),
    path("invitations/ask/", invited.ask, name="wall-ask"),
    path("invitations/waiting/", invited.wait, name="wall-wait"),
    path("invitations/<str:secret>/", invited.invitation, name="invitation"),
    path("organisations/<int:organisation_id>/invitations/", inviting.table, name="invitations"),
    path("organisations/<int:organisation_id>/invitations/asked/", inviting.asked, name="invitations-asked"),
    path("organisations/<int:organisation_id>/invitations/wall/", inviting.put_up, name="wall-put-up"),
    path(
        "organisations/<int:organisation_id>/invitations/wall/end/", inviting.take_down, name="wall-take-down"
    ),
    path(
        "organisations/invitations/<int:invitation_id>/withdraw/",
        inviting.withdraw,
        name="invitation-withdraw",
    ),
    path("organisations/invitations/asked/<int:asking_id>/confirm/", inviting.confirm, name="asking-confirm"),
    path("organisations/invitations/asked/<int:asking_id>/refuse/", inviting.refuse, name="asking-refuse"),
]
