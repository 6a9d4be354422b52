"""What a careful officer makes of the demonstration plan: the phases, tasks and people that the plan itself states."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhengyou.campaigns.models.plans import Asked, ItemKind, Recurrence
from zhengyou.organisations.models import Kind, Sector

COMMITTEES = [str(Kind.COMMITTEE), str(Kind.WORKING_COMMITTEE), str(Kind.SECOND_COMMITTEE)]
GENERAL = [str(Kind.GENERAL_BRANCH)]
BRANCHES = [str(Kind.BRANCH)]
EVERYBODY = COMMITTEES + GENERAL + BRANCHES
FIRST, LAST = date(2026, 3, 1), date(2027, 12, 31)
OFFICE, EACH_BRANCH, EACH_COMMITTEE = "区活动办", "各支部", "各党委"


@dataclass(frozen=True)
class Wanted:
    """One item as it should stand: `says` are the plan's words it rests on, `phase` the name of its phase."""

    kind: ItemKind
    name: str
    says: str
    phase: str = ""
    values: dict[str, Any] = field(default_factory=dict)


FACTS = {
    "title": "关于在全区党的基层组织和党员中深入开展创先争优活动的实施方案",
    "issuer": "中共澜溪区委",
    "theme": "支部争先进、党员争优秀、澜溪争一流",
    "summary": (
        "2026年3月至2027年12月，全区968个党组织、34921名党员开展创建先进基层党组织、争当优秀共产党员活动。"
        "支部做到“五个好”，党员做到“五带头”；承诺上墙、点评到人、群众评议，八个领域各有实践题目。"
        "业务工作中已有的记录直接采用，不要求基层重复填报。"
    ),
    "signed_on": date(2026, 2, 26),
    "starts_on": FIRST,
    "ends_on": LAST,
}

MOBILISE, STRIVE, MEND, CLOSE = "动员部署阶段", "全面争创阶段", "对标提高阶段", "总结完善阶段"


def _phase(name: str, starts_on: date, ends_on: date) -> Wanted:
    return Wanted(ItemKind.PHASE, name, name, values={"starts_on": starts_on, "ends_on": ends_on})


PHASES = (
    _phase(MOBILISE, FIRST, date(2026, 4, 30)),
    _phase(STRIVE, date(2026, 5, 1), date(2027, 6, 30)),
    _phase(MEND, date(2027, 7, 1), date(2027, 9, 30)),
    _phase(CLOSE, date(2027, 10, 1), LAST),
)


def _once(
    name: str,
    says: str,
    phase: str,
    starts_on: date,
    due_on: date,
    kinds: Sequence[str],
    owner: str,
    **more: Any,
) -> Wanted:
    """A task to be done once between two days."""
    values = {
        "starts_on": starts_on,
        "due_on": due_on,
        "recurrence": str(Recurrence.ONCE),
        "audience_kinds": list(kinds),
        "audience_sectors": [],
        "owner": owner,
        **more,
    }
    return Wanted(ItemKind.TASK, name, says, phase, values)


def _again(
    name: str, says: str, recurrence: Recurrence, kinds: Sequence[str], owner: str, **more: Any
) -> Wanted:
    """A task that comes back through the whole campaign, with five working days after each period to report."""
    values = {
        "starts_on": date(2026, 4, 1),
        "due_on": LAST,
        "recurrence": str(recurrence),
        "times": 1,
        "grace_days": 5,
        "zero_allowed": False,
        "audience_kinds": list(kinds),
        "audience_sectors": [],
        "owner": owner,
        **more,
    }
    return Wanted(ItemKind.TASK, name, says, "", values)


def _practice(label: str, says: str, sector: Sector) -> Wanted:
    """The practice of one of the eight sectors (domain.md 2.3), each quarter while the campaign strives."""
    found = _again(
        f"“{label}”主题实践",
        says,
        Recurrence.QUARTERLY,
        BRANCHES,
        EACH_BRANCH,
        starts_on=date(2026, 5, 1),
        due_on=date(2027, 6, 30),
        audience_sectors=[str(sector)],
    )
    return Wanted(found.kind, found.name, found.says, STRIVE, found.values)


