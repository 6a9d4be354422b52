"""Addresses of ballots on paper: planned, printed, their box opened, their bundles read."""

from django.urls import URLPattern, path

from ..views import bundles, paper

urlpatterns: list[URLPattern] = [
    path("appraisals/<int:round_id>/paper/", paper.papers, name="appraisal-paper"),
    path("appraisals/<int:round_id>/paper/plan/", paper.plan, name="appraisal-paper-plan"),
    path("appraisals/<int:round_id>/paper/print/", paper.print_papers, name="appraisal-paper-print"),
    path("appraisals/boxes/<int:batch_id>/", paper.box, name="appraisal-box"),
    path("appraisals/bundles/<int:bundle_id>/", bundles.bundle, name="appraisal-bundle"),
    path("appraisals/bundles/<int:bundle_id>/read/", bundles.read, name="appraisal-bundle-read"),
    path("appraisals/bundles/<int:bundle_id>/cover/", bundles.cover, name="appraisal-bundle-cover"),
]
