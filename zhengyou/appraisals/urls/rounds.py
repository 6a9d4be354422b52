"""Addresses of rounds, of who counts in them, and of codes handed out."""

from django.urls import URLPattern, path

from ..views import counting, drawing, rounds

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/appraisals/", rounds.appraisals, name="appraisals"),
    path("campaigns/<int:campaign_id>/appraisals/schedule/", rounds.schedule, name="appraisal-schedule"),
    path("appraisals/<int:round_id>/", rounds.appraisal, name="appraisal"),
    path("appraisals/<int:round_id>/officers/", counting.name_officer, name="appraisal-officer"),
    path(
        "appraisals/officers/<int:officer_id>/remove/",
        counting.remove_officer,
        name="appraisal-officer-remove",
    ),
    path("appraisals/<int:round_id>/key/", counting.make_slip, name="appraisal-key"),
    path("appraisals/<int:round_id>/open-urns/", counting.count, name="appraisal-count"),
    path("appraisals/<int:round_id>/slips/", drawing.slips, name="appraisal-slips"),
    path("appraisals/slips/<int:batch_id>/print/", drawing.print_slips, name="appraisal-slips-print"),
    path("appraisals/<int:round_id>/<slug:verb>/", rounds.step, name="appraisal-step"),
    path("appraisals/codes/<int:elector_id>/", drawing.draw, name="appraisal-draw"),
]
