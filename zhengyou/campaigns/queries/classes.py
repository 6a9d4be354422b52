"""The classes of a school, and which running tasks are asked of each of them."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from zhengyou.organisations.models import Organisation, Placement
from zhengyou.organisations.queries import on_day, standing_place, subtree, today, visible_place
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import CampaignState
from ..models.classes import Classes
from ..models.tasks import Expectation, Outcome, Task

_LATELY = timedelta(days=30)


def classes_of(organisation_id: int) -> list[Classes]:
    """All that an organisation said of its classes, the latest first."""
    return list(Classes.objects.filter(organisation_id=organisation_id).order_by("-since"))


def classes_on(organisation_id: int, day: date) -> Classes | None:
    """The classes an organisation has on a day; None where it never said."""
    return Classes.objects.filter(on_day(day), organisation_id=organisation_id).first()


def school(actor: Actor, organisation_id: int, permission: Permission) -> Placement:
    """The place today of an organisation where the actor may do this; otherwise Http404."""
    return visible_place(actor, permission, organisation_id, today())


def asked_of_each(path: str) -> list[Task]:
    """The running tasks that are asked of each class, of all campaigns at or above a path, in the order of their
    keys."""
    above = [int(part) for part in path.strip("/").split("/")]
    found = Task.objects.filter(
        per_class=True,
        withdrawn_on__isnull=True,
        campaign__state=CampaignState.RUNNING,
        campaign__organisation_id__in=above,
    )
    return list(found.select_related("phase", "campaign").order_by("pk"))


def usual(organisation_id: int) -> int:
    """How many classes the school in the middle has, of those under an organisation that said it; 1 where none did."""
    day = today()
    below = subtree(standing_place(organisation_id, day).path, day).values("organisation_id")
    said = Classes.objects.filter(on_day(day), organisation_id__in=below).order_by("number", "pk")
    numbers = list(said.values_list("number", flat=True))
    return numbers[(len(numbers) - 1) // 2] if numbers else 1


def begun(day: date) -> list[Classes]:
    """What was said beforehand of classes from this day on, or of the days before it on which nobody looked."""
    found = Classes.objects.filter(on_day(day), since__gte=day - _LATELY, since__gt=F("stated_at__date"))
    return list(found.order_by("pk"))


def to_say(actor: Actor, day: date) -> QuerySet[Organisation]:
    """The actor's own organisation, where something is asked of each of its classes and it never said how many."""
    waiting = Expectation.objects.filter(
        organisation_id=actor.organisation_id,
        outcome=Outcome.OPEN,
        withdrawn_on__isnull=True,
        class_number=0,
        task__per_class=True,
    )
    said = Classes.objects.filter(organisation_id=OuterRef("pk"))
    return Organisation.objects.filter(Exists(waiting), ~Exists(said), pk=actor.organisation_id).order_by(
        "founded_on", "pk"
    )
