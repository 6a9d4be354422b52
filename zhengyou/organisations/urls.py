"""Addresses of organisations."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", views.organisation, name="organisation"),
]
