"""Addresses of packs and of the register of standards."""

from django.urls import path

from ..views import packs

urlpatterns = [
    path("packs/", packs.packs, name="packs"),
    path("packs/<slug:key>/", packs.pack, name="pack"),
    path("plans/<int:plan_id>/items/<int:item_id>/register/", packs.item_register, name="plan-item-register"),
]
