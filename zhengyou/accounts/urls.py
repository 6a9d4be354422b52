"""Addresses of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path

from .views.login import login

urlpatterns: list[URLPattern] = [
    path("login/", login, name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
