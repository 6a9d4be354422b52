"""Addresses of public commitments."""

from django.urls import URLPattern, path

from ..views import commitment_rounds, commitments, confirming, promising

_OF_CAMPAIGN = "campaigns/<int:campaign_id>/commitments/"

urlpatterns: list[URLPattern] = [
    path(_OF_CAMPAIGN, commitments.commitments, name="commitments"),
    path(f"{_OF_CAMPAIGN}coverage/", commitments.coverage, name="commitments-coverage"),
    path(f"{_OF_CAMPAIGN}rounds/", commitment_rounds.rounds, name="commitments-rounds"),
    path("commitments/rounds/<int:round_id>/archive/", commitment_rounds.archive, name="commitments-archive"),
    path(f"{_OF_CAMPAIGN}mine/", commitments.mine, name="commitments-mine"),
    path(f"{_OF_CAMPAIGN}add/", commitments.add, name="commitments-add"),
    path(f"{_OF_CAMPAIGN}entry/", promising.entry, name="commitments-entry"),
    path(f"{_OF_CAMPAIGN}vet/", promising.vet, name="commitments-vet"),
    path(f"{_OF_CAMPAIGN}publish/", promising.publish, name="commitments-publish"),
    path("commitments/hints/", commitments.vague_words, name="commitments-hints"),
    path("commitments/<int:commitment_id>/", commitments.commitment, name="commitment"),
    path("commitments/<int:commitment_id>/files/<int:file_id>/", commitments.file, name="commitment-file"),
    path("commitments/<int:commitment_id>/sign/", promising.sign, name="commitment-sign"),
    path("commitments/<int:commitment_id>/ask/", confirming.ask, name="commitment-ask"),
    path("commitments/<int:commitment_id>/<slug:verb>/", commitments.step, name="commitment-step"),
    path("c/<slug:secret>/", confirming.confirmation, name="confirmation"),
    path("p/<slug:slug>/commitments/<int:organisation_id>/", confirming.board, name="public-commitments"),
]
