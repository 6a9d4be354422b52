"""Addresses of plans."""

from django.urls import path

from ..views import plans, workbench

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/upload/", plans.upload, name="plan-upload"),
    path("plans/<int:plan_id>/", workbench.plan, name="plan"),
    path("plans/<int:plan_id>/document/", plans.document, name="plan-document"),
    path("plans/<int:plan_id>/facts/", workbench.facts, name="plan-facts"),
    path("plans/<int:plan_id>/items/add/", workbench.item_add, name="plan-item-add"),
    path("plans/<int:plan_id>/items/<int:item_id>/", workbench.item, name="plan-item"),
    path(
        "plans/<int:plan_id>/items/<int:item_id>/confirm/", workbench.item_confirm, name="plan-item-confirm"
    ),
    path("plans/<int:plan_id>/items/<int:item_id>/remove/", workbench.item_remove, name="plan-item-remove"),
    path(
        "plans/<int:plan_id>/items/<int:item_id>/restore/", workbench.item_restore, name="plan-item-restore"
    ),
    path("plans/<int:plan_id>/propose/", plans.propose, name="plan-propose"),
    path("plans/<int:plan_id>/approve/", plans.approve, name="plan-approve"),
    path("plans/<int:plan_id>/return/", plans.return_, name="plan-return"),
    path("plans/<int:plan_id>/discard/", plans.discard, name="plan-discard"),
]
