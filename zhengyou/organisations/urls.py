"""Addresses of organisations."""

from django.urls import URLPattern, path

from .views import tree

urlpatterns: list[URLPattern] = [
    path("organisations/", tree.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", tree.organisation, name="organisation"),
]
