"""Addresses of calendar feeds."""

from django.urls import URLPattern, path

from ..views import feeds

urlpatterns: list[URLPattern] = [
    path("calendar/", feeds.calendar, name="calendar"),
    path("calendar/make/", feeds.make, name="calendar-make"),
    path("calendar/revoke/", feeds.revoke, name="calendar-revoke"),
    path("calendar/<str:secret>.ics", feeds.feed, name="calendar-feed"),
]
