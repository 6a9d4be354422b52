"""Addresses of the loop."""

from . import likeness, packs, plans, records

urlpatterns = [*plans.urlpatterns, *likeness.urlpatterns, *packs.urlpatterns, *records.urlpatterns]
