"""A round's table to be handed on (domain.md 6.1): of organisations what was said, of members counts."""

from django.utils.translation import gettext as _

from zhengyou.campaigns.models.rectification import RectificationState
from zhengyou.campaigns.models.reviews import Review, ReviewProblem, ReviewRound
from zhengyou.campaigns.queries.coverage import Reviewed, coverage
from zhengyou.campaigns.rules.procedures import RECTIFICATION, REVIEW
from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import children, standing_places, subtree, today
from zhengyou.organisations.queries.days import on_day
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import percent_text

from .documents.sheets import Sheet


def sheets(actor: Actor, round_: ReviewRound, node: Placement) -> list[Sheet]:
    """Counts of the node and of each organisation directly below it; then the reviews of the organisations below."""
    found = [_counts(round_, node)]
    if actor.may(Permission.VIEW_RECORDS, node.path):
        found.append(_said(round_, node))
    return found


def _counts(round_: ReviewRound, node: Placement) -> Sheet:
    day = today()
    found = coverage([round_.pk], node, day)
    words = (_("应点评"), _("已点评"), _("点评率"), _("免评"), _("没有发现问题"), _("问题"), _("问题已销号"))
    head = [_("组织"), *(f"{whom}{word}" for whom in (_("组织"), _("党员")) for word in words)]
    places = [*children(node.organisation_id, day), node]
    rows = [
        [
            place.name if place is not node else _("%(name)s（本级）") % {"name": node.name},
            *_cells(found.organisations.get(place.organisation_id, Reviewed())),
            *_cells(found.members.get(place.organisation_id, Reviewed())),
        ]
        for place in places
    ]
    rows.append([_("合计"), *_cells(found.of_organisations), *_cells(found.of_members)])
    return Sheet(_("点评情况"), head, rows)


def _cells(one: Reviewed) -> list[int | str]:
    rate = percent_text(one.held, one.due)
    return [one.due, one.held, rate, one.excused, one.none_found, one.problems, one.closed]


def _said(round_: ReviewRound, node: Placement) -> Sheet:
    day = today()
    below = subtree(node.path, day).filter(depth__gt=node.depth)
    rows = list(
        Review.objects.filter(
            on_day(day), round=round_, person=None, organisation_id__in=below.values("organisation_id")
        ).order_by("organisation__code")
    )
    names = standing_places([key for row in rows for key in (row.organisation_id, row.reviewer_id)], day)
    found: dict[int, list[str]] = {}
    for one in ReviewProblem.objects.filter(review__in=rows).select_related("rectification").order_by("pk"):
        if one.rectification.state != RectificationState.WITHDRAWN:
            state = RECTIFICATION.labels[one.rectification.state]
            found.setdefault(one.review_id, []).append(f"{one.rectification.title}（{state}）")
    head = [_("组织"), _("点评的组织"), _("现在"), _("方式"), _("点评日期"), _("好在哪里"), _("问题")]
    head += [_("没有发现问题的依据"), _("方向"), _("回应")]
    cells = [
        [
            names[row.organisation_id].name,
            names[row.reviewer_id].name,
            REVIEW.labels[row.state],
            row.get_form_display(),
            row.held_on,
            row.strengths,
            "；".join(found.get(row.pk, [])),
            row.none_found,
            row.direction,
            row.response,
        ]
        for row in rows
    ]
    return Sheet(_("对各组织的点评"), head, cells)
