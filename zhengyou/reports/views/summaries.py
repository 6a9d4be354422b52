"""One written summary as .docx, for whoever reads it on its page."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries.summaries import written
from zhengyou.campaigns.rules.procedures import SUMMARY
from zhengyou.organisations.access import page
from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ..drafts.summaries import document
from .reports import DOCX


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def summary_document(request: HttpRequest, actor: Actor, summary_id: int) -> HttpResponse:
    """The summary as it stands (.docx)."""
    row = written.summary(actor, summary_id)
    content = document(
        name=row.person.name,
        branch=standing_place(row.organisation_id, today()).name,
        title=row.round.name,
        parts=[(str(asked.label), getattr(row, asked.name)) for asked in SUMMARY.step("hand_in").asks],
        day=row.handed_in_on or today(),
    )
    name = _("%(name)s的%(round)s") % {"name": row.person.name, "round": row.round.name}
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.docx") or ""
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": disposition})
