"""Who of the own branch is still to be told of what was held, as lines of the desk."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.models import Record
from zhengyou.campaigns.queries import attendance
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .kinds import Kind
from .lines import Line


def _lines(rows: list[Record], day: date) -> Iterable[Line]:
    names = attendance.waiting_names(rows)
    for row in rows:
        who = names.get(row.pk, [])
        told = {"day": day_text(row.happened_on, today=day), "number": len(who), "names": "、".join(who)}
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("record-brief", args=[row.pk]),
            state="due",
            word=_("待补课"),
            detail=Truncator(_("%(day)s缺%(number)d人：%(names)s") % told).chars(90),
        )


TO_BRIEF = Kind(
    "to-brief",
    gettext_lazy("要补课、传达的"),
    Permission.RECORD,
    attendance.to_brief,
    "happened_on",
    _lines,
)
