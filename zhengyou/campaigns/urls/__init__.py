"""Addresses of the loop."""

from . import (
    activities,
    amending,
    commitments,
    likeness,
    packs,
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
    *activities.urlpatterns,
    *sending.urlpatterns,
    *rectification.urlpatterns,
    *projects.urlpatterns,
    *reviews.urlpatterns,
    *selfchecks.urlpatterns,
    *commitments.urlpatterns,
]
