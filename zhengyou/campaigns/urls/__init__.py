"""Addresses of the loop."""

from . import plans, records

urlpatterns = [*plans.urlpatterns, *records.urlpatterns]
