"""Addresses of a plan's versions, its amendment and its end."""

from django.urls import path

from ..views import amending

urlpatterns = [
    path("plans/<int:plan_id>/versions/", amending.versions, name="plan-versions"),
    path("plans/<int:plan_id>/consequences/", amending.consequences, name="plan-consequences"),
    path("plans/<int:plan_id>/amend/", amending.amend, name="plan-amend"),
    path("plans/<int:plan_id>/abandon/", amending.abandon, name="plan-abandon"),
    path("plans/<int:plan_id>/close/", amending.close, name="plan-close"),
]
