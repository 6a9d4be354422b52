"""Addresses of what came of a round, for those whom it concerns and for everybody."""

from django.urls import URLPattern, path

from ..views import published, results, scrutiny, themes

urlpatterns: list[URLPattern] = [
    path("appraisals/<int:round_id>/results/", results.results, name="appraisal-results"),
    path(
        "appraisals/<int:round_id>/results/<int:urn_id>/", results.urn_results, name="appraisal-urn-results"
    ),
    path("appraisals/<int:round_id>/remarks/", themes.remarks, name="appraisal-remarks"),
    path("appraisals/<int:round_id>/remarks/release/", themes.release, name="appraisal-release"),
    path("appraisals/<int:round_id>/themes/", themes.themes, name="appraisal-themes"),
    path("appraisals/<int:round_id>/scrutiny/", scrutiny.hints, name="appraisal-scrutiny"),
    path("appraisals/ballots/<uuid:ballot_id>/void/", scrutiny.propose, name="appraisal-void"),
    path(
        "appraisals/voids/<int:proposal_id>/agree/",
        scrutiny.settle,
        {"verb": "agree"},
        name="appraisal-void-agree",
    ),
    path(
        "appraisals/voids/<int:proposal_id>/decline/",
        scrutiny.settle,
        {"verb": "decline"},
        name="appraisal-void-decline",
    ),
    path("p/appraisals/<slug:slug>/", published.public_round, name="public-appraisal"),
    path("p/appraisals/<slug:slug>/<int:urn_id>/", published.public_urn, name="public-appraisal-urn"),
    path("p/appraisals/<slug:slug>/ballots.csv", published.public_ballots, name="public-appraisal-ballots"),
    path(
        "p/appraisals/<slug:slug>/receipts.txt", published.public_receipts, name="public-appraisal-receipts"
    ),
]
