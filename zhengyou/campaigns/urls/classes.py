"""Addresses of the classes of schools."""

from django.urls import URLPattern, path

from ..views import classes

urlpatterns: list[URLPattern] = [
    path("organisations/<int:organisation_id>/classes/", classes.classes, name="classes"),
]
