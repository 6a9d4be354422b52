"""What was found wrong in the demonstration's branches, and what came of it. All invented."""

from dataclasses import dataclass

from zhengyou.campaigns.models.rectification import Source


@dataclass(frozen=True)
class Story:
    """A problem, how it is put right, and how that looked afterwards."""

    title: str
    text: str
    source: Source
    measure: str
    evidence: str


STORIES = (
    Story(
        "上半年只上了一次党课",
        "翻看记录，两个季度只有4月有党课。",
        Source.INSPECTION,
        "每季度第一个月排定讲课人和日子，书记带头讲第一课。",
        "第三季度党课已由书记讲过，到课十九人。",
    ),
    Story(
        "公开栏里的承诺没有更新",
        "栏里贴的还是去年的承诺，看不到办到哪一步。",
        Source.MEETING,
        "换下旧承诺，每月月底由宣传委员更新进度。",
        "公开栏已换新，7月、8月的进度都写上了。",
    ),
    Story(
        "流动党员三个月没有人联系",
        "四名在外务工的党员说没有接到过通知。",
        Source.REVIEW,
        "四名委员各联系一人，每月通一次电话，会议内容发给本人。",
        "四人都已联系上，8月的支部大会有两人视频参加。",
    ),
    Story(
        "老党员反映会议室台阶太高",
        "三位八十岁以上的党员上楼不便，常常请假。",
        Source.OBJECTION,
        "党员大会改在一楼活动室开，门口加一段扶手。",
        "扶手已装好，9月的大会三位老同志都到了。",
    ),
    Story(
        "实事项目没有写清谁受益",
        "项目卡上只写“服务群众”，没有户数和时间。",
        Source.SELF_CHECK,
        "逐户登记受益人，写明完成的日子，贴在公开栏。",
        "登记了二十六户，十七户已经办完。",
    ),
    Story(
        "支委会记录只有结论没有讨论",
        "五次支委会的记录都不足三行。",
        Source.INSPECTION,
        "记录写明谁提出什么、怎样决定，由组织委员记、书记看过。",
        "近两次记录都有发言要点和分工。",
    ),
    Story(
        "窗口中午没有人值班",
        "群众中午来办事，要等到下午两点。",
        Source.APPRAISAL,
        "党员轮流值中午班，排班表贴在门口。",
        "试行一个月，中午共办了四十三件。",
    ),
    Story(
        "两名预备党员没有培养联系人",
        "名册上联系人一栏空着。",
        Source.INSPECTION,
        "各明确两名联系人，每季度谈一次话并记下来。",
        "联系人已定，第一次谈话已记录。",
    ),
    Story(
        "帮扶户的困难记了没有办",
        "走访记录写了漏雨、看病两件事，没有下文。",
        Source.REVIEW,
        "漏雨的由村里修，看病的联系卫生院上门，十天一报。",
        "屋顶已修好；卫生院每月上门量一次血压。",
    ),
    Story(
        "先锋岗的牌子没有写职责",
        "六个岗只有牌子，没有写做什么。",
        Source.SELF_CHECK,
        "每个岗写三条看得见的职责，贴在岗位旁边。",
        "六个岗都已写好贴出。",
    ),
)
