"""Addresses of the room: rounds, papers and results, and the pages on which one votes."""

from .paper import urlpatterns as paper
from .results import urlpatterns as results
from .rounds import urlpatterns as rounds
from .voting import urlpatterns as voting

urlpatterns = [*paper, *results, *rounds, *voting]
