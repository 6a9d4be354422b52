"""Addresses of people, posts and handovers."""

from django.urls import URLPattern, path

from .views import beside, people, posts, steps, transfers

people_urls: list[URLPattern] = [
    path("organisations/<int:organisation_id>/people/", people.people, name="people"),
    path("organisations/<int:organisation_id>/people/add/", people.add, name="person-add"),
    path("organisations/<int:organisation_id>/cultivated/", beside.cultivated, name="cultivated"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/status/", steps.status, name="person-status"),
    path("people/<int:person_id>/transfer/", steps.transfer, name="person-transfer"),
    path("people/<int:person_id>/leave/", steps.leave, name="person-leave"),
    path("people/<int:person_id>/again/", people.again, name="person-again"),
    path("people/<int:person_id>/mend/", steps.mend, name="person-mend"),
    path("people/steps/<int:step_id>/take-back/", steps.take_back, name="step-take-back"),
    path("people/<int:person_id>/circumstances/add/", beside.circumstance_add, name="circumstance-add"),
    path("people/circumstances/<int:circumstance_id>/end/", beside.circumstance_end, name="circumstance-end"),
    path("people/<int:person_id>/cultivation/add/", beside.cultivation_add, name="cultivation-add"),
    path("people/cultivation/<int:cultivation_id>/end/", beside.cultivation_end, name="cultivation-end"),
    path("people/transfers/<int:transfer_id>/", transfers.transfer, name="transfer"),
    path("people/transfers/<int:transfer_id>/receive/", transfers.receive, name="transfer-receive"),
    path("people/transfers/<int:transfer_id>/refuse/", transfers.refuse, name="transfer-refuse"),
    path("people/transfers/<int:transfer_id>/withdraw/", transfers.withdraw, name="transfer-withdraw"),
    path("organisations/<int:organisation_id>/posts/add/", posts.add, name="post-add"),
    path("organisations/posts/<int:post_id>/end/", posts.end, name="post-end"),
    path("organisations/vacant/", posts.vacant, name="vacant"),
    path("organisations/<int:organisation_id>/handover/", posts.begin_handover, name="handover-begin"),
    path("organisations/handovers/<int:handover_id>/", posts.handover, name="handover"),
    path(
        "organisations/handovers/<int:handover_id>/confirm/", posts.confirm_handover, name="handover-confirm"
    ),
    path(
        "organisations/handovers/<int:handover_id>/take-back/",
        posts.take_back_handover,
        name="handover-take-back",
    ),
]
