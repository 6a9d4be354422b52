"""Addresses of reports."""

from django.urls import path

from .views import figures, progress

urlpatterns = [
    path("campaigns/", progress.campaign_list, name="campaigns"),
    path("campaigns/<int:campaign_id>/", progress.campaign, name="campaign"),
    path("campaigns/<int:campaign_id>/overdue/", progress.overdue, name="overdue"),
    path("campaigns/<int:campaign_id>/tasks/<int:task_id>/", progress.task, name="task"),
    path("campaigns/<int:campaign_id>/figures/<str:key>/", figures.figure, name="figure"),
    path("campaigns/<int:campaign_id>/figures/<str:key>/explain/", figures.explain, name="figure-explain"),
]
