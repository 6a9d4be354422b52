"""Every component on one page, for whoever builds pages: with nothing, one, many and the longest names."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhengyou.ui.charts import Phase
from zhengyou.ui.heat import HeatCell, HeatMap, HeatRow
from zhengyou.ui.templatetags.ui import STATE_WORDS
from zhengyou.ui.widgets import AmountInput

TODAY = date(2026, 7, 1)
LONGEST = "中共澜溪区古榕街道非公有制经济组织和社会组织综合委员会联合第十二支部委员会"
POST = "党支部书记（兼组织委员、纪检委员）"
PATH = "gallery"


@dataclass(frozen=True)
class Item:
    """One row of whatever list shows it; the gallery's lists share one invented shape."""

    title: str
    url: str = f"{PATH}#todo"
    state: str = "due"
    word: str = ""
    detail: str = ""
    day: date | None = None
    working_days_left: int | None = None
    organisation: str = ""
    done: int = 0
    total: int = 0
    money: Decimal | None = None


@dataclass(frozen=True)
class Shell:
    """What the header shows, as the real context gives it."""

    organisation_name: str
    post_title: str
    post_id: int
    name: str = "欧阳建国"


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Headline:
    label: str
    value: str | int
    unit: str = ""
    href: str = ""
    note: str = ""


class CommitmentForm(forms.Form):
    """A form with every kind of field."""

    groups = [("承诺什么", ["text", "kind", "amount"]), ("什么时候、谁来证明", ["day", "ways", "proof"])]
    text = forms.CharField(
        label="承诺内容",
        help_text="写清做什么、做到什么程度，最好有一个数。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label="类别",
        choices=[("common", "共性承诺"), ("post", "岗位承诺"), ("deed", "为民实事")],
        widget=forms.RadioSelect,
    )
    amount = forms.DecimalField(label="预计投入（元）", required=False, widget=AmountInput)
    day = forms.DateField(label="完成日期", help_text="不晚于活动结束：2027年12月20日。")
    ways = forms.MultipleChoiceField(
        label="在哪里公开",
        choices=[("board", "公开栏"), ("meeting", "党员大会"), ("net", "网上公开页")],
        widget=forms.CheckboxSelectMultiple,
    )
    proof = forms.FileField(label="佐证材料", required=False, help_text="照片或文件，不超过20兆。")
    sector = forms.ChoiceField(
        label="所属领域", required=False, choices=[("", "不选"), ("rural", "农村"), ("street", "街道社区")]
    )
    agree = forms.BooleanField(label="已在支部会议上讨论通过")


@dataclass(frozen=True)
class Sample:
    """One amount of data: nothing, one row, many rows."""

    name: str
    title: str
    todos: list[Item] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    heat: HeatMap | None = None
    bins: list[tuple[str, int]] = field(default_factory=list)


def _away(days: int) -> date:
    return TODAY + timedelta(days=days)


def _todos() -> list[Item]:
    return [
        Item(
            "第二季度领导点评：整改措施要写清责任人",
            state="returned",
            detail="区委组织部6月29日退回：第2条没有完成时限",
            day=_away(3),
            working_days_left=2,
        ),
        Item("6月零报告", state="late", detail=LONGEST, day=_away(-3)),
        Item(
            "审核承诺：7月底前为三个自然村装好路灯",
            state="awaiting",
            detail="慕容雪梅，6月30日提交",
            day=TODAY,
        ),
        Item(
            "报送第一阶段小结", detail="初稿已按台账写好，核对后即可报送", day=_away(7), working_days_left=5
        ),
        Item("公开支部2026年承诺事项", state="not_due", day=_away(200), working_days_left=139),
    ]


def _rows() -> list[Item]:
    names = [
        "古榕街道机关支部",
        LONGEST,
        "澜溪区第三中学党总支",
        "石桥乡柳湾村支部",
        "区供水公司第二党小组联合支部",
    ]
    states = ["done", "late", "due", "excused", "zero"]
    return [
        Item(
            f"为民办实事第{place + 1}项",
            organisation=name,
            state=state,
            done=25 - 4 * place,
            total=30,
            day=_away(9 * place),
            working_days_left=6 * place,
            money=Decimal("12500.5") * place,
        )
        for place, (name, state) in enumerate(zip(names, states, strict=True))
    ]


