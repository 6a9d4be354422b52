"""Addresses of the room: rounds, papers and results. The pages on which one votes are in `voting`."""

from .paper import urlpatterns as paper
from .phone import urlpatterns as phone
from .results import urlpatterns as results
from .rounds import urlpatterns as rounds

urlpatterns = [*paper, *phone, *results, *rounds]
