"""What members and branches of the demonstration promise. All invented."""

from typing import NamedTuple

from zhengyou.campaigns.models.commitments import CommitmentKind

POST, DEED, COMMON = CommitmentKind.POST, CommitmentKind.DEED, CommitmentKind.COMMON


class Text(NamedTuple):
    """One promise: what kind, what is done, what can be seen then, for whom."""

    kind: CommitmentKind
    text: str
    result: str
    beneficiary: str


OF_MEMBERS = (
    Text(DEED, "每月第二个周六上门给独居老人理发", "全年上门十二次，不少于六十人次", "社区里的独居老人"),
    Text(DEED, "把楼道里的旧灯换成声控灯", "十月底前换好二十四盏", "三个单元的住户"),
    Text(POST, "窗口办件当天答复，不让群众跑第二趟", "全年办件当天答复率不低于95%", "来办事的群众"),
    Text(POST, "每季度给新职工讲一次安全规程", "全年讲四次，新职工全部到课", "新进车间的职工"),
    Text(COMMON, "参加支部每月的义务劳动", "全年不少于十次", "院子里的住户"),
    Text(DEED, "每周三晚上在农家书屋值班", "全年值班四十晚，借阅登记在册", "村里爱看书的人"),
    Text(POST, "带两名徒弟考过中级工", "年底前两人取得证书", "班组里的年轻人"),
    Text(DEED, "替留守老人代买药、代交费", "每月至少走两趟，记在代办本上", "在家的留守老人"),
    Text(COMMON, "带头垃圾分类，劝导同楼邻居", "每周站桶一次，全年四十次", "同一栋楼的住户"),
    Text(POST, "进一步提高服务水平", "群众更加满意", ""),
    Text(DEED, "帮两户困难户把枇杷卖出去", "六月底前联系到收购的人，每户卖出五百斤", "两户困难户"),
    Text(POST, "每天早到十分钟开门备水备伞", "全年没有因为晚开门被投诉", "早来的群众"),
    Text(DEED, "给活动室修门窗、刷墙", "九月底前修好八扇窗，刷好两面墙", "来活动的老人"),
    Text(POST, "积极参加学习，努力完成任务", "学有所获", ""),
    Text(DEED, "农忙时组织互助队帮缺劳力的人家收稻", "秋收帮十二户，收四十亩", "缺劳力的人家"),
    Text(COMMON, "每季度参加一次河道清理", "全年四次，清理两公里", "沿河的住户"),
)
OF_BRANCHES = (
    Text(COMMON, "全年办好两件看得见的实事", "路灯和晾衣架两件都完工", "本支部联系的群众"),
    Text(DEED, "便民代办点每周两个半天有人值守", "全年代办不少于三百件", "周边的群众"),
    Text(POST, "全支部零投诉", "全年没有查实的投诉", "服务对象"),
)
PLACES = ("村务公开栏", "单位大厅公示牌", "社区居民公开栏", "车间宣传栏", "党员活动室门口")
OUTCOMES = (
    "照承诺的办完了，登记本上有日期和人名。",
    "办成了，群众签字的单子贴在活动室。",
    "按月做下来没有断过，最后一次有七户在场。",
    "比承诺的早半个月办完，又多做了两次。",
)
REASONS = ("承包的苗木遭了冻害，没有收成。", "场地从五月起封闭改造，没有办成。")
