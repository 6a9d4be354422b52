"""The last parts of a report: what is wrong, what comes next, what is still without evidence, and how it was counted.

The part on problems is never empty: where nothing was found it says what was looked at (domain.md P26).
"""

from collections.abc import Callable

from zhengyou.campaigns.models import Task
from zhengyou.campaigns.queries.policies import policies
from zhengyou.campaigns.queries.standings import standings
from zhengyou.campaigns.rules.policies import REPORTED
from zhengyou.ui.wording import day_text, whole_percent

from ..boards import Unit
from ..documents import Run
from ..figures.definition import NO_SECTOR
from ..quoting import quoted
from .situation import WIDE_GAP, sectors_by_rate
from .writing import ORDINALS, Writer, listed

MANY_LATE = 10
"""Percent of what was done that came late, from which a report speaks of a problem."""
FEW_CONFIRMED = 80
"""Percent of what was done that the level above has confirmed, below which a report speaks of a problem."""
NAMED = 3
"""How many tasks or units a sentence names."""

Found = Callable[[Writer], tuple[Run, ...]]


def problems(writer: Writer) -> None:
    """Everything found, one paragraph each."""
    writer.heading(1, "存在的问题")
    found = [
        runs
        for look in (_missing, _units, _late, _balance, _confirmation, _returned)
        if (runs := look(writer))
    ]
    for ordinal, runs in zip(ORDINALS, found, strict=False):
        writer.say(f"{ordinal}是", *runs)
    if not found:
        writer.say(
            "逐项核对了逾期未报、迟报、领域之间的差距、上级验收和退回补正，截至当日没有发现需要说明的问题。"
            "这些核对只看报送的记录，工作做得实不实，还要靠领导点评、群众评议和实地督导来看。"
        )


def _most_missing(writer: Writer) -> list[Task]:
    tasks = [task for task in writer.tasks if writer.progress.tasks[task.pk].missing]
    return sorted(tasks, key=lambda task: -writer.progress.tasks[task.pk].missing)[:NAMED]


def _missing(writer: Writer) -> tuple[Run, ...]:
    if not writer.number("missing"):
        return ()
    tasks = listed(
        [(quoted(task.name), writer.figure(f"missing.task.{task.pk}")) for task in _most_missing(writer)]
    )
    (longest,) = standings(writer.book.scope, "missing", size=1)
    return (
        "有到期事项没有报送。逾期未报", writer.figure("missing"), "，主要是", *tasks,
        f"；过期最久的是{longest.organisation_name}的{quoted(longest.task_name)}，"
        f"应于{day_text(longest.last_day)}前报送。",
    )  # fmt: skip


def _lagging(writer: Writer) -> list[Unit]:
    """Units below whose completion lies under the whole's, those with most missing first."""
    total = writer.progress.total
    found = []
    for unit in writer.units:
        tally = writer.progress.children.get(unit.number)
        if unit.own or tally is None or not tally.missing:
            continue
        if tally.done * total.due < total.done * tally.due:
            found.append((tally.missing, unit))
    return [unit for _missing, unit in sorted(found, key=lambda pair: -pair[0])[:NAMED]]


def _units(writer: Writer) -> tuple[Run, ...]:
    units = _lagging(writer)
    if not units:
        return ()
    named = listed([(unit.name, "（", writer.of_unit("missing", unit), "）") for unit in units])
    return ("单位之间进展不平衡。完成率低于总体、逾期又较多的有", *named, "。")


def _late(writer: Writer) -> tuple[Run, ...]:
    total = writer.progress.total
    share = whole_percent(total.late, total.done)
    if share is None or share < MANY_LATE:
        return ()
    return (
        "报送不够及时。办结的",
        writer.figure("done"),
        "里面，有",
        writer.figure("late"),
        "过了期限才报送。",
    )


def _wide_gap(writer: Writer) -> list[tuple[int, str, str]]:
    found = [each for each in sectors_by_rate(writer) if each[2] != NO_SECTOR]
    return found if len(found) > 1 and found[-1][0] - found[0][0] >= WIDE_GAP else []


