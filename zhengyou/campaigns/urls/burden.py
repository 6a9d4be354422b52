"""Addresses of the burden meter."""

from django.urls import URLPattern, path

from ..views import burden

urlpatterns: list[URLPattern] = [path("burden/", burden.burden, name="burden")]
