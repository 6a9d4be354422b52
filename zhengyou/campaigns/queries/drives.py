"""A themed drive as it runs: how many units are through each step, and which are not done yet (domain.md P24)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import KIND, SECTOR, subtree, today
from zhengyou.organisations.rules import Actor

from ..models.campaigns import Campaign
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.rectification import Rectification
from ..models.selfchecks import SelfCheckState
from ..rules.burden import Burden
from ..rules.drives import MEASURES, PROBLEMS, SELF_CHECK, Drive, Step, Unit, drive_of
from .burden import burden
from .campaigns import Scope
from .rectification import UNSORTED
from .standing import PLACES, rows

_CHECKED = (SelfCheckState.HANDED_UP, SelfCheckState.RUNNING, SelfCheckState.CLOSED)
# One row for each unit that the drive's tasks fall on, with the steps it is through.
_THROUGH = f"""WITH {PLACES}, asked AS (
  SELECT e.organisation_id, t.step, bool_and(e.outcome <> 'open') AS through
  FROM campaigns_expectation e JOIN campaigns_task t ON t.id = e.task_id
  WHERE e.campaign_id = %(campaign)s AND e.withdrawn_on IS NULL AND t.step <> ''
    AND e.organisation_id IN (SELECT organisation_id FROM places)
  GROUP BY 1, 2),
found AS (
  SELECT organisation_id, bool_and(measure <> '') AS measured FROM campaigns_rectification
  WHERE campaign_id = %(campaign)s AND NOT personal AND state <> 'withdrawn' GROUP BY 1),
checked AS (
  SELECT DISTINCT s.organisation_id FROM campaigns_selfcheck s
  JOIN campaigns_selfcheckround r ON r.id = s.round_id
  WHERE r.campaign_id = %(campaign)s AND s.state = ANY(%(checked)s))
SELECT u.organisation_id, p.name, u.steps, c.organisation_id IS NOT NULL, f.organisation_id IS NOT NULL,
       coalesce(f.measured, false)
FROM (SELECT organisation_id, array_agg(step) FILTER (WHERE through) AS steps FROM asked GROUP BY 1) u
JOIN places p USING (organisation_id)
LEFT JOIN found f USING (organisation_id) LEFT JOIN checked c USING (organisation_id)
ORDER BY p.path, u.organisation_id"""


@dataclass(frozen=True)
class UnitRow:
    """One unit and the keys of the steps it is through."""

    organisation_id: int
    name: str
    through: frozenset[str]

    def lacks(self, drive: Drive) -> list[Step]:
        """Of the steps that make a unit done, those it is not through, in their order."""
        wanted = drive.course.done
        return [step for step in drive.course.steps if step.key in wanted and step.key not in self.through]


def running(campaign: Campaign) -> Drive | None:
    """The drive that a campaign is; None for any other, and for one whose file is gone."""
    return drive_of(campaign.drive) if campaign.drive else None


def units(scope: Scope, drive: Drive) -> list[UnitRow]:
    """Every unit at and under the node that the drive falls on, as it stands today."""
    found = rows(_THROUGH, scope, checked=[str(state) for state in _CHECKED])
    return [
        UnitRow(key, name, _keys(drive, told or (), checked, listed, measured))
        for key, name, told, checked, listed, measured in found
    ]


def _keys(drive: Drive, tasks: Sequence[str], checked: bool, listed: bool, measured: bool) -> frozenset[str]:
    by = {SELF_CHECK: checked, PROBLEMS: listed, MEASURES: listed and measured}
    return frozenset(
        step.key for step in drive.course.steps if by.get(step.by, False) or (step.task and step.key in tasks)
    )


@dataclass(frozen=True)
class Foreseen:
    """What starting a drive would ask: of how many of each sort of units, of how many altogether, and how much of each
    at most."""

    units: list[tuple[Unit, int]]
    total: int
    burden: Burden | None

    @property
    def beyond(self) -> int:
        """How many more than the units together: tasks name kinds and sectors apart, see docs/drives.md."""
        return self.total - sum(count for _unit, count in self.units)


def foreseen(actor: Actor, drive: Drive, plan: Plan, items: Sequence[PlanItem]) -> Foreseen:
    """Before it is started: `plan` and `items` are what would be made, in memory only."""
    census = _census(actor.path)
    task = next(item for item in items if item.kind == ItemKind.TASK)
    return Foreseen(
        [(unit, _counted(census, unit.kinds, unit.sectors)) for unit in drive.course.units],
        _counted(census, task.audience_kinds, task.audience_sectors),
        burden(plan, items),
    )


def _census(path: str) -> dict[tuple[str, str], int]:
    found = subtree(path, today()).values_list(KIND, SECTOR)
    return {(kind, sector): n for kind, sector, n in found.annotate(n=Count("pk"))}


def _counted(census: dict[tuple[str, str], int], kinds: Sequence[str], sectors: Sequence[str]) -> int:
    return sum(
        n for (kind, sector), n in census.items() if kind in kinds and (not sectors or sector in sectors)
    )


def started(actor: Actor) -> list[Campaign]:
    """The drives that run in and below the actor's organisation, the newest first."""
    below = Placement.objects.filter(path__startswith=actor.path).values("organisation_id")
    found = Campaign.objects.filter(organisation_id__in=below).exclude(drive="")
    return list(found.order_by("-starts_on", "-pk"))


def faults_of(campaign: Campaign) -> list[tuple[str, str]]:
    """What problems of this campaign are sorted by; nothing where it is no drive, or one without faults."""
    found = running(campaign)
    return [(one.key, _word(one.name, one.text)) for one in found.course.faults] if found else []


def filters(faults: Sequence[tuple[str, str]]) -> list[tuple[str, str, int | None]]:
    """The same to choose from in a list, with those that nobody sorted."""
    if not faults:
        return []
    named = [(key, word.partition("：")[0], None) for key, word in faults]
    return [("", _("各个方面"), None), *named, (UNSORTED, _("没有归类"), None)]


def fault_of(row: Rectification) -> str:
    """The word of the fault that a problem is sorted under."""
    return fault(row.campaign.drive, row.category)


def fault(drive: str, category: str) -> str:
    """The word of a fault of a drive; of a drive whose file is gone the fault's key."""
    found = drive_of(drive) if category else None
    return found.fault(category) if found else category


def _word(name: str, text: str) -> str:
    return f"{name}：{text}" if text else name
