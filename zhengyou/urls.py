"""Every address of Zhengyou, room by room."""

from django.urls import include, path

urlpatterns = [
    # First, because thousands vote at one time, and every address before theirs would be tried for each ballot.
    path("", include("zhengyou.appraisals.urls.voting")),
    path("", include("zhengyou.desk.urls")),
    path("", include("zhengyou.accounts.urls")),
    path("", include("zhengyou.organisations.urls")),
    path("", include("zhengyou.campaigns.urls")),
    path("", include("zhengyou.appraisals.urls")),
    path("", include("zhengyou.reports.urls")),
]
