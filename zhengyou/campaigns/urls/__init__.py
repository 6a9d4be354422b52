"""Addresses of the loop."""

from . import (
    activities,
    amending,
    commitments,
    inspections,
    feeds,
    likeness,
    packs,
    phases,
    plans,
    procedures,
    projects,
    records,
    rectification,
    reviews,
    selfchecks,
    sending,
)

urlpatterns = [
    *plans.urlpatterns,
    *procedures.urlpatterns,
    *amending.urlpatterns,
    *likeness.urlpatterns,
    *packs.urlpatterns,
    *records.urlpatterns,
    *phases.urlpatterns,
    *feeds.urlpatterns,
    *activities.urlpatterns,
    *sending.urlpatterns,
    *rectification.urlpatterns,
    *projects.urlpatterns,
    *reviews.urlpatterns,
    *selfchecks.urlpatterns,
    *commitments.urlpatterns,
    *inspections.urlpatterns,
]
