"""Every address of Zhengyou, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("zhengyou.desk.urls")),
    path("", include("zhengyou.accounts.urls")),
    path("", include("zhengyou.organisations.urls")),
    path("", include("zhengyou.campaigns.urls")),
    path("", include("zhengyou.appraisals.urls")),
    path("", include("zhengyou.reports.urls")),
]
