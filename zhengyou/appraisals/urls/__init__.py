"""Addresses of the room: rounds, papers, results, what is asked of every member. The pages on which one votes are in
`voting`."""

from .members import urlpatterns as members
from .paper import urlpatterns as paper
from .phone import urlpatterns as phone
from .results import urlpatterns as results
from .rounds import urlpatterns as rounds

urlpatterns = [*members, *paper, *phone, *results, *rounds]
