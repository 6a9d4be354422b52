"""What stands in a schedule: phases and tasks with their days, for a whole campaign or for one organisation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhengyou.campaigns.models import Campaign, Phase, Task
from zhengyou.campaigns.models.campaigns import PhaseState
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import Tally, progress
from zhengyou.campaigns.rules.procedures import PHASE
from zhengyou.campaigns.rules.rhythms import often
from zhengyou.organisations.queries import standing_places
from zhengyou.ui.wording import day_text

from ..doors import Doors


@dataclass(frozen=True)
class Row:
    """One phase or task: from when to when, how often, and what was done of what fell due."""

    kind: str
    name: str
    first: date
    last: date
    rhythm: str
    state: str
    href: str
    tally: Tally
    event: str = ""

    @property
    def done_text(self) -> str:
        """ "3/4", or "" where nothing fell due."""
        return f"{self.tally.done}/{self.tally.due}" if self.tally.due else ""


@dataclass(frozen=True)
class Section:
    """What one campaign asks. `above`: it was issued above the organisation looked at; its days are a superior's."""

    title: str
    issuer: str
    above: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Schedule:
    """A schedule as of a day."""

    sections: tuple[Section, ...]
    day: date

    @property
    def rows(self) -> list[Row]:
        """All rows of all sections."""
        return [row for section in self.sections for row in section.rows]

    @property
    def finding(self) -> str:
        """One sentence: which phase runs, how many tasks are due within thirty days, how much is overdue."""
        rows = self.rows
        now = [one.name for one in rows if one.kind == "phase" and one.first <= self.day <= one.last]
        tasks = [one for one in rows if one.kind == "task"]
        words = {
            "where": _("正在“%(name)s”") % {"name": "”“".join(now)} if now else _("现在不在任何阶段里"),
            "n": len(tasks),
            "running": sum(one.first <= self.day <= one.last for one in tasks),
            "missing": sum(one.tally.missing for one in tasks),
        }
        return _("%(where)s，%(n)d项任务里%(running)d项在办期内，过期没办的有%(missing)d件") % words

    def months(self) -> list[tuple[date, list[tuple[Section, Row, str]]]]:
        """What begins or ends in each month, in order: (first day of the month, (section, row, "from" or "by"))."""
        found: dict[date, list[tuple[Section, Row, str]]] = defaultdict(list)
        for section in self.sections:
            for row in section.rows:
                found[row.first.replace(day=1)].append((section, row, "from"))
                if row.kind == "task" or row.last.replace(day=1) != row.first.replace(day=1):
                    found[row.last.replace(day=1)].append((section, row, "by"))
        return sorted(found.items())


def schedule(scope: Scope) -> Schedule:
    """The schedule at a scope: what superiors' campaigns ask of the node, the campaign itself, and the one by which the
    node carries it out."""
    chain = _chain(scope)
    names = standing_places([one.organisation_id for one in chain], scope.as_of)
    sections = []
    for one in chain:
        issuer = names[one.organisation_id]
        above = issuer.path != scope.path and scope.path.startswith(issuer.path)
        at = Scope(one, scope.node, scope.as_of)
        rows = tuple(_rows(at, narrow=above))
        if rows:
            sections.append(Section(one.title, issuer.name, above, rows))
    return Schedule(tuple(sections), scope.as_of)


def _chain(scope: Scope) -> list[Campaign]:
    found = campaigns.above(scope.campaign)
    own = campaigns.carried_out_at(scope.campaign, scope.node.organisation_id)
    return [*found, scope.campaign, *own]


def _rows(scope: Scope, *, narrow: bool) -> Iterator[Row]:
    """The tasks of no phase, then each phase with its tasks below it; with `narrow` only what the node is asked."""
    phases = campaigns.phases(scope.campaign.pk)
    tasks = [task for task in campaigns.tasks(scope.campaign.pk) if task.withdrawn_on is None]
    counted = progress(scope).tasks
    asked = [task for task in tasks if not narrow or counted.get(task.pk, Tally()).asked]
    yield from _tasks(scope, [task for task in asked if task.phase_id is None], counted)
    for phase in phases:
        yield _phase(scope, phase)
        yield from _tasks(scope, [task for task in asked if task.phase_id == phase.pk], counted)


def _phase(scope: Scope, phase: Phase) -> Row:
    campaign = scope.campaign
    first, last = phase.starts_on or campaign.starts_on, phase.ends_on or campaign.ends_on
    event = phase.date_text if phase.ends_on is None else ""
    href = Doors(scope).phase(phase.pk)
    over = phase.state == PhaseState.OPEN and phase.ends_on is not None and phase.ends_on < scope.as_of
    word = _("到期还没结束") if over else PHASE.labels[phase.state]
    return Row("phase", phase.name, first, max(first, last), "", word, href, Tally(), event)


def _tasks(scope: Scope, tasks: Sequence[Task], counted: dict[int, Tally]) -> Iterator[Row]:
    for task in tasks:
        first, last = task.starts_on, task.due_on
        if first is None or last is None:
            continue
        tally = counted.get(task.pk, Tally())
        if task.recurrence == Recurrence.ONCE:
            rhythm = _("%(day)s前") % {"day": day_text(last, today=scope.as_of)}
        else:
            rhythm = often(task)
        href = Doors(scope).task(task.pk)
        yield Row("task", task.name, first, last, rhythm, _state(tally), href, tally)


def _state(tally: Tally) -> str:
    if tally.missing:
        return _("过期%(n)d件") % {"n": tally.missing}
    if tally.asked and tally.asked == tally.excused + tally.done + tally.early:
        return _("已办结")
    return _("在办") if tally.open or tally.in_grace else _("还没到时候") if tally.ahead else ""
