"""Addresses of desk."""

from django.conf import settings
from django.urls import URLPattern, path

from zhengyou.ui.gallery import gallery

from . import accounts, health, ledger, views

urlpatterns: list[URLPattern] = [
    path("", views.desk, name="desk"),
    path("post/", views.choose_post, name="choose-post"),
    path("search/", views.search, name="search"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/head.txt", ledger.ledger_head, name="ledger-head"),
    path("ledger/<int:line_id>/", ledger.ledger_line, name="ledger-line"),
    path("account/ledger/", accounts.own, name="account-ledger"),
    path("organisations/<int:organisation_id>/accounts/", accounts.below, name="accounts-ledger"),
    path("healthz", health.health, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
]
if settings.DEBUG:
    urlpatterns.append(path("gallery/", gallery, name="gallery"))
