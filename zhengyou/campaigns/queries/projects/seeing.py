"""One project with its steps and records, and the projects of a subtree."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import people_of, standing_place, standing_places, subtree, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.activities import Record, RecordState
from ...models.projects import Milestone, Project, ProjectStage, ProjectState
from ...rules.procedures import Concerned

State = ProjectState
_COUNTED = (RecordState.SUBMITTED, RecordState.ACCEPTED)
FILTERS = {
    "open": gettext_lazy("正在做的"),
    "late": gettext_lazy("有一步过了日子的"),
    "reported": gettext_lazy("等确认的"),
    "confirmed": gettext_lazy("已确认的"),
    "given_up": gettext_lazy("不做了的"),
}


class Totals(NamedTuple):
    """Projects of a subtree by where they stand; `late` is part of `open`."""

    open: int
    late: int
    reported: int
    confirmed: int


def concerned_in(row: Project, day: date) -> Concerned:
    """Whom a project concerns: neither who answers for it nor who last spoke for it confirms its result."""
    path = standing_place(row.organisation_id, day).path
    return Concerned(path=path, proposer_id=row.moved_by_id, person_id=row.responsible_id)


def may_propose(actor: Actor) -> bool:
    """Whether the actor may draft a project of the own organisation."""
    return actor.may(Permission.RECORD, actor.path)


def project(actor: Actor, project_id: int) -> Project:
    """One project of the actor's subtree; a draft only for its own organisation. Otherwise Http404."""
    found = (
        Project.objects.filter(pk=project_id)
        .select_related("campaign", "responsible", "carried_from", "carried_to")
        .first()
    )
    if found is None or not actor.may(Permission.VIEW_RECORDS, place_of(found).path):
        raise Http404
    if found.state == State.DRAFT and found.organisation_id != actor.organisation_id:
        raise Http404
    return found


def milestone(row: Project, milestone_id: int) -> Milestone:
    """One step of a project; otherwise Http404."""
    found = row.milestones.filter(pk=milestone_id).first()
    if found is None:
        raise Http404
    return found


def stages(row: Project) -> list[ProjectStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def records_of(row: Project) -> list[Record]:
    """What was done for it and counts, the newest first."""
    return list(row.records.filter(state__in=_COUNTED).order_by("-happened_on", "-pk"))


def running_of(organisation_id: int, also: int | None = None) -> list[tuple[int, str]]:
    """The running projects of an organisation as choices, and (being put right) the one chosen `also`."""
    wanted = Q(state=State.RUNNING) | Q(pk=also) if also else Q(state=State.RUNNING)
    found = Project.objects.filter(wanted, organisation_id=organisation_id).order_by("-pk")
    return list(found.values_list("pk", "name"))


def people(organisation_id: int, day: date) -> list[tuple[int, str]]:
    """Who may answer for a project, by pinyin."""
    return [(one.person_id, one.person.name) for one in people_of(organisation_id, day)]


def place_of(row: Project) -> Placement:
    """Where the organisation stands or last stood."""
    return standing_place(row.organisation_id, today())


def names(rows: list[Project]) -> dict[int, str]:
    """The names of the organisations of these projects."""
    ids = list({row.organisation_id for row in rows})
    return {key: place.name for key, place in standing_places(ids, today()).items()}


def ledger(
    actor: Actor, campaign_id: int, node: Placement, *, only: str, after: int | None, size: int | None
) -> list[Any]:
    """The projects of organisations at or under a node, the newest first; `size` rows (None: all) after `after`. Each
    carries `steps` and `ticked`."""
    found = _of_node(actor, campaign_id, node)
    found = found.filter(_filters(today())[only]) if only in FILTERS else found
    found = found.filter(pk__lt=after) if after else found
    counted = found.annotate(
        steps=Count("milestones"), ticked=Count("milestones", filter=Q(milestones__done_on__isnull=False))
    )
    return list(counted.select_related("responsible").order_by("-pk")[:size])


def totals(actor: Actor, campaign_id: int, node: Placement) -> Totals:
    """The numbers of the same, in one query."""
    filters = _filters(today())
    counts = {name: Count("pk", filter=filters[name]) for name in Totals._fields}
    return Totals(**_of_node(actor, campaign_id, node).aggregate(**counts))


def _of_node(actor: Actor, campaign_id: int, node: Placement) -> QuerySet[Project]:
    if not actor.may(Permission.VIEW_RECORDS, node.path):
        raise Http404
    within = subtree(node.path, today()).values("organisation_id")
    found = Project.objects.filter(campaign_id=campaign_id, organisation_id__in=within)
    return found.filter(~Q(state=State.DRAFT) | Q(organisation_id=actor.organisation_id))


def _filters(day: date) -> dict[str, Q]:
    late = Milestone.objects.filter(done_on__isnull=True, due_on__lt=day).values("project_id")
    return {
        "open": Q(state__in=(State.DRAFT, State.RUNNING)),
        "late": Q(state=State.RUNNING, pk__in=late),
        "reported": Q(state=State.REPORTED),
        "confirmed": Q(state=State.CONFIRMED),
        "given_up": Q(state=State.GIVEN_UP),
    }
