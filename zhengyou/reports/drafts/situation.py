"""The first three parts of a report: the situation, what was done, how it stands."""

from zhengyou.campaigns.models import Phase, Task
from zhengyou.organisations.models import Kind, Sector
from zhengyou.ui.wording import day_text

from ..documents import Run
from ..figures.catalogue import WITHOUT_SECTOR
from ..figures.definition import NO_SECTOR
from ..quoting import quoted
from .writing import Writer, listed

WIDE_GAP = 15
SMALL_GAP = 5
"""Percentage points between the sectors' completion from which a report speaks of a wide or of some distance."""


def basic_situation(writer: Writer) -> None:
    """Who, since when, how many."""
    scope, campaign = writer.book.scope, writer.book.scope.campaign
    writer.heading(1, "基本情况")
    span = f"自{day_text(campaign.starts_on)}起，至{day_text(campaign.ends_on)}结束"
    phases: tuple[Run, ...] = ("，分", writer.figure("phases"), "阶段") if writer.phases else ()
    theme = f"主题是{quoted(campaign.theme)}。" if campaign.theme else ""
    writer.say(
        f"活动按照《{campaign.title}》开展，{span}",
        *phases,
        "，布置任务",
        writer.figure("tasks"),
        f"。{theme}",
    )
    kinds = _kinds(writer)
    writer.say(
        f"截至{day_text(writer.day)}，{scope.node.name}（含下级组织）共有党组织", writer.figure("organisations"),
        *(("，其中", *kinds) if kinds else ()), "。",
    )  # fmt: skip
    writer.say(
        "共有党员", writer.figure("members"), "，其中正式党员", writer.figure("full-members"), "、预备党员",
        writer.figure("probationary-members"), "；另有入党积极分子", writer.figure("activists"), "，不计入党员。",
    )  # fmt: skip
    if not writer.number("asked"):
        writer.say("截至当日，方案还没有给这些组织布置应办事项。")
        return
    excused: tuple[Run, ...] = ()
    if writer.number("excused"):
        excused = ("，经上级同意不适用", writer.figure("excused"))
    writer.say(
        writer.figure("taking-part"), "组织参加活动，共承担应办事项", writer.figure("asked"), "；截至当日已到期",
        writer.figure("due"), *excused, "。",
    )  # fmt: skip


def _kinds(writer: Writer) -> tuple[Run, ...]:
    """Each kind there is. Branches are printed by the figure that must agree with its sectors."""
    found = []
    for kind in Kind:
        if writer.book.counted.kinds.get(kind.value):
            key = "branches" if kind == Kind.BRANCH else f"organisations.kind.{kind.value}"
            found.append((str(kind.label), writer.figure(key)))
    return listed(found) if len(found) > 1 else ()


def what_was_done(writer: Writer) -> None:
    """Phase by phase, task by task; then the records behind it."""
    writer.heading(1, "开展情况")
    for phase in writer.phases:
        _phase(writer, phase)
    others = [task for task in writer.tasks if task.phase_id is None]
    if others and writer.phases:
        writer.heading(2, "不分阶段的任务")
    for task in others:
        _task(writer, task)
    if not writer.number("records"):
        writer.say("截至当日还没有收到报送的记录。")
        return
    returned: tuple[Run, ...] = ()
    if writer.number("records-returned"):
        returned = ("，退回未补正", writer.figure("records-returned"))
    writer.say(
        "各组织共报送记录", writer.figure("records"), "，上级已验收", writer.figure("records-accepted"), "，待验收",
        writer.figure("records-waiting"), *returned, "。",
    )  # fmt: skip


def _phase(writer: Writer, phase: Phase) -> None:
    writer.heading(2, phase.name)
    writer.say(_phase_state(phase, writer))
    tasks = [task for task in writer.tasks if task.phase_id == phase.pk]
    for task in tasks:
        _task(writer, task)
    if not tasks:
        writer.say("方案在这个阶段没有给这些组织单独布置应办事项。")


def _phase_state(phase: Phase, writer: Writer) -> str:
    if phase.starts_on is None:
        return (
            f"方案没有写明这个阶段从哪天开始{f'（原文为“{phase.date_text}”）' if phase.date_text else ''}。"
        )
    start = day_text(phase.starts_on)
    if phase.ends_on is None:
        state = "还没有开始" if writer.day < phase.starts_on else "正在进行"
        return f"这个阶段从{start}开始，结束日期未定，{state}。"
    if writer.day < phase.starts_on:
        state = "还没有开始"
    else:
        state = "正在进行" if writer.day <= phase.ends_on else "已经结束"
    return f"这个阶段为{start}至{day_text(phase.ends_on)}，{state}。"


