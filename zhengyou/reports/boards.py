"""What the progress page shows of one scope: plain values worked out from the counts, ready for the components."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhengyou.campaigns.models import Phase as PlannedPhase
from zhengyou.campaigns.models import Task
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import Progress, Tally
from zhengyou.campaigns.rules import rhythms
from zhengyou.organisations.models import Sector
from zhengyou.ui.charts import Phase
from zhengyou.ui.heat import HeatCell, HeatMap, HeatRow
from zhengyou.ui.wording import day_text, number_text, percent_text, whole_percent

from .doors import Doors
from .figures.catalogue import WITHOUT_SECTOR
from .figures.definition import NO_SECTOR
from .figures.values import Median
from .quoting import quoted


@dataclass(frozen=True)
class Unit:
    """An organisation directly below the node, or the node itself (`own`)."""

    number: int
    name: str
    own: bool = False


@dataclass(frozen=True)
class Headline:
    """One large figure of a page."""

    label: str
    value: str
    unit: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a table of counts: a task, a sector or a unit, with where its numbers lead."""

    name: str
    href: str
    tally: Tally
    doors: dict[str, str]
    detail: str = ""
    median: Median | None = None

    @property
    def percent(self) -> int | None:
        """Whole percent done of what has fallen due."""
        return whole_percent(self.tally.done, self.tally.due)


# Names that templates can write, and the figures behind them.
_SHOWN = {
    "due": "due",
    "completion": "completion",
    "on_time": "on-time",
    "late": "late",
    "missing": "missing",
    "excused": "excused",
    "median": "median",
}