def _balance(writer: Writer) -> tuple[Run, ...]:
    found = _wide_gap(writer)
    if not found:
        return ()
    (_low, name, value), (_high, best_name, best) = found[0], found[-1]
    return (
        f"领域之间不平衡。{name}完成率", writer.figure(f"completion.sector.{value}"), f"，明显低于{best_name}的",
        writer.figure(f"completion.sector.{best}"), "。",
    )  # fmt: skip


def _confirmation(writer: Writer) -> tuple[Run, ...]:
    percent = writer.percent("confirmed-share")
    if percent is None or percent >= FEW_CONFIRMED:
        return ()
    return ("验收跟得不紧。已办结的事项，上级验收了", writer.figure("confirmed-share"), "。")


def _returned(writer: Writer) -> tuple[Run, ...]:
    if not writer.number("records-returned"):
        return ()
    return ("退回的记录补正不及时。还有", writer.figure("records-returned"), "退回以后没有重新报送。")


def next_steps(writer: Writer) -> None:
    """What follows from the problems and from the plan's own calendar."""
    writer.heading(1, "下一步打算")
    steps: list[tuple[Run, ...]] = []
    if writer.number("missing"):
        steps.append(("逐项清理逾期事项。对逾期未报的", writer.figure("missing"),
                      "，由牵头单位联系到组织，能办的尽快补办补报，确实不适用的按程序说明理由。"))  # fmt: skip
    if _wide_gap(writer):
        _percent, name, _value = _wide_gap(writer)[0]
        steps.append((f"帮助进展慢的领域。到{name}领域的组织了解困难，合并能合并的要求，不增加重复填报。",))
    if writer.number("records-waiting") or writer.number("records-returned"):
        steps.append(("抓紧验收和补正。上级组织尽快验收待验收的", writer.figure("records-waiting"),
                      "记录，退回的讲清楚要补什么。"))  # fmt: skip
    if writer.number("soon"):
        steps.append(
            (
                "提前安排近期事项。今后三十天内还有",
                writer.figure("soon"),
                "到期，",
                *_soon(writer),
                "，要早作准备。",
            )
        )
    coming = next(
        (phase for phase in writer.phases if phase.starts_on and phase.starts_on > writer.day), None
    )
    if coming and coming.starts_on:
        steps.append((f"按方案做好阶段衔接。{day_text(coming.starts_on)}起转入{quoted(coming.name)}。",))
    if not steps:
        steps.append(("按方案继续推进，到期事项按时报送，重在实效。",))
    for ordinal, runs in zip(ORDINALS, steps, strict=False):
        writer.say(f"{ordinal}是", *runs)


def _soon(writer: Writer) -> tuple[Run, ...]:
    tasks = sorted(
        (task for task in writer.tasks if writer.progress.tasks[task.pk].soon),
        key=lambda task: -writer.progress.tasks[task.pk].soon,
    )
    named = listed([(quoted(task.name), writer.figure(f"soon.task.{task.pk}")) for task in tasks[:NAMED]])
    return ("主要是", *named)


def evidence(writer: Writer) -> None:
    """What the report still stands on without evidence, then scope, day and policies."""
    writer.heading(1, "尚缺的依据和口径")
    total = writer.progress.total
    lacks: list[tuple[Run, ...]] = []
    if total.missing:
        lacks.append(("逾期未报的", writer.figure("missing"), "没有任何记录"))
    if total.unconfirmed:
        lacks.append(("已经办结、上级还没有验收的", writer.figure("unconfirmed")))
    lacks += [(f"{quoted(task.name)}没有落到任何组织",) for task in writer.unasked]
    lacks += [
        (f"阶段{quoted(phase.name)}的起止日期没有写全",)
        for phase in writer.phases
        if phase.starts_on is None or phase.ends_on is None
    ]
    if lacks:
        writer.say("尚缺依据的有：", *listed(lacks, "；"), "。")
    else:
        writer.say("本报告的数字都有已验收的记录作依据。")
    scope = writer.book.scope
    writer.say(
        f"本报告的范围是{scope.node.name}和它的下级组织，数字截至{day_text(scope.as_of)}，都从系统里的记录数出，"
        "可以逐个点开核对。完成率是已办结除以已到期，迟报和零报告算办结，经批准不适用的不进分母。"
    )
    for sentence, source in policies(scope.campaign.pk, scope.as_of, REPORTED):
        writer.say(f"{sentence}（{source}）。")
