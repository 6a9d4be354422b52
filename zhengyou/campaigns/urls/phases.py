"""Addresses of the phases of a campaign."""

from django.urls import URLPattern, path

from ..views import phases

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/phases/", phases.phases, name="phases"),
    path("phases/<int:phase_id>/", phases.phase, name="phase"),
    path("phases/<int:phase_id>/gates/", phases.gates, name="phase-gates"),
    path("phases/<int:phase_id>/event/", phases.event, name="phase-event"),
    path("phases/<int:phase_id>/event/undo/", phases.event_undo, name="phase-event-undo"),
    path("phases/<int:phase_id>/<slug:verb>/", phases.step, name="phase-step"),
]