def _task(writer: Writer, task: Task) -> None:
    suffix = f".task.{task.pk}"
    tally = writer.progress.tasks[task.pk]
    owner = f"（{task.owner}牵头）" if task.owner else ""
    asked = (f"{quoted(task.name)}{owner}：应办", writer.figure("asked" + suffix))
    if not tally.due:
        early = ("，已提前办结", writer.figure("early" + suffix)) if tally.early else ()
        none_due = (
            "，经同意不适用，没有其他到期事项。" if tally.excused == tally.asked else "，还没有到期的。"
        )
        writer.say(*asked, *early, none_due)
        return
    details = [
        (word, writer.figure(key + suffix))
        for word, key, count in (
            ("迟报", "late", tally.late), ("零报告", "zero", tally.zero), ("逾期未报", "missing", tally.missing)
        )
        if count
    ]  # fmt: skip
    middle: tuple[Run, ...]
    opening = "，其中" if tally.done == tally.due else "；"
    if tally.done == tally.due:
        middle = ("，已到期", writer.figure("due" + suffix), "，全部办结")
    else:
        middle = ("，已到期", writer.figure("due" + suffix), "，办结", writer.figure("done" + suffix), "，完成率",
                  writer.figure("completion" + suffix))  # fmt: skip
    writer.say(*asked, *middle, *((opening, *listed(details)) if details else ()), "。")


def how_it_stands(writer: Writer) -> None:
    """Totals, medians, sectors, and the two tables."""
    writer.heading(1, "总体进展")
    total = writer.progress.total
    if not total.due:
        writer.say("截至当日还没有到期的事项，完成情况要等第一批事项到期以后才能看出来。")
        return
    grace: tuple[Run, ...] = ()
    if total.in_grace:
        grace = ("，到期但还在期限内", writer.figure("in-grace"))
    writer.say(
        "到期事项", writer.figure("due"), "，已办结", writer.figure("done"), "，完成率", writer.figure("completion"),
        "。办结的里面，按时报送", writer.figure("on-time"), "、迟报", writer.figure("late"), "、零报告",
        writer.figure("zero"), "；没有办结的里面，逾期未报", writer.figure("missing"), *grace, "。",
    )  # fmt: skip
    if total.done:
        writer.say("已办结的事项，上级验收了", writer.figure("confirmed-share"), "。")
    writer.say(
        "按组织看，完成率的中位数是", writer.figure("median"),
        "：合计容易被大单位带高或带低，中位数更接近一般组织的情况。",
    )  # fmt: skip
    _sectors(writer)
    _tables(writer)


def sectors_by_rate(writer: Writer) -> list[tuple[int, str, str]]:
    """(whole percent, name, key) of every sector in which something fell due, the lowest first."""
    names = {**{sector.value: str(sector.label) for sector in Sector}, NO_SECTOR: str(WITHOUT_SECTOR)}
    found = []
    for value, name in names.items():
        percent = writer.percent(f"completion.sector.{value}")
        if percent is not None:
            found.append((percent, name, value))
    return sorted(found, key=lambda each: each[0])


def _sectors(writer: Writer) -> None:
    found = [each for each in sectors_by_rate(writer) if each[2] != NO_SECTOR]
    if len(found) < 2:
        return
    (low, low_name, lowest), (high, high_name, highest) = found[0], found[-1]
    if high == low:
        writer.say("分领域看，各领域完成率相同。")
        return
    gap = high - low
    words = "差距较大" if gap >= WIDE_GAP else "有一定差距" if gap >= SMALL_GAP else "相差不大"
    writer.say(
        f"分领域看，完成率最高的是{high_name}，", writer.figure(f"completion.sector.{highest}"),
        f"；最低的是{low_name}，", writer.figure(f"completion.sector.{lowest}"), f"，领域之间{words}。",
    )  # fmt: skip


def _tables(writer: Writer) -> None:
    keys = ("asked", "due", "done", "completion", "late", "missing")
    writer.table(
        "各项任务完成情况",
        ("任务", "应办", "已到期", "办结", "完成率", "迟报", "逾期"),
        ((task.name, *(writer.bare(f"{key}.task.{task.pk}") for key in keys)) for task in writer.tasks),
    )
    keys = ("due", "done", "completion", "median", "late", "missing")
    writer.table(
        "各领域完成情况",
        ("领域", "已到期", "办结", "完成率", "中位数", "迟报", "逾期"),
        (
            (name, *(writer.bare(f"{key}.sector.{value}") for key in keys))
            for _percent, name, value in reversed(sectors_by_rate(writer))
        ),
    )
