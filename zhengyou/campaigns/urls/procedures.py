"""Addresses of the procedures as declared."""

from django.urls import URLPattern, path

from ..views import procedures

urlpatterns: list[URLPattern] = [
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/<slug:key>/", procedures.procedure, name="procedure"),
]
