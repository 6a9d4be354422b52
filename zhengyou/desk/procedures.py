"""What awaits somebody in the procedures of a campaign: a row for each kind, its words and shapes from the table."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import rectification
from zhengyou.campaigns.rules.procedures import RECTIFICATION, Procedure
from zhengyou.campaigns.rules.workdays import workdays_between
from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules import Permission

from .kinds import Kind
from .lines import Line


def staged_lines(
    procedure: Procedure, address: str, *, of: bool, due: str = "due_on"
) -> Callable[[list[Any], date], Iterable[Line]]:
    """How rows of a procedure read: the title, the state, the deadline in the field `due` (empty: none), the last
    comment, and with `of` whose they are. `address` names the page of a row."""

    def lines(rows: list[Any], day: date) -> Iterable[Line]:
        places = standing_places([row.organisation_id for row in rows], day) if of else {}
        for row in rows:
            last: date | None = getattr(row, due) if due else None
            whose = places[row.organisation_id].name if of else ""
            yield Line(
                key=row.pk,
                title=str(row),
                url=reverse(address, args=[row.pk]),
                state=procedure.shapes[row.state],
                word=procedure.labels[row.state],
                detail="：".join(part for part in (whose, row.comment) if part),
                day=last,
                working_days_left=workdays_between(day, last) if last else None,
            )

    return lines


WAITING = (
    Kind(
        "to-put-right",
        gettext_lazy("要整改的问题"),
        Permission.RECORD,
        rectification.to_put_right,
        "due_on",
        staged_lines(RECTIFICATION, "rectification", of=False),
    ),
    Kind(
        "to-verify",
        gettext_lazy("等您这边同意或核验的整改"),
        Permission.DECIDE,
        rectification.to_verify,
        "due_on",
        staged_lines(RECTIFICATION, "rectification", of=True),
    ),
)
