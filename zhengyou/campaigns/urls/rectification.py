"""Addresses of problems being put right."""

from django.urls import URLPattern, path

from ..views import rectification

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/rectifications/", rectification.rectifications, name="rectifications"),
    path(
        "campaigns/<int:campaign_id>/rectifications/raise/", rectification.raise_, name="rectification-raise"
    ),
    path("rectifications/<int:rectification_id>/", rectification.rectification, name="rectification"),
    path("rectifications/<int:rectification_id>/sort/", rectification.sort, name="rectification-sort"),
    path(
        "rectifications/<int:rectification_id>/<slug:verb>/",
        rectification.step,
        name="rectification-step",
    ),
]
