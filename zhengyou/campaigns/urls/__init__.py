"""Addresses of the loop."""

from . import likeness, packs, plans, records, sending

urlpatterns = [
    *plans.urlpatterns,
    *likeness.urlpatterns,
    *packs.urlpatterns,
    *records.urlpatterns,
    *sending.urlpatterns,
]
