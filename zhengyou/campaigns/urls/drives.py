"""Addresses of themed drives."""

from django.urls import URLPattern, path

from ..views import drives

urlpatterns: list[URLPattern] = [
    path("drives/", drives.drive_list, name="drives"),
    path("drives/<slug:key>/", drives.drive, name="drive"),
    path("campaigns/<int:campaign_id>/drive/", drives.drive_progress, name="drive-progress"),
]
