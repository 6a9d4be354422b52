"""Addresses of reports."""

from django.urls import path

from .views import (
    activities,
    circulars,
    commitments,
    figures,
    filings,
    progress,
    projects,
    public,
    rectifications,
    reports,
    reviews,
    schedules,
    selfchecks,
    summaries,
)

urlpatterns = [
    path("campaigns/", progress.campaign_list, name="campaigns"),
    path("campaigns/<int:campaign_id>/", progress.campaign, name="campaign"),
    path("campaigns/<int:campaign_id>/overdue/", progress.overdue, name="overdue"),
    path("campaigns/<int:campaign_id>/filings/", filings.filings, name="filings"),
    path("campaigns/<int:campaign_id>/filings.xlsx", filings.filings_sheet, name="filings-sheet"),
    path(
        "campaigns/<int:campaign_id>/commitments.xlsx",
        commitments.commitments_sheet,
        name="commitments-sheet",
    ),
    path(
        "campaigns/<int:campaign_id>/rectifications.xlsx",
        rectifications.rectifications_sheet,
        name="rectifications-sheet",
    ),
    path("campaigns/<int:campaign_id>/activities/", activities.activities, name="activities"),
    path("campaigns/<int:campaign_id>/activities.xlsx", activities.activities_sheet, name="activities-sheet"),
    path("campaigns/<int:campaign_id>/projects.xlsx", projects.projects_sheet, name="projects-sheet"),
    path("campaigns/<int:campaign_id>/reviews.xlsx", reviews.reviews_table, name="reviews-table"),
    path("campaigns/<int:campaign_id>/selfchecks.xlsx", selfchecks.selfchecks_table, name="selfchecks-table"),
    path("summaries/<int:summary_id>.docx", summaries.summary_document, name="summary-document"),
    path("circulars/<int:inspection_id>/", circulars.circulate, name="inspection-circulate"),
    path("circulars/<int:inspection_id>.docx", circulars.inspection_circular, name="inspection-circular"),
    path("campaigns/<int:campaign_id>/schedule/", schedules.schedule, name="schedule"),
    path("campaigns/<int:campaign_id>/schedule.xlsx", schedules.schedule_sheet, name="schedule-sheet"),
    path("campaigns/<int:campaign_id>/schedule.docx", schedules.schedule_document, name="schedule-document"),
    path("campaigns/<int:campaign_id>/tasks/<int:task_id>/", progress.task, name="task"),
    path("campaigns/<int:campaign_id>/figures/<str:key>/", figures.figure, name="figure"),
    path("campaigns/<int:campaign_id>/figures/<str:key>/explain/", figures.explain, name="figure-explain"),
    path("reports/", reports.report_list, name="reports"),
    path("campaigns/<int:campaign_id>/report/", reports.report, name="report"),
    path("campaigns/<int:campaign_id>/report.docx", reports.report_document, name="report-document"),
    path("p/", public.campaign_list, name="public-campaigns"),
    path("p/<slug:slug>/", public.campaign, name="public-campaign"),
    path("p/<slug:slug>/figures/<str:key>/", public.figure, name="public-figure"),
]
