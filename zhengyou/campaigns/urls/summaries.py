"""Addresses of written summaries."""

from django.urls import URLPattern, path

from ..views import summaries, summary_writing

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/summaries/", summaries.summaries, name="summaries"),
    path("campaigns/<int:campaign_id>/summaries/open/", summary_writing.rounds, name="summaries-open"),
    path("summaries/rounds/<int:round_id>/write/", summary_writing.write, name="summary-write"),
    path("summaries/rounds/<int:round_id>/publish/", summaries.publish, name="summaries-publish"),
    path("summaries/<int:summary_id>/", summaries.summary, name="summary"),
    path("summaries/<int:summary_id>/<slug:verb>/", summaries.step, name="summary-step"),
]
