"""What organisations add to the district's plan, invented: measures put together of who, when, what, how and how it is
checked, so that few of them read alike unless one was copied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from zhengyou.organisations.models import Sector

_WHO = (
    "书记带着两名委员",
    "组织委员牵头",
    "每个党小组轮流",
    "年轻党员和老党员结成对子",
    "党员志愿队分三路",
    "在外党员通过视频",
    "新入职的党员",
    "几位退休老党员自愿",
    "党员中心户",
    "纪检委员会同群众代表",
)
_WHEN = (
    "每月头一个星期六",
    "逢五逢十",
    "每季度末的最后一周",
    "雨季到来以前",
    "秋收以后农闲时节",
    "每个工作日午休时间",
    "节前半个月",
    "每逢单周周三晚上",
    "三月和九月各一次",
    "接到反映后两天之内",
    "新学期开学第一周",
    "年中和年尾",
)
_HOW = (
    "先问清楚人家要什么再动手",
    "能当场办的决不带回来",
    "把责任写到人头上贴出去",
    "办一件销一件不留尾巴",
    "同去年的账本一笔笔对照",
    "请两位群众从头跟到尾",
    "遇到难处当晚就碰头",
    "花多少钱都上墙公布",
    "先易后难排出先后次序",
    "拍下办之前和办之后的样子",
    "不另外开会也不另填表格",
    "做不了的说明白并报上一级",
)
_CHECK = (
    "年底逐户回访听评价",
    "由群众举手说好不好",
    "在下一次党员大会上交账",
    "两个月后回头再看一遍",
    "结果记进支部工作手册",
    "没办成的当面说明缘由",
    "请上一级来抽查三处",
    "做得好的办法写成一页纸传给邻近支部",
    "按户签字留底备查",
    "公布一个电话专门收意见",
    "半年盘点一次并公布",
    "由监督小组随时过问",
)
_REASON = (
    "去年这件事开了头没有收尾",
    "群众评议里提得最多的就是它",
    "老办法管用但没有坚持下来",
    "人手少而摊子大",
    "外出的人多、在家的人老",
    "上一任留下的账要接着还",
    "几家合用一处容易扯皮",
    "新来的同志还不摸底",
)
_MEANS = (
    "今年先从最难的两处做起",
    "经费从党费返还里列支",
    "借用隔壁单位的场地和工具",
    "请在外做事的同乡出主意",
    "把原来的三本台账合成一本",
    "把任务拆成半天能做完的小件",
    "由懂行的老同志带两个徒弟",
    "用废旧材料自己动手做",
)
_LIMIT = (
    "六月底见眉目",
    "国庆前全部做完",
    "做到哪里公布到哪里",
    "每少一户都要写明原因",
    "不搞仪式不挂横幅",
    "不占用农忙和上课时间",
    "超过一个月没有进展就换人牵头",
    "年底由群众打分",
)
_COMMON = (
    ("帮办跑腿", "替行动不便的老人代办证件"),
    ("小修小补", "修好路灯、护栏和公厕门锁"),
    ("夜间值守", "在路口和河边安排人值守"),
    ("旧物互换", "摆开一条旧物互换的长桌"),
    ("政策上门", "把惠民政策念给听不懂的人听"),
    ("邻里调解", "调解拖了半年以上的邻里纠纷"),
)
_WHAT: dict[str, tuple[tuple[str, str], ...]] = {
    Sector.RURAL: (
        ("村道管护", "把塌了边的机耕道补齐夯实"),
        ("撂荒地", "把撂荒的坡地连片翻耕种上油菜"),
        ("合作社", "帮合作社理清股份和分红"),
        ("山泉水", "清洗蓄水池并换掉渗漏的管子"),
        ("留守老人", "给留守老人送菜送药"),
        ("果园技术", "教剪枝、套袋和防霜"),
        ("院坝说事", "在院坝里听各家说难处"),
        ("红白事从简", "劝说红白喜事不摆流水席"),
        ("土鸡代销", "把土鸡和笋干代销到城里"),
    ),
    Sector.COMMUNITY: (
        ("电动车充电", "给老楼院添电动车充电棚"),
        ("托管班", "开办四点半托管班"),
        ("楼道清理", "清走楼道里的杂物和废旧家具"),
        ("加装电梯", "为加装电梯挨户征求意见"),
        ("助餐点", "给独居老人办一个助餐点"),
        ("停车位", "把空地划成夜间停车位"),
        ("宠物公约", "订一份大家签字的养宠公约"),
    ),
    Sector.ORGANS: (
        ("材料减半", "把申请材料砍掉一半"),
        ("首问负责", "落实首问负责并挂牌上岗"),
        ("一次告知", "编一本一次告知的小册子"),
        ("下沉一线", "每人到窗口坐班一周"),
        ("文件瘦身", "把发文压到去年的七成"),
        ("限时答复", "对来信限三个工作日答复"),
        ("帮企问需", "走访企业问需并列出清单"),
    ),
    Sector.SCHOOLS: (
        ("公开课", "党员教师带头上公开课"),
        ("家访", "家访路最远的学生"),
        ("课后辅导", "给落后的学生补基础课"),
        ("校园欺凌", "排查校园里的欺凌苗头"),
        ("食堂陪餐", "安排陪餐并公布菜价"),
        ("心理倾诉", "开一间谁都可以进的倾诉小屋"),
    ),
    Sector.INSTITUTIONS: (
        ("义诊", "把义诊摆到赶场的集市上"),
        ("送戏下乡", "送戏和放映到偏远院落"),
        ("技术蹲点", "派骨干到村里蹲点半个月"),
        ("检测免费", "免费检测土壤和井水"),
        ("夜间门诊", "开设夜间门诊和电话随访"),
        ("图书流动", "让图书车绕着村子转"),
    ),
    Sector.PRIVATE: (
        ("师徒结对", "签师徒合同把手艺传下去"),
        ("安全巡检", "巡检配电房和消防通道"),
        ("工资集体协商", "为工资集体协商收集意见"),
        ("技能擂台", "在车间摆技能擂台"),
        ("员工宿舍", "修整员工宿舍的热水和晾衣处"),
    ),
    Sector.STATE_ENTERPRISES: (
        ("攻关小组", "攻下返修率最高的一道工序"),
        ("节能降耗", "把每吨产品的电耗降下来"),
        ("设备点检", "实行设备点检挂牌"),
        ("难题揭榜", "张榜公布难题由人来揭"),
        ("合理化建议", "征集合理化建议并兑现奖励"),
    ),
    Sector.MINORITY: (
        ("双语宣讲", "用两种话把政策讲明白"),
        ("水渠共管", "几个寨子共管一条水渠"),
        ("刺绣工坊", "把刺绣姐妹组织成工坊"),
        ("节日互邀", "过节互相邀请吃长桌饭"),
        ("护林防火", "轮班护林并清出防火带"),
    ),
}
_UPPER = (
    ("分片联系", "把所属支部分成几片由委员包到底"),
    ("后进转化", "给相对后进的支部派一名联络员"),
    ("观摩互学", "组织支部书记互相观摩"),
    ("情况通报", "把各支部的进展排成一页纸印发"),
    ("书记例会", "开书记例会只讲问题不讲成绩"),
    ("阵地共用", "让相邻支部共用一处活动场所"),
    ("新人带教", "请老书记带新书记"),
    ("减轻负担", "清理要支部填的表格和台账"),
)
_TARGETS = (
    ("为群众办实事", "全年为群众办成实事{n}件，逐件公布结果", "件", 6, 40),
    ("走访", "走访党员群众{n}户并记下诉求", "户", 20, 160),
    ("化解纠纷", "化解拖了半年以上的纠纷{n}起", "起", 2, 15),
    ("志愿服务", "志愿服务不少于{n}小时", "小时", 60, 600),
    ("整改问题", "查摆并改掉群众反映的问题{n}个", "个", 5, 30),
    ("结对帮扶", "结对帮扶困难家庭{n}户", "户", 3, 20),
)
RETURNS = (
    "自己的措施太笼统，请写清谁来办、办到什么程度。",
    "指标没有数字的依据，请补充去年的底数。",
    "承诺整改一段和邻近支部一字不差，请写出本支部自己的办法。",
)
ADDED = (
    "按退回意见补充",
    "按退回意见补充：{what}由{name}牵头，每季度末向党员大会报告一次，底数以去年的支部工作手册为准。",
)


@dataclass(frozen=True)
class Part:
    """Something of its own that a plan says: kind of item, name, text; targets with quantity and unit, tasks with
    their duty (fields of PlanItem)."""

    kind: str
    name: str
    text: str
    quantity: int | None = None
    unit: str = ""
    duty: Mapping[str, Any] = field(default_factory=dict)


def parts(sector: str, upper: bool, rng: Random) -> list[Part]:
    """The own measures and targets of one organisation; those above branches (`upper`) speak of their branches."""
    pool = [*_UPPER] if upper else [*_WHAT.get(sector, ()), *_COMMON]
    number = rng.choice((2, 3, 3, 4, 5, 7, 9, 12)) + (3 if upper else 0)
    chosen = rng.sample(pool, min(len(pool), number))
    found = [Part("mechanism", name, _measure(what, rng)) for name, what in chosen]
    for name, text, unit, least, most in rng.sample(_TARGETS, rng.choice((1, 1, 2))):
        number = rng.randint(least, most)
        found.append(Part("target", name, text.format(n=number), number, unit))
    return found


def _measure(what: str, rng: Random) -> str:
    """One measure as a sentence; the clauses stand now in this order, now in that."""
    who, when = rng.choice(_WHO), rng.choice(_WHEN)
    how, check = rng.sample(_HOW, rng.choice((1, 1, 2))), rng.choice(_CHECK)
    head = f"{who}{when}{what}" if rng.random() < 0.6 else f"{when}，{who}{what}"
    told = f"{head}，{'，'.join(how)}，{check}。"
    if rng.random() < 0.5:
        told += f"{rng.choice(_REASON)}，{rng.choice(_MEANS)}，{rng.choice(_LIMIT)}。"
    return told
