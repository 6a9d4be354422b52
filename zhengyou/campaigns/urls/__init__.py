"""Addresses of the loop."""

from . import likeness, plans, records

urlpatterns = [*plans.urlpatterns, *likeness.urlpatterns, *records.urlpatterns]
