"""Reading expectations, records and excuses: what awaits me, what I may decide, what was recorded."""

from datetime import date, timedelta

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import on_day, standing_place, subtree, today
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Attachment, Fulfilment, Record, RecordState
from ..models.plans import Asked, Recurrence
from ..models.tasks import Excuse, ExcuseState, Expectation, Outcome
from ..rules.policies import LATE_ENTRY
from .policies import policy

# How far ahead "what awaits me" looks; later things would only hide the nearer ones.
AHEAD = timedelta(days=45)


def awaiting(actor: Actor, day: date) -> QuerySet[Expectation]:
    """Open expectations of the actor's own organisation that are open by now and due soon, the oldest due first.

    Left out is what waits elsewhere: what a returned record is to meet (see `returned`), and what the level above
    was asked to excuse (see `pleas`).
    """
    sent_back = Fulfilment.objects.filter(expectation=OuterRef("pk"), record__state=RecordState.RETURNED)
    asked = Excuse.objects.filter(expectation=OuterRef("pk"), state=ExcuseState.REQUESTED)
    return (
        _open(actor)
        .filter(~Exists(sent_back), ~Exists(asked), opens_on__lte=day, due_on__lte=day + AHEAD)
        .select_related("task", "campaign")
        .order_by("due_on", "pk")
    )


def _open(actor: Actor) -> QuerySet[Expectation]:
    return Expectation.objects.filter(
        organisation_id=actor.organisation_id, outcome=Outcome.OPEN, withdrawn_on__isnull=True
    )


def next_opening(actor: Actor, day: date) -> Expectation | None:
    """What will await the actor's own organisation next: due later than `awaiting` looks, or not open yet."""
    later = _open(actor).filter(Q(opens_on__gt=day) | Q(due_on__gt=day + AHEAD))
    return later.select_related("task").order_by("due_on", "pk").first()


def returned(actor: Actor) -> QuerySet[Record]:
    """Records of the actor's own organisation that were sent back and whose expectations are open still, the longest
    waiting first; `grace_until` is the last day in time."""
    still_open = Fulfilment.objects.filter(
        record=OuterRef("pk"),
        expectation__outcome=Outcome.OPEN,
        expectation__withdrawn_on__isnull=True,
    )
    return (
        Record.objects.filter(
            Exists(still_open), organisation_id=actor.organisation_id, state=RecordState.RETURNED
        )
        .annotate(grace_until=Max("fulfilments__grace_until"))
        .order_by("decided_at", "pk")
    )


def pleas(actor: Actor) -> QuerySet[Excuse]:
    """Pleas of the actor's own organisation that wait for an answer, the longest waiting first."""
    found = Excuse.objects.filter(
        expectation__organisation_id=actor.organisation_id, state=ExcuseState.REQUESTED
    )
    return found.select_related("expectation__task").order_by("requested_at", "pk")


def expectation(actor: Actor, expectation_id: int) -> Expectation:
    """One expectation of an organisation whose records the actor may see; otherwise Http404."""
    found = (
        Expectation.objects.filter(pk=expectation_id, withdrawn_on__isnull=True)
        .select_related("task", "task__phase", "campaign")
        .first()
    )
    if found is None or not actor.may(
        Permission.VIEW_RECORDS, standing_place(found.organisation_id, today()).path
    ):
        raise Http404
    return found


def own_expectation(actor: Actor, expectation_id: int) -> Expectation:
    """One expectation that the actor's own organisation is to meet; otherwise Http404."""
    found = expectation(actor, expectation_id)
    if found.organisation_id != actor.organisation_id or not actor.may(Permission.RECORD):
        raise Http404
    return found


def open_expectations(actor: Actor, day: date) -> QuerySet[Expectation]:
    """Everything of the own organisation that one record might meet today; a plan is filed apart from records."""
    found = _open(actor).filter(opens_on__lte=day).exclude(task__asks=Asked.PLAN)
    return found.select_related("task", "campaign").order_by("due_on", "pk")


def stands_for(asked: Expectation, withdrawn: Expectation) -> bool:
    """Whether an amendment asks this instead of what it withdrew: the same thing by another day."""
    same = _thing(asked) == _thing(withdrawn)
    overlaps = asked.period_start <= withdrawn.period_end and asked.period_end >= withdrawn.period_start
    once = asked.task.recurrence == Recurrence.ONCE
    return withdrawn.withdrawn_on is not None and same and (once or overlaps)


def _thing(one: Expectation) -> tuple[int, int, int]:
    """What is asked of the whole of a school stands for its first class."""
    return one.task_id, max(one.class_number, 1), one.sequence


def attempts(expectation: Expectation) -> list[Fulfilment]:
    """The records that met or were to meet one expectation, the newest first."""
    found = Fulfilment.objects.filter(expectation=expectation).select_related("record")
    return list(found.order_by("-pk"))