TASKS = (
    _once(
        "报备实施方案",
        "各级党组织于2026年3月31日前将经会议通过的实施方案报上一级党组织备案",
        MOBILISE,
        FIRST,
        date(2026, 3, 31),
        EVERYBODY,
        OFFICE,
        asks=str(Asked.PLAN),
    ),
    _once(
        "核对党员底数",
        "完成党员底数核对",
        MOBILISE,
        FIRST,
        date(2026, 3, 31),
        GENERAL + BRANCHES,
        EACH_COMMITTEE,
    ),
    _once(
        "召开党员大会学习争创标准",
        "各支部召开一次党员大会，逐条学习争创标准",
        MOBILISE,
        FIRST,
        date(2026, 4, 15),
        BRANCHES,
        EACH_BRANCH,
    ),
    _once(
        "公布承诺书（2026年）",
        "支部和党员的承诺书全部在公开栏公布",
        MOBILISE,
        date(2026, 4, 1),
        date(2026, 4, 30),
        BRANCHES,
        EACH_BRANCH,
    ),
    _once(
        "公布承诺书（2027年）",
        "每年4月，支部和党员各作出一次年度承诺",
        STRIVE,
        date(2027, 4, 1),
        date(2027, 4, 30),
        BRANCHES,
        EACH_BRANCH,
    ),
    _once(
        "核查承诺兑现情况（2026年7月）",
        "各党委对所属支部承诺兑现情况各核查一次",
        STRIVE,
        date(2026, 7, 1),
        date(2026, 7, 31),
        COMMITTEES,
        EACH_COMMITTEE,
    ),
    _once(
        "核查承诺兑现情况（2027年1月）",
        "2027年1月，各党委对所属支部承诺兑现情况各核查一次",
        STRIVE,
        date(2027, 1, 1),
        date(2027, 1, 31),
        COMMITTEES,
        EACH_COMMITTEE,
    ),
    _again("领导点评", "每半年至少开展1次领导点评", Recurrence.HALF_YEARLY, EVERYBODY, EACH_COMMITTEE),
    _once(
        "群众评议（2026年）",
        "每年12月上旬组织一次群众评议",
        STRIVE,
        date(2026, 12, 1),
        date(2026, 12, 10),
        BRANCHES,
        EACH_COMMITTEE,
    ),
    _once(
        "群众评议（2027年）",
        "参评群众不少于支部党员人数的2倍",
        CLOSE,
        date(2027, 12, 1),
        date(2027, 12, 10),
        BRANCHES,
        EACH_COMMITTEE,
    ),
    _again(
        "集中学习", "每季度不少于2次集中学习", Recurrence.QUARTERLY, GENERAL + BRANCHES, EACH_BRANCH, times=2
    ),
    _again("书记讲党课", "支部书记每年至少讲1次党课", Recurrence.YEARLY, GENERAL + BRANCHES, EACH_BRANCH),
    _again("党员大会", "每季度召开1次党员大会", Recurrence.QUARTERLY, BRANCHES, EACH_BRANCH),
    _again("主题党日", "每月确定1天为主题党日", Recurrence.MONTHLY, BRANCHES, EACH_BRANCH),
    _once(
        "组织生活会和民主评议党员（2026年）",
        "每年12月召开1次组织生活会",
        STRIVE,
        date(2026, 12, 1),
        date(2026, 12, 31),
        BRANCHES,
        EACH_BRANCH,
    ),
    _once(
        "组织生活会和民主评议党员（2027年）",
        "开展民主评议党员",
        CLOSE,
        date(2027, 12, 1),
        LAST,
        BRANCHES,
        EACH_BRANCH,
    ),
    _again("联系点解难题", "42个领导联系点每季度帮助解决1个以上", Recurrence.QUARTERLY, COMMITTEES, OFFICE),
    _again(
        "月度报告",
        "每月25日前，各支部通过信息系统报送当月进展",
        Recurrence.MONTHLY,
        BRANCHES,
        OFFICE,
        grace_days=0,
        zero_allowed=True,
    ),
    _again(
        "报送活动信息",
        "各党委每月向区活动办报送不少于1条信息",
        Recurrence.MONTHLY,
        COMMITTEES,
        OFFICE,
        quantity=1,
        unit="条",
    ),
    _practice("双强双带", "农村党组织开展“双强双带”实践", Sector.RURAL),
    _practice("四讲四创建", "街道社区党组织开展“四讲四创建”实践", Sector.COMMUNITY),
    _practice("五比五创", "机关党组织开展“五比五创”实践", Sector.ORGANS),
    _practice("三树立三争当", "学校党组织开展“三树立三争当”实践", Sector.SCHOOLS),
    _practice("三注重三争做", "事业单位党组织开展“三注重三争做”实践", Sector.INSTITUTIONS),
    _practice("两为三争当", "社会组织党组织开展“两为三争当”实践", Sector.PRIVATE),
    _practice("四强四优", "国有企业党组织开展“四强四优”实践", Sector.STATE_ENTERPRISES),
    _practice("三同三促", "少数民族聚居村党组织开展“三同三促”实践", Sector.MINORITY),
    _once(
        "提出评选表彰推荐名单",
        "各党委提出推荐名单并公示5个工作日",
        STRIVE,
        date(2027, 5, 20),
        date(2027, 6, 20),
        COMMITTEES,
        EACH_COMMITTEE,
    ),
    _once(
        "对照标准自查，列出问题清单",
        "各支部对照争创标准完成自查，列出问题清单",
        MEND,
        date(2027, 7, 1),
        date(2027, 7, 20),
        BRANCHES,
        EACH_BRANCH,
    ),
    _once(
        "问题整改",
        "能改的问题全部整改到位",
        MEND,
        date(2027, 7, 21),
        date(2027, 8, 31),
        BRANCHES,
        EACH_BRANCH,
    ),
    _once(
        "核验整改结果，逐项销号",
        "上级党组织对整改结果逐项核验、逐项销号",
        MEND,
        date(2027, 9, 1),
        date(2027, 9, 20),
        COMMITTEES + GENERAL,
        EACH_COMMITTEE,
    ),
    _once(
        "举办成果展示",
        "各党委举办一次成果展示",
        CLOSE,
        date(2027, 10, 1),
        date(2027, 10, 31),
        COMMITTEES,
        EACH_COMMITTEE,
    ),
    _once(
        "整理制度清单",
        "把管用的做法整理成制度清单",
        CLOSE,
        date(2027, 11, 1),
        date(2027, 11, 30),
        COMMITTEES,
        EACH_COMMITTEE,
    ),
    _once(
        "报送总结报告",
        "各级党组织报送总结报告",
        CLOSE,
        date(2027, 12, 1),
        date(2027, 12, 20),
        EVERYBODY,
        OFFICE,
    ),
)

