"""The pages on which one votes: short, because people type them."""

from django.urls import URLPattern, path

from ..views import voting

urlpatterns: list[URLPattern] = [
    path("v/", voting.enter, name="vote"),
    path("v/check/", voting.check, name="vote-check"),
    path("v/cast/", voting.cast, name="vote-cast"),
    path("v/receipt/", voting.receipt, name="vote-receipt"),
    path("v/secrecy/", voting.secrecy, name="vote-secrecy"),
]
