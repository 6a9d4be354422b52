"""The address of a plan's likeness to others."""

from django.urls import path

from ..views import likeness

urlpatterns = [path("plans/<int:plan_id>/likeness/", likeness.likeness, name="plan-likeness")]
