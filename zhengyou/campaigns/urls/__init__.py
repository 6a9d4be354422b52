"""Addresses of the loop."""

from . import amending, likeness, packs, plans, procedures, records, rectification, sending

urlpatterns = [
    *plans.urlpatterns,
    *procedures.urlpatterns,
    *amending.urlpatterns,
    *likeness.urlpatterns,
    *packs.urlpatterns,
    *records.urlpatterns,
    *sending.urlpatterns,
    *rectification.urlpatterns,
]
