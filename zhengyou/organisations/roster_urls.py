"""Addresses of rosters."""

from django.urls import URLPattern, path

from .views import roster_files, rosters

roster_urls: list[URLPattern] = [
    path("organisations/roster/", rosters.rosters, name="rosters"),
    path("organisations/roster/upload/", rosters.upload, name="roster-upload"),
    path("organisations/roster/template.xlsx", roster_files.template, name="roster-template"),
    path("organisations/roster/export.xlsx", roster_files.export, name="roster-export"),
    path("organisations/roster/<slug:sheet>.csv", roster_files.table, name="roster-table"),
    path("organisations/roster/<int:run_id>/", rosters.run, name="roster-run"),
    path("organisations/roster/<int:run_id>/import/", rosters.confirm, name="roster-import"),
    path("organisations/roster/<int:run_id>/retry/", rosters.retry, name="roster-retry"),
    path("organisations/roster/<int:run_id>/drop/", rosters.drop, name="roster-drop"),
    path("organisations/roster/<int:run_id>/report.xlsx", roster_files.report, name="roster-report"),
]
