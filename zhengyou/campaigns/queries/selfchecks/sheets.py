"""One sheet with its items, and the sheets that await somebody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.http import Http404

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import people_of, standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.selfchecks import SelfCheck, SelfCheckItem, SelfCheckStage, SelfCheckState
from ...rules.procedures import Concerned
from ...rules.selfchecks import Draft, lacking
from ..rectification import OPEN

State = SelfCheckState
EDITABLE = (State.OPEN, State.SENT_BACK)
HANDED = (State.HANDED_UP, State.RUNNING, State.CLOSED)
REVIEWED = (State.RUNNING, State.CLOSED)


def concerned_in(row: SelfCheck, day: date) -> Concerned:
    """Whom a sheet concerns that day; whoever handed it up does not decide on it. The level above is that of the day,
    also where the organisation has moved since it handed up."""
    path = standing_place(row.organisation_id, day).path
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return Concerned(path=path, raiser=above, proposer_id=row.handed_up_by_id)


def sheet(actor: Actor, sheet_id: int) -> SelfCheck:
    """One sheet of the own organisation or of one below; otherwise Http404."""
    found = (
        SelfCheck.objects.filter(pk=sheet_id)
        .select_related("round__campaign", "round__standard", "handed_up_by__person")
        .first()
    )
    if found is None or not actor.may(Permission.VIEW_RECORDS, place_of(found).path):
        raise Http404
    return found


def place_of(row: SelfCheck) -> Placement:
    """Where the organisation stands or last stood."""
    return standing_place(row.organisation_id, today())


def shows_items(actor: Actor, row: SelfCheck) -> bool:
    """Whether the actor reads what is filled in: those above only what was handed up."""
    return row.organisation_id == actor.organisation_id or row.state in HANDED


def may_fill_in(actor: Actor, row: SelfCheck) -> bool:
    """Whether the actor fills it in now: whoever keeps the records of that organisation, until it is handed up."""
    return (
        row.state in EDITABLE
        and row.organisation_id == actor.organisation_id
        and actor.may(Permission.RECORD)
    )


def stages(row: SelfCheck) -> list[SelfCheckStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


@dataclass(frozen=True)
class Line:
    """One item of a sheet as it stands, and what it lacks before it may be handed up."""

    row: SelfCheckItem
    carried: bool
    lacking: list[str]

    @property
    def untouched(self) -> bool:
        """Nothing was filled in yet."""
        return self.row.mark is None and not self.row.verdict


def lines(row: SelfCheck) -> list[Line]:
    """The items in the order of the standard, in one query."""
    found = row.items.select_related("item", "responsible", "rectification").annotate(
        grounds=Count("evidence")
    )
    return [_line(one, today()) for one in found.order_by("item__ordinal", "item_id")]


def _line(row: SelfCheckItem, day: date) -> Line:
    carried = is_carried(row)
    draft = Draft(
        mark=row.mark,
        verdict=row.verdict,
        grounds=getattr(row, "grounds", 0),
        words=row.words,
        gap=row.gap,
        measure=row.measure,
        responsible=row.responsible_id,
        due_on=row.due_on,
        carried=carried,
    )
    return Line(row, carried, lacking(draft, day))


def is_carried(row: SelfCheckItem) -> bool:
    """Whether a measure of the last round (or of this one, before it was sent back) is still running."""
    return row.rectification is not None and row.rectification.state in OPEN


def item(actor: Actor, sheet_id: int, row_id: int) -> SelfCheckItem:
    """One item of a sheet whose items the actor reads; otherwise Http404."""
    whole = sheet(actor, sheet_id)
    found = (
        SelfCheckItem.objects.filter(pk=row_id, sheet=whole)
        .select_related("item", "responsible", "rectification")
        .first()
    )
    if found is None or not shows_items(actor, whole):
        raise Http404
    found.sheet = whole
    return found


def responsible_choices(row: SelfCheck, day: date) -> list[tuple[int, str]]:
    """Who may answer for a measure, as (person id, name), by pinyin."""
    return [(one.person_id, one.person.name) for one in people_of(row.organisation_id, day)]


def own_sheets(campaign_id: int, organisation_id: int) -> list[SelfCheck]:
    """The sheets of one organisation in a campaign, the latest round first."""
    found = SelfCheck.objects.filter(round__campaign_id=campaign_id, organisation_id=organisation_id)
    return list(found.select_related("round__standard").order_by("-round_id"))


def to_fill_in(actor: Actor, day: date) -> QuerySet[SelfCheck]:
    """The sheets that the actor's organisation has to hand up, due first."""
    found = SelfCheck.objects.filter(organisation_id=actor.organisation_id, state__in=EDITABLE)
    return found.select_related("round").order_by("due_on", "pk")


def to_look_at(actor: Actor, day: date) -> QuerySet[SelfCheck]:
    """The sheets that organisations directly below handed up; not those the actor handed up himself."""
    if not actor.may(Permission.DECIDE):
        return SelfCheck.objects.none()
    found = SelfCheck.objects.filter(reviewer_id=actor.organisation_id, state=State.HANDED_UP)
    return found.exclude(handed_up_by_id=actor.account_id).select_related("round").order_by("due_on", "pk")
