"""Addresses of named projects."""

from django.urls import URLPattern, path

from ..views import projects

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/projects/", projects.projects, name="projects"),
    path("campaigns/<int:campaign_id>/projects/add/", projects.add, name="project-add"),
    path("projects/<int:project_id>/", projects.project, name="project"),
    path("projects/<int:project_id>/change/", projects.change, name="project-change"),
    path(
        "projects/<int:project_id>/milestones/<int:milestone_id>/",
        projects.milestone,
        name="project-milestone",
    ),
    path(
        "projects/<int:project_id>/milestones/<int:milestone_id>/undo/",
        projects.milestone_undo,
        name="project-milestone-undo",
    ),
    path("projects/<int:project_id>/<slug:verb>/", projects.step, name="project-step"),
]
