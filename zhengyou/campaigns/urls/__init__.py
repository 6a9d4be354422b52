"""Addresses of the loop."""

from . import amending, likeness, packs, plans, records, rectification, sending

urlpatterns = [
    *plans.urlpatterns,
    *amending.urlpatterns,
    *likeness.urlpatterns,
    *packs.urlpatterns,
    *records.urlpatterns,
    *sending.urlpatterns,
    *rectification.urlpatterns,
]
