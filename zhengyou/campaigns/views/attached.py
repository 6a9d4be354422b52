"""Handing out a file that lies beside something."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attached(name: str, media_type: str, content: bytes) -> HttpResponse:
    """Always to be kept and never opened within our pages."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
