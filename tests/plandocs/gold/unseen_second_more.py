"""The last two of the six plans of the second unseen batch."""

from tests.plandocs.gold.form import Gold

B05 = Gold(
    title="工作情况汇报及下半年工作安排",
    kind="report/plan",
    span=(1, 15),
    issuer="翠屏镇中心幼儿园党支部",
    signed_on="2011-07-08",
    sections="""
    3|一、|1|上半年工作回顾
    4|1、|2|学习扎实
    5|2、|2|承诺到位
    6|3、|2|活动丰富
    7|4、|2|作风改进
    8|一是|?|理论学习
    8|二是|?|青年教师
    9|二、|1|下半年工作安排
    10|1、|2|深化师德建设
    11|2、|2|抓好党员发展
    12|3、|2|推进家园共育
    13|4、|2|迎接领导点评
  """,
    tasks="""
    10|最美幼师|date=?
    10|师德承诺书|owner=全体教师
    11|发展|owner=支部委员施予安|date=12月底前
    12|开放日|every=monthly:1
    12|家访制度|owner=保教主任|every=?
    13|领导点评|date=10月中旬|owner=?
  """,
    targets="""
    10|equal|5||名|最美幼师|?
    11|equal|2||名|积极分子|
    11|equal|1||名|预备党员|
    12|equal|1||次|开放日|每月
    12|at_least|2||次|授课|每学期
    12|at_least|1||次|家访|每学期
  """,
    people="11|施予安|支部委员/委员",
    mechanisms="""
        公开承诺
        师德承诺/师德承诺书
        家长学校
        家访/家访制度
        领导点评
        群众评议
        ?家长开放日
        ?送教
        ?送教下村
    """,
    defects="""
        ?no-owner
        ?no-deadline
    """,
)

B06 = Gold(
    title="Activity of the Party Branch of Dongshan Primary School",
    kind="plan",
    span=(1, 15),
    issuer="?",
    script="latin",
    period="2011-03-01..2012-06-30",
    sections="""
    2|One,|1|the guiding thought
    4|Two,|1|target requirements
    5|1,|2|grass-roots
    6|2,|2|party members
    7|Three,|1|the implementation steps
    9|The first stage|2|launch
    10|The second stage|2|comprehensive
    11|The third stage|2|summary
    12|Four,|1|the organizational
  """,
    phases="""
        9|1|launch and deployment|2011-03-01|2011-03-31
        10|2|comprehensive implementation|2011-04-01|2012-04-30
        11|3|summary and commendation|2012-05-01|2012-06-30
    """,
    standards=(
        "5|five good|organisation|good leadership team, good party members, good working mechanism, "
        "good performance, good reflection of the masses\n"
        "6|five take the lead|member|take the lead in learning, take the lead in performance, "
        "take the lead in service, take the lead in discipline, take the lead in righteousness\n"
    ),
    tasks="""
    9|mobilization meeting|phase=1
    10|demonstration|owner=Each party member teacher|every=minimum:2|phase=2
    10|visit|owner=The branch|date=before the Spring Festival|phase=2
    10|democratic evaluation|owner=The trade union|every=yearly:1|phase=2
    11|outstanding|date=?|phase=3
  """,
    targets="""
        10|at_least|2||?|lessons|?
        10|equal|30||?|students|?
        11|equal|8||?|members|
        ?10|equal|1||?|evaluation|?
    """,
    people="""
        13|Wang Jianguo|?
        14|Li Xiuying|?
        15|Chen Tao|?
        15|Zhao Min|?
    """,
    mechanisms="democratic evaluation",
    defects="""
        machine-translation
        site-furniture 16
        no-owner
        no-deadline
    """,
)
TEXTS = {
    "halfyear.txt": [B05],
    "english_school.txt": [B06],
}
