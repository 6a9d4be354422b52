"""Addresses of the room: rounds for those who run and count them, and the pages on which one votes."""

from .results import urlpatterns as results
from .rounds import urlpatterns as rounds
from .voting import urlpatterns as voting

urlpatterns = [*results, *rounds, *voting]