class Board:
    """The parts of the progress page of a scope."""

    def __init__(self, scope: Scope, progress: Progress, units: Sequence[Unit]) -> None:
        self.scope = scope
        self.progress = progress
        self.doors = Doors(scope)
        self.units = [unit for unit in units if not unit.own or unit.number in progress.children]

    def headlines(self) -> list[Headline]:
        """The four numbers that answer the page's question."""
        total = self.progress.total
        door = self.doors.figure
        share = percent_text(total.done, total.due)
        median = Median(self.progress.median)
        return [
            Headline(_("到期事项完成率"), share, "", door("completion")),
            Headline(_("各组织完成率中位数"), median.text, "", door("median")),
            Headline(_("逾期未报"), number_text(total.missing), _("项"), door("missing")),
            Headline(_("迟报"), number_text(total.late), _("项"), door("late")),
            Headline(_("三十天内到期"), number_text(total.soon), _("项"), door("soon")),
        ]

    def _doors(self, suffix: str = "", node: int | None = None) -> dict[str, str]:
        return {name: self.doors.figure(key + suffix, node) for name, key in _SHOWN.items()}

    def tasks(self, tasks: Sequence[Task]) -> list[Line]:
        """Each task that asks something of this scope."""
        return [
            Line(
                task.name,
                self.doors.task(task.pk),
                self.progress.tasks[task.pk],
                self._doors(f".task.{task.pk}"),
                task.phase.name if task.phase else "",
            )
            for task in tasks
            if task.pk in self.progress.tasks
        ]

    def sectors(self) -> list[Line]:
        """Each sector in which something is asked, in the order of domain.md 2.3."""
        names: dict[str, object] = {**dict(Sector.choices), "": WITHOUT_SECTOR}
        return [
            Line(
                str(name),
                "",
                self.progress.sectors[sector],
                self._doors(f".sector.{sector or NO_SECTOR}"),
                median=Median(self.progress.sector_medians.get(sector)),
            )
            for sector, name in names.items()
            if sector in self.progress.sectors
        ]

    def children(self) -> list[Line]:
        """Each unit below with its total beside its median."""
        return [
            Line(
                unit.name,
                self.doors.page("campaign", unit.number),
                self.progress.children[unit.number],
                self._doors(node=unit.number),
                median=Median(self.progress.medians.get(unit.number)),
            )
            for unit in self.units
            if not unit.own and unit.number in self.progress.children
        ]

    def task_headlines(self, task: int) -> list[Headline]:
        """The numbers of one task."""
        tally = self.progress.tasks.get(task, Tally())
        suffix = f".task.{task}"

        def counted(name: str, word: str) -> Headline:
            key = name.replace("_", "-") + suffix
            return Headline(word, number_text(getattr(tally, name)), _("项"), self.doors.figure(key))

        share = percent_text(tally.done, tally.due)
        return [
            Headline(_("到期事项完成率"), share, "", self.doors.figure("completion" + suffix)),
            counted("missing", _("逾期未报")),
            counted("late", _("迟报")),
            counted("zero", _("零报告")),
            counted("soon", _("三十天内到期")),
        ]

    def task_rows(self, task: int) -> list[Line]:
        """Each unit that one task asks something of. The node's own row among others leads nowhere: the node as a
        scope would hold the others too."""
        rows = []
        for unit in self.units:
            if (unit.number, task) not in self.progress.cells:
                continue
            alone = not unit.own or len(self.units) == 1
            rows.append(
                Line(
                    self._label(unit),
                    "" if unit.own else self.doors.task(task, unit.number),
                    self.progress.cells[unit.number, task],
                    self._doors(f".task.{task}", unit.number) if alone else {},
                )
            )
        return rows

    def _label(self, unit: Unit) -> str:
        return _("%(name)s（本级）") % {"name": unit.name} if unit.own and len(self.units) > 1 else unit.name

    def heat(self, tasks: Sequence[Task]) -> HeatMap | None:
        """Units x tasks of which something has fallen due; None where nothing has."""
        asked = [task for task in tasks if self.progress.tasks.get(task.pk, Tally()).due]
        rows = [self._heat_row(unit, asked) for unit in self.units if unit.number in self.progress.children]
        if not asked:
            return None
        return HeatMap(self._finding(asked), [task.name for task in asked], rows, _("单位"))

    def _heat_row(self, unit: Unit, tasks: Sequence[Task]) -> HeatRow:
        cells = []
        for task in tasks:
            tally = self.progress.cells.get((unit.number, task.pk))
            if tally is None:
                cells.append(HeatCell(0, 0))
            else:
                cells.append(HeatCell(tally.done, tally.due, self._cell_door(unit, task.pk)))
        return HeatRow(self._label(unit), cells, "" if unit.own else self.doors.page("campaign", unit.number))

    def _cell_door(self, unit: Unit, task: int) -> str:
        """A unit's cell leads to its figure; the node's own row, which is no scope of its own, to the task's page."""
        if unit.own and len(self.units) > 1:
            return self.doors.task(task)
        return self.doors.figure(f"completion.task.{task}", unit.number)

    def _finding(self, tasks: Sequence[Task]) -> str:
        """What the heat map says, in a sentence."""
        task = min(tasks, key=lambda task: self.progress.tasks[task.pk].rate or 0)
        tally = self.progress.tasks[task.pk]
        if tally.done == tally.due:
            return _("已到期的事项全部办结")
        return _("完成得最少的是%(task)s：%(share)s") % {
            "task": quoted(task.name),
            "share": percent_text(tally.done, tally.due),
        }

    def spread(self) -> tuple[str, list[tuple[str, int]]]:
        """Organisations by their rate, under a title that states the finding; empty where none has a rate."""
        words = [_("不足25%"), _("25%以上"), _("50%以上"), _("75%以上"), _("全部办结")]
        counts = self.progress.spread
        if not sum(counts):
            return "", []
        below, whole = sum(counts[:2]), counts[4]
        if whole == sum(counts):
            title = _("%(all)s个组织全部办结") % {"all": whole}
        else:
            title = _("%(all)s个组织里，%(whole)s个全部办结，%(below)s个不足一半") % {
                "all": sum(counts), "whole": whole, "below": below,
            }  # fmt: skip
        return title, list(zip(words, counts, strict=True))


def phase_line(phases: Sequence[PlannedPhase]) -> list[Phase]:
    """The campaign's phases for the timeline; an end that hangs on an event stays open."""
    return [Phase(phase.ordinal, phase.name, phase.starts_on, phase.ends_on) for phase in phases]


def task_facts(task: Task) -> list[tuple[str, str]]:
    """What the plan says of a task, as terms and words."""
    often = rhythms.often(task)
    if task.recurrence != Recurrence.ONCE and task.times > 1:
        often = _("%(often)s%(times)s次") % {"often": often, "times": task.times}
    if task.per_class:
        often = _("每个班级%(often)s") % {"often": often}
    return [
        (_("阶段"), task.phase.name if task.phase else _("不分阶段")),
        (_("牵头"), task.owner or _("没有写明")),
        (
            _("起止"),
            _("%(start)s至%(end)s") % {"start": day_text(task.starts_on), "end": day_text(task.due_on)},
        ),
        (_("多久一次"), often),
    ]
