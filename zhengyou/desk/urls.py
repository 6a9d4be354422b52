"""Addresses of desk."""

from django.conf import settings
from django.urls import URLPattern, path

from zhengyou.ui.gallery import gallery

from . import health, views

urlpatterns: list[URLPattern] = [
    path("", views.desk, name="desk"),
    path("post/", views.choose_post, name="choose-post"),
    path("search/", views.search, name="search"),
    path("ledger/", views.ledger, name="ledger"),
    path("healthz", health.health, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
]
if settings.DEBUG:
    urlpatterns.append(path("gallery/", gallery, name="gallery"))
