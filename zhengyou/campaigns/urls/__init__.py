"""Addresses of the loop."""

from . import (
    activities,
    amending,
    commitments,
    likeness,
    packs,
    plans,
    procedures,
    records,
    rectification,
    reviews,
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
    *reviews.urlpatterns,
    *commitments.urlpatterns,
]
