"""An invented plan as Word writes it: its numbers are automatic lists, its duties stand in a table."""

from tests.plandocs.gold.form import Gold
from tests.plandocs.making import docx, numbering, paragraph, table

_LISTS = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
_TEXT: list[tuple[int | None, str]] = [
    (None, "城南医院党委“医者先锋”活动计划"),
    (None, "为改进医疗服务，院党委决定在2016年1月至2016年12月开展“医者先锋”活动，计划如下。"),
    (0, "活动目标"),
    (None, "提高群众满意度，住院患者满意率达到92%以上。"),
    (0, "活动安排"),
    (1, "学习动员阶段（2016年1月—2月）"),
    (2, "院党委于1月15日前召开动员会。"),
    (2, "各支部集中学习不少于3次。"),
    (1, "创建阶段（2016年3月—11月）"),
    (2, "设立党员先锋岗20个。"),
    (2, "医疗队每月下乡义诊一次，由医务科负责。"),
    (1, "总结阶段（2016年12月）"),
    (2, "召开总结表彰会，表彰先锋标兵10名。"),
    (0, "组织领导"),
    (None, "成立领导小组，组长：卓远帆，副组长：喻清和、符晓棠。"),
]
_DUTIES = [
    ("任务", "完成时限", "责任部门"),
    ("改造门诊导医台", "2016年4月底前", "总务科"),
    ("开通预约电话", "2016年6月底前", "信息科"),
]


def hospital() -> bytes:
    """The plan's bytes."""
    body = "".join(
        paragraph(text) if depth is None else paragraph(text, list_id=1, depth=depth) for depth, text in _TEXT
    )
    foot = paragraph("城南医院党委") + paragraph("2015年12月20日")
    return docx(body + table(_DUTIES) + foot, numbering=numbering(_LISTS))


HOSPITAL = Gold(
    title="城南医院党委医者先锋活动计划",
    kind="plan",
    span=(1, 20),
    issuer="城南医院党委",
    signed_on="2015-12-20",
    period="2016-01-01..2016-12-31",
    sections="""
        3|一、|1|活动目标
        5|二、|1|活动安排
        6|（一）|2|学习动员阶段
        7|1.|3|院党委
        8|2.|3|各支部
        9|（二）|2|创建阶段
        10|1.|3|设立党员先锋岗
        11|2.|3|医疗队
        12|（三）|2|总结阶段
        13|1.|3|召开总结表彰会
        14|三、|1|组织领导
    """,
    phases="""
        6|1|学习动员阶段|2016-01-01|2016-02-29
        9|2|创建阶段|2016-03-01|2016-11-30
        12|3|总结阶段|2016-12-01|2016-12-31
    """,
    tasks="""
        7|动员会|owner=院党委|date=1月15日前|phase=1
        8|集中学习|owner=各支部|phase=1
        10|先锋岗|phase=2
        11|义诊|owner=医务科|every=monthly:1|phase=2
        13|总结表彰会|phase=3
        15|领导小组
        17|导医台|owner=总务科|date=2016年4月底前|due=2016-04-30
        18|预约电话|owner=信息科|date=2016年6月底前|due=2016-06-30
    """,
    targets="""
        4|at_least|92||%|满意率|
        8|at_least|3||次|学习|
        10|equal|20||个|先锋岗|
        11|equal|1||次|义诊|每月
        13|equal|10||名|标兵|
    """,
    people="""
        15|卓远帆|组长
        15|喻清和|副组长
        15|符晓棠|副组长
    """,
    mechanisms="先锋岗/党员先锋岗",
    defects="no-owner\nno-deadline",
)
