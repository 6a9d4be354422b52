"""Addresses of what came of a round, for those whom it concerns and for everybody."""

from django.urls import URLPattern, path

from ..views import published, results

urlpatterns: list[URLPattern] = [
    path("appraisals/<int:round_id>/results/", results.results, name="appraisal-results"),
    path(
        "appraisals/<int:round_id>/results/<int:urn_id>/", results.urn_results, name="appraisal-urn-results"
    ),
    path("p/appraisals/<slug:slug>/", published.public_round, name="public-appraisal"),
    path("p/appraisals/<slug:slug>/<int:urn_id>/", published.public_urn, name="public-appraisal-urn"),
    path("p/appraisals/<slug:slug>/ballots.csv", published.public_ballots, name="public-appraisal-ballots"),
    path(
        "p/appraisals/<slug:slug>/receipts.txt", published.public_receipts, name="public-appraisal-receipts"
    ),
]
