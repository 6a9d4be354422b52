"""Addresses of inspection rounds and visits."""

from django.urls import URLPattern, path

from ..views import drawn, inspections, visits

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/inspections/", inspections.inspections, name="inspections"),
    path("campaigns/<int:campaign_id>/inspections/new/", inspections.plan, name="inspection-new"),
    path("inspections/<int:inspection_id>/", inspections.inspection, name="inspection"),
    path("inspections/<int:inspection_id>/edit/", inspections.edit, name="inspection-edit"),
    path("inspections/<int:inspection_id>/<slug:verb>/", inspections.step, name="inspection-step"),
    path("visits/<int:visit_id>/", visits.visit, name="visit"),
    path("visits/<int:visit_id>/record/", visits.record, name="visit-record"),
    path("visits/<int:visit_id>/<slug:verb>/", visits.step, name="visit-step"),
    path("p/<slug:slug>/inspections/", drawn.public_draws, name="public-draws"),
    path("p/<slug:slug>/inspections/<int:inspection_id>/", drawn.public_draw, name="public-draw"),
]
