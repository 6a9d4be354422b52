"""Addresses of plans."""

from django.urls import path

from ..views import plan_items, plans, settling, workbench

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/upload/", plans.upload, name="plan-upload"),
    path("plans/<int:plan_id>/", workbench.plan, name="plan"),
    path("plans/<int:plan_id>/document/", plans.document, name="plan-document"),
    path("plans/<int:plan_id>/facts/", workbench.facts, name="plan-facts"),
    path("plans/<int:plan_id>/news/", workbench.plan_news, name="plan-news"),
    path("plans/<int:plan_id>/steps/", settling.plan_steps, name="plan-steps"),
    path("plans/<int:plan_id>/undo/", settling.undo, name="plan-undo"),
    path("plans/<int:plan_id>/redo/", settling.redo, name="plan-redo"),
    path("plans/<int:plan_id>/accept/", settling.accept, name="plan-accept"),
    path("plans/<int:plan_id>/defects/cleaned/", settling.cleaned, name="plan-cleaned"),
    path("plans/<int:plan_id>/defects/<slug:key>/repair/", settling.repair, name="plan-defect-repair"),
    path("plans/<int:plan_id>/defects/<slug:key>/aside/", settling.aside, name="plan-defect-aside"),
    path("plans/<int:plan_id>/items/add/", plan_items.item_add, name="plan-item-add"),
    *(
        path(f"plans/<int:plan_id>/items/<int:item_id>/{verb}", view, name=name)
        for verb, view, name in (
            ("", plan_items.item, "plan-item"),
            ("confirm/", plan_items.item_confirm, "plan-item-confirm"),
            ("remove/", plan_items.item_remove, "plan-item-remove"),
            ("restore/", plan_items.item_restore, "plan-item-restore"),
            ("choose/", plan_items.item_choose, "plan-item-choose"),
        )
    ),
    path("plans/<int:plan_id>/propose/", plans.propose, name="plan-propose"),
    path("plans/<int:plan_id>/approve/", plans.approve, name="plan-approve"),
    path("plans/<int:plan_id>/return/", plans.return_, name="plan-return"),
    path("plans/<int:plan_id>/discard/", plans.discard, name="plan-discard"),
]