def excuses_of(expectation: Expectation) -> list[Excuse]:
    """The pleas about one expectation, the newest first."""
    return list(Excuse.objects.filter(expectation=expectation).order_by("-pk"))


def twin(actor: Actor, expectation_id: int, happened_on: date, title: str, result: str) -> Record | None:
    """The actor's own record that meets this expectation and says the same: the form was sent twice."""
    return Record.objects.filter(
        fulfilments__expectation_id=expectation_id,
        fulfilments__until__isnull=True,
        organisation_id=actor.organisation_id,
        entered_by_id=actor.account_id,
        happened_on=happened_on,
        title=title,
        result=result,
    ).first()


def entered_late(record: Record) -> bool:
    """Whether a record was entered so long after it happened that it is marked (policy LATE_ENTRY of its campaign).

    `record` comes from `record()`, with what it meets.
    """
    met = record.fulfilments.all()
    if not met:
        return False
    entered = timezone.localdate(record.entered_at)
    days = policy(met[0].expectation.campaign_id, LATE_ENTRY, entered)
    return (entered - record.happened_on).days > days


def plan_of(record: Record) -> int | None:
    """The id of the plan that went up with a record; None for any other record."""
    return record.plan_version.plan_id if record.plan_version is not None else None


def record(actor: Actor, record_id: int) -> Record:
    """One record the actor may see, with what it meets and its files' names; otherwise Http404."""
    found = (
        Record.objects.filter(pk=record_id)
        .select_related("entered_by__person", "decided_by__person", "plan_version", "project")
        .defer("plan_version__content", "plan_version__lines")
        .prefetch_related(
            Prefetch(
                "fulfilments",
                Fulfilment.objects.select_related("expectation__task", "expectation__campaign"),
            ),
            Prefetch("attachments", Attachment.objects.defer("content")),
            "participants",
        )
        .first()
    )
    if found is None or not actor.may(
        Permission.VIEW_RECORDS, standing_place(found.organisation_id, today()).path
    ):
        raise Http404
    return found


def attachment(actor: Actor, record_id: int, attachment_id: int) -> Attachment:
    """One file of a record the actor may see; otherwise Http404."""
    found = Attachment.objects.filter(pk=attachment_id, record_id=record(actor, record_id).pk).first()
    if found is None:
        raise Http404
    return found


def records(
    actor: Actor, node: Placement, *, state: str = "", before_id: int | None = None, size: int = 50
) -> list[Record]:
    """The newest records at or under a node, in one state (or any but withdrawn), older than `before_id`; Http404
    where the actor may not see records."""
    if not actor.may(Permission.VIEW_RECORDS, node.path):
        raise Http404
    day = today()
    found = Record.objects.filter(organisation_id__in=subtree(node.path, day).values("organisation_id"))
    found = found.filter(state=state) if state else found.exclude(state=RecordState.WITHDRAWN)
    if before_id is not None:
        found = found.filter(pk__lt=before_id)
    return list(found.order_by("-pk")[:size])


def _directly_below(actor: Actor, day: date) -> QuerySet[Placement]:
    return Placement.objects.filter(on_day(day), parent_id=actor.organisation_id)


def to_decide(actor: Actor, day: date) -> QuerySet[Record]:
    """Submitted records of organisations directly below the actor's, the longest waiting first."""
    if not actor.may(Permission.DECIDE):
        return Record.objects.none()
    below = _directly_below(actor, day).values("organisation_id")
    return (
        Record.objects.filter(Q(organisation_id__in=below), state=RecordState.SUBMITTED)
        .exclude(entered_by_id=actor.account_id)
        .order_by("submitted_at", "pk")
    )


def excuses_to_decide(actor: Actor, day: date) -> QuerySet[Excuse]:
    """Pleas of organisations directly below the actor's that wait for an answer."""
    if not actor.may(Permission.DECIDE):
        return Excuse.objects.none()
    below = _directly_below(actor, day).values("organisation_id")
    return (
        Excuse.objects.filter(expectation__organisation_id__in=below, state=ExcuseState.REQUESTED)
        .exclude(requested_by_id=actor.account_id)
        .select_related("expectation__task", "requested_by__person")
        .annotate(organisation_id=F("expectation__organisation_id"))
        .order_by("requested_at", "pk")
    )


def excuse(actor: Actor, excuse_id: int) -> Excuse:
    """One plea the actor may see; otherwise Http404."""
    found = (
        Excuse.objects.filter(pk=excuse_id)
        .select_related("expectation__task", "expectation__campaign", "requested_by__person")
        .first()
    )
    if found is None or not actor.may(
        Permission.VIEW_RECORDS, standing_place(found.expectation.organisation_id, today()).path
    ):
        raise Http404
    return found
