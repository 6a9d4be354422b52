"""Addresses of democratic appraisal and party-spirit analysis."""

from django.urls import URLPattern, path

from ..views import member_rows, members

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/members/", members.rounds, name="member-rounds"),
    path("campaigns/<int:campaign_id>/members/open/", members.open_round, name="member-round-open"),
    path("members/<int:round_id>/", members.round_, name="member-round"),
    path("members/<int:round_id>/<int:organisation_id>/grades/", members.grades, name="member-grades"),
    path(
        "members/<int:round_id>/<int:organisation_id>/<slug:verb>/",
        members.together,
        name="member-together",
    ),
    path("democratic/<int:grading_id>/", member_rows.grading, name="democratic"),
    path("democratic/<int:grading_id>/<slug:verb>/", member_rows.grading_step, name="democratic-step"),
    path("spirit/<int:analysis_id>/", member_rows.analysis, name="spirit"),
    path("spirit/<int:analysis_id>/<slug:verb>/", member_rows.analysis_step, name="spirit-step"),
]
