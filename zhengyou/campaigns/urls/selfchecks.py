"""Addresses of self-checks."""

from django.urls import URLPattern, path

from ..views import selfcheck_filling, selfchecks

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/selfchecks/", selfchecks.selfchecks, name="selfchecks"),
    path("campaigns/<int:campaign_id>/selfchecks/rounds/", selfcheck_filling.rounds, name="selfcheck-rounds"),
    path(
        "selfchecks/rounds/<int:round_id>/add/", selfcheck_filling.add_newcomers, name="selfcheck-newcomers"
    ),
    path("selfchecks/<int:selfcheck_id>/", selfchecks.selfcheck, name="selfcheck"),
    path("selfchecks/<int:selfcheck_id>/items/<int:row_id>/", selfcheck_filling.item, name="selfcheck-item"),
    path("selfchecks/<int:selfcheck_id>/exemplar/", selfcheck_filling.exemplar, name="selfcheck-exemplar"),
    path("selfchecks/<int:selfcheck_id>/<slug:verb>/", selfchecks.step, name="selfcheck-step"),
]
