"""Addresses of what a kind of activity brings: the sheet to sign, telling absentees, problems of a meeting."""

from django.urls import URLPattern, path

from ..views import activities

urlpatterns: list[URLPattern] = [
    path("expectations/<int:expectation_id>/sign-in/", activities.sign_in, name="sign-in"),
    path("records/<int:record_id>/brief/", activities.brief, name="record-brief"),
    path("issues/<int:issue_id>/take-up/", activities.take_up, name="issue-take-up"),
]