# The plan calls 三亮三比 its carrier and gives only the names of the eight practices: these two are its standards.
STANDARDS = ("五个好", "五带头")

PEOPLE = tuple(
    Wanted(ItemKind.PERSON, name, name, values={"text": post})
    for name, post in (
        ("祁望川", "领导小组组长（区委书记）"),
        ("闵若谷", "领导小组副组长（区委副书记、区长）"),
        ("阮承溪", "领导小组副组长（区委常委、组织部部长）"),
        ("陆鹤汀", "领导小组成员（区委常委、宣传部部长）"),
        ("乔砚耕", "领导小组成员、办公室主任（区委组织部副部长）"),
        ("霍知秋", "领导小组成员（区直机关工委书记）"),
        ("宁远帆", "领导小组成员（区教育局党委书记）"),
        ("蒲月明", "领导小组成员（团区委书记）"),
    )
)


def _target(name: str, says: str, quantity: int, unit: str) -> Wanted:
    return Wanted(ItemKind.TARGET, name, says, values={"quantity": quantity, "unit": unit})


TARGETS = (
    _target("区级党员示范岗", "建成区级党员示范岗100个", 100, "个"),
    _target("创先争优示范点", "创先争优示范点26个", 26, "个"),
    _target("区级优秀共产党员", "区委表彰优秀共产党员100名", 100, "名"),
    _target("优秀村（社区）党组织书记", "优秀村（社区）党组织书记20名", 20, "名"),
    _target("优秀党委书记", "优秀党委书记10名", 10, "名"),
)
