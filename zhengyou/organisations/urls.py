"""Addresses of organisations."""

from django.urls import URLPattern, path

from .people_urls import people_urls
from .roster_urls import roster_urls
from .views import blanking, corrections, groups, keeping, personal, reorganising, tree

urlpatterns: list[URLPattern] = [
    path("organisations/", tree.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", tree.organisation, name="organisation"),
    path(
        "organisations/<int:organisation_id>/change/<slug:verb>/",
        reorganising.reorganise,
        name="reorganise",
    ),
    path("organisations/changes/<int:change_id>/", reorganising.reorganisation, name="reorganisation"),
    path(
        "organisations/changes/<int:change_id>/take-back/",
        reorganising.take_back,
        name="reorganisation-take-back",
    ),
    path("organisations/<int:organisation_id>/groups/add/", groups.add, name="group-add"),
    path("organisations/groups/<int:group_id>/", groups.group, name="group"),
    path("organisations/groups/<int:group_id>/end/", groups.end, name="group-end"),
    path("organisations/groups/<int:group_id>/join/", groups.join, name="group-join"),
    path("organisations/groups/members/<int:member_id>/leave/", groups.leave, name="group-leave"),
    path("organisations/<int:organisation_id>/units/add/", keeping.unit_add, name="unit-add"),
    path("organisations/units/<int:link_id>/end/", keeping.unit_end, name="unit-end"),
    path("organisations/weak/", keeping.weak_list, name="weak"),
    path("organisations/<int:organisation_id>/weak/add/", keeping.weak_add, name="weak-add"),
    path("organisations/weak/<int:weakness_id>/settle/", keeping.weak_settle, name="weak-settle"),
    *people_urls,
    *roster_urls,
    path("people/<int:person_id>/data/", personal.data, name="person-data"),
    path("people/<int:person_id>/data/export/", personal.export, name="person-data-export"),
    path("people/<int:person_id>/ask-correction/", corrections.ask, name="correction-ask"),
    path("people/<int:person_id>/blank/", blanking.blank, name="person-blank"),
    path("people/corrections/<int:correction_id>/", corrections.correction, name="correction"),
    path("people/corrections/<int:correction_id>/<slug:verb>/", corrections.settle, name="correction-settle"),
    path("people/readings/", personal.readings, name="readings"),
    path("people/left/", blanking.leavers, name="leavers"),
    path("kept/", personal.retention, name="retention"),
]
