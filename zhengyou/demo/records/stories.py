"""What branches write: titles and results by task, invented, in the words of the people who do the work."""

from dataclasses import dataclass
from random import Random

from zhengyou.organisations.models import Sector


@dataclass(frozen=True)
class Story:
    """A title with what came of it; `{n}` is a small number and `{month}` the month in which it happened."""

    title: str
    result: str
    unit: str = ""
    least: int = 0
    most: int = 0


_STORIES: dict[str, tuple[Story, ...]] = {
    "核对党员底数": (
        Story("逐人核对党员名册", "对照名册逐人核对，更正身份信息{n}处，联系上外出党员{n}名。", "处", 1, 6),
        Story("党员底数核对", "党员大会上当面核对，组织关系、联系方式全部更新。"),
    ),
    "召开党员大会": (
        Story(
            "党员大会学习争创标准", "逐条学习“五个好”“五带头”，{n}名党员发言，会后张贴标准。", "人次", 3, 9
        ),
        Story("逐条学标准、找差距", "对照标准查出本支部差距{n}条，当场明确由谁来改。", "条", 2, 6),
    ),
    "公布承诺书": (
        Story("公开栏公布承诺书", "支部承诺{n}项、党员承诺全部上墙，写明兑现时间。", "项", 3, 7),
        Story("承诺书审核公布", "退回空话承诺{n}份重写，审核后在公开栏公布。", "份", 1, 5),
    ),
    "核查承诺": (
        Story(
            "抽查所属支部承诺兑现", "查了{n}个支部，已兑现的现场看结果，没兑现的写明原因和时间。", "个", 3, 12
        ),
    ),
    "领导点评": (
        Story("书记逐个点评", "点评{n}人，每人指出一条不足，约定两个月后回头看。", "人", 4, 18),
        Story("半年点评会", "一个一个过，问题记在本上，{n}条要求限期回复。", "条", 3, 10),
    ),
    "集中学习": (
        Story("集中学习", "读原文，讨论本单位{n}个实际问题，年纪大的党员送学上门。", "个", 1, 4),
        Story("送学与集中学习", "{month}月学习，{n}名党员结合岗位谈体会。", "人", 3, 12),
        Story("学政策、议办法", "学完就议，定下{n}件马上办的小事。", "件", 1, 4),
    ),
    "书记讲党课": (
        Story("书记讲党课：从身边事说起", "用本支部{n}个真实例子讲，会后大家提问。", "个", 2, 5),
        Story("田间党课", "在地头讲了四十分钟，解答惠农政策提问{n}个。", "个", 2, 8),
    ),
    "党员大会": (
        Story("季度党员大会", "通报上季度工作，表决{n}项议题，缺席的会后补学。", "项", 1, 4),
        Story("党员大会", "讨论发展党员和党费收缴，{n}人发言。", "人", 3, 10),
    ),
    "主题党日": (
        Story("主题党日：清理河道", "清理河道和路边垃圾，党员带头，群众一起动手。", "公里", 1, 5),
        Story("主题党日：走访困难户", "走访{n}户，能当场办的当场办，办不了的记下来。", "户", 3, 15),
        Story("主题党日：义务劳动", "修整公共菜园和花台，{n}名党员参加。", "人", 8, 25),
        Story("主题党日：便民服务", "义诊、理发、修电器，服务群众{n}人次。", "人次", 20, 90),
        Story("主题党日：安全隐患排查", "查出隐患{n}处，当天整改，大的报了上级。", "处", 1, 8),
        Story("主题党日：交流承诺进度", "每人说一说自己的承诺办到哪一步，{n}项已办完。", "项", 2, 12),
    ),
    "联系点解难题": (
        Story("联系点协调会", "到点上开会，解决{n}个拖了很久的问题。", "个", 1, 3),
        Story("到联系点蹲点两天", "帮后进支部理清账目和活动安排，留下{n}条办法。", "条", 2, 5),
    ),
    "月度报告": (
        Story("{month}月进展", "本月办结承诺{n}项，其余按计划推进。", "项", 1, 4),
        Story("{month}月工作情况", "学习、党日按时开展，帮群众办实事{n}件。", "件", 1, 6),
    ),
    "报送活动信息": (
        Story("信息：支部里的小事大办", "采用基层稿件{n}篇，数据已与支部核对。", "条", 1, 3),
        Story("信息：{month}月争创见闻", "写了{n}个支部的做法，照片征得本人同意。", "条", 1, 2),
    ),
}
_PRACTICES: dict[str, tuple[Story, ...]] = {
    Sector.RURAL: (
        Story("合作社带动增收", "党员牵头的合作社新吸收农户{n}户。", "户", 3, 20),
        Story("帮销积压果蔬", "联系客商上门，帮销{n}吨。", "吨", 1, 12),
    ),
    Sector.COMMUNITY: (
        Story("楼院小事议事会", "议定停车、晾晒等小事{n}件，已办一半。", "件", 2, 8),
        Story("老年食堂开伙", "每天供餐，登记老人{n}名。", "名", 15, 60),
    ),
    Sector.ORGANS: (
        Story("压减办事环节", "梳理事项，减去材料{n}份。", "份", 2, 15),
        Story("缩短办结时间", "{n}个事项由五天缩到两天。", "个", 1, 6),
    ),
    Sector.SCHOOLS: (
        Story("党员教师公开课", "上公开课{n}节，课后一起评。", "节", 2, 8),
        Story("关爱留守学生", "结对学生{n}名，每周通一次话。", "名", 5, 25),
    ),
    Sector.INSTITUTIONS: (
        Story("服务送到乡镇", "下乡{n}次，服务群众，带教基层同行。", "次", 1, 5),
        Story("业务骨干带徒", "{n}名骨干签了带徒约定。", "名", 2, 8),
    ),
    Sector.PRIVATE: (Story("技能比武", "车间比武，{n}名职工评上能手。", "名", 2, 8),),
    Sector.STATE_ENTERPRISES: (
        Story("党员攻关小组", "攻下技术难题{n}个，工时省下一成。", "个", 1, 3),
        Story("安全生产百日行动", "整改隐患{n}处，无事故。", "处", 3, 15),
    ),
    Sector.MINORITY: (Story("同商同干修水渠", "各族群众一起出工，修渠{n}百米。", "百米", 2, 9),),
}
_PLACES: dict[str, tuple[str, ...]] = {
    Sector.RURAL: ("村党群服务中心", "村小学操场", "合作社大棚", "村口文化院坝"),
    Sector.MINORITY: ("村党群服务中心", "寨子鼓楼坝", "水渠工地"),
    Sector.COMMUNITY: ("社区党群服务站", "小区中心花园", "老年活动室"),
    Sector.ORGANS: ("三楼会议室", "政务服务大厅", "党员活动室"),
    Sector.SCHOOLS: ("阶梯教室", "学校会议室", "党员活动室"),
    Sector.INSTITUTIONS: ("二楼学习室", "单位会议室", "乡镇现场"),
    Sector.PRIVATE: ("职工之家", "车间班组室"),
    Sector.STATE_ENTERPRISES: ("调度会议室", "职工活动中心", "车间班组室"),
}
ZERO_TITLE = "{task}：本期没有"
ZERO_RESULT = "本期没有这类情况。"
RETURNS = (
    "没有写参加人数，请补充后重新报送。",
    "结果写得太笼统，请写清楚办了哪几件、什么时候办的。",
    "发生日期和会议记录不一致，请核对。",
    "请写明缺席的同志怎么补学。",
)
MENDED = "（补充：已按退回意见核对，数字与支部记录本一致。）"
REASONS: dict[str, tuple[str, ...]] = {
    Sector.PRIVATE: (
        "企业本季度停产检修，职工轮休，无法集中。",
        "厂房搬迁，党员分散在两地，等搬完后补上。",
        "多数党员外派项目，支部正与工委商量合并活动。",
    ),
    "": (
        "正值防汛抢险，党员全部在岗值守，请求本期不单独组织。",
        "支部年老体弱党员多，当月送学上门代替集中活动。",
        "支部正在换届，由上级党组织代为组织。",
    ),
}
REFUSAL = "可以分两次在班组里开，不能整期不办。"


def story(task: str, sector: str, rng: Random) -> Story:
    """One story for a task of this name in an organisation of this sector."""
    if "主题实践" in task:
        return rng.choice(_PRACTICES[sector])
    for beginning, stories in _STORIES.items():
        if task.startswith(beginning):
            return rng.choice(stories)
    return Story(f"{task.partition('（')[0]}", "已按方案要求完成，情况在支部大会上通报。")


def place(sector: str, rng: Random) -> str:
    """Where things of this sector usually happen."""
    return rng.choice(_PLACES.get(sector, ("党员活动室",)))


def reason(sector: str, rng: Random) -> str:
    """Why something does not apply."""
    return rng.choice(REASONS.get(sector, REASONS[""]))
