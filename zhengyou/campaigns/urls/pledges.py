"""Addresses of the texts of collective pledges."""

from django.urls import URLPattern, path

from ..views import pledges

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/pledges/", pledges.pledges, name="pledges"),
    path("campaigns/<int:campaign_id>/pledges/add/", pledges.add, name="pledges-add"),
    path("pledges/<int:pledge_id>/", pledges.pledge, name="pledge"),
    path("pledges/<int:pledge_id>/use/", pledges.use, name="pledge-use"),
    path("pledges/<int:pledge_id>/put-away/", pledges.put_away, name="pledge-put-away"),
    path("commitments/<int:commitment_id>/pledge/", pledges.printed, name="commitment-pledge"),
]