def _phases() -> list[Phase]:
    return [
        Phase(1, "动员部署、制定方案", date(2026, 3, 1), date(2026, 4, 30), f"{PATH}#one"),
        Phase(2, "公开承诺、领导点评、群众评议集中推进", date(2026, 5, 1), date(2026, 12, 31), f"{PATH}#two"),
        Phase(3, "整改提高", date(2027, 1, 1), date(2027, 8, 31)),
        Phase(4, "总结表彰、建立长效机制", date(2027, 9, 1), date(2027, 12, 20)),
        Phase(5, "长期坚持", None, None),
    ]


def _cell(row: int, column: int) -> HeatCell:
    """An invented cell; every sixth organisation and task has nothing to do with each other."""
    asked = 30 if (row + column) % 6 else 0
    return HeatCell(max(0, 30 - (row * 7 + column * 5) % 37), asked, f"{PATH}#many")


def _heat() -> HeatMap:
    names = [
        "古榕街道党工委",
        "石桥乡党委",
        "区教育局党委",
        "区直机关工委",
        LONGEST,
        "两新组织党工委",
    ]
    return HeatMap(
        title="古榕街道走在前面，整改销号普遍最慢",
        corner="单位",
        columns=["方案备案", "公开承诺", "领导点评", "群众评议", "整改销号", "零报告"],
        rows=[
            HeatRow(name, [_cell(row, column) for column in range(6)], f"{PATH}#many")
            for row, name in enumerate(names)
        ],
    )


def _samples() -> list[Sample]:
    bins = [("0–20%", 2), ("20–40%", 5), ("40–60%", 11), ("60–80%", 34), ("80–100%", 28)]
    one = HeatMap("只有一个单位、一项任务", ["公开承诺"], [HeatRow("石桥乡党委", [HeatCell(25, 30)])], "单位")
    return [
        Sample("none", "没有数据"),
        Sample("one", "只有一项", _todos()[:1], _phases()[1:2], one, [("80–100%", 1)]),
        Sample("many", "很多，名称很长", _todos(), _phases(), _heat(), bins),
    ]


def _shell() -> dict[str, Any]:
    labels = ["待办", "活动", "组织", "报告", "公开"]
    return {
        "actor": Shell(LONGEST, POST, 1),
        "posts": [
            Shell(LONGEST, POST, 1),
            Shell("澜溪区委创先争优活动领导小组办公室", "副主任", 2),
        ],
        "navigation": [Link(label, f"{PATH}#{label}", label == "活动") for label in labels],
        "breadcrumbs": [
            ("活动", PATH),
            ("澜溪区创先争优活动", PATH),
            ("公开承诺、领导点评、群众评议集中推进", ""),
        ],
        "as_of": "2026年7月1日 08:00",
    }


def context() -> dict[str, Any]:
    """Everything the gallery's template reads; invented throughout."""
    refused = CommitmentForm(
        {"text": "多为群众办好事", "amount": "一万", "day": "2026-13-01"}, auto_id="refused_%s"
    )
    return {
        **_shell(),
        "today": TODAY,
        "instant": datetime(2026, 7, 1, 14, 5, tzinfo=ZoneInfo("Asia/Shanghai")),
        "amount": Decimal("1234567.5"),
        "states": list(STATE_WORDS),
        "samples": _samples(),
        "rows": _rows(),
        "filters": [
            ("", "全部", 859),
            ("late", "已逾期", 12),
            ("returned", "已退回", 3),
            ("due", "待办", None),
        ],
        "figures": [
            Headline("已公开承诺", 2917, "项", f"{PATH}#headlines", "比上月多41项"),
            Headline("兑现率", "83%（25/30）", "", f"{PATH}#headlines"),
            Headline("整改销号", "—（0/0）", "", "", "还没有整改项"),
        ],
        "pairs": [("主题", "办实事、优服务、当先锋"), ("发文", "澜溪区委〔2026〕3号"), ("责任单位", LONGEST)],
        "form": CommitmentForm(initial={"day": date(2026, 9, 30)}),
        "refused": refused,
    }


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", context())
