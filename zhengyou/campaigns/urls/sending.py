"""Addresses of a plan on its way up: begun, answered, passed, filed, read by the level above."""

from django.urls import path

from ..views import answers, filed, sending

urlpatterns = [
    path("plans/adapt/", sending.adapt, name="plan-adapt"),
    path("plans/<int:plan_id>/answers/", answers.answers, name="plan-answers"),
    path("plans/<int:plan_id>/answers/likely/", answers.likely, name="plan-answers-likely"),
    path("plans/<int:plan_id>/answers/<int:task_id>/", answers.answer, name="plan-answer"),
    path("plans/<int:plan_id>/ask-filing/", sending.ask_filing, name="plan-ask-filing"),
    path("plans/<int:plan_id>/pass/", sending.pass_, name="plan-pass"),
    path("plans/<int:plan_id>/file/", sending.file, name="plan-file"),
    path("plans/<int:plan_id>/reopen/", sending.reopen, name="plan-reopen"),
    path("records/<int:record_id>/plan/", filed.filed, name="filed-plan"),
]
