"""Workbooks to take away."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ..documents.sheets import XLSX, Sheet, workbook


def taken_away(name: str, *sheets: Sheet) -> HttpResponse:
    """A workbook as a file called `name`.xlsx."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx") or ""
    return HttpResponse(workbook(*sheets), content_type=XLSX, headers={"Content-Disposition": disposition})
