"""Gold readings of invented documents written after the rules had been mended on the others: a test of the kind.

The first four and the last two were each read before anything was changed for them: docs/reading.md tells how well.
"""

from tests.plandocs.gold.form import Gold

COURT_NOTICE = Gold(
    title="实施方案》的通知",
    kind="notice",
    span=(1, 7),
    issuer="平湖县人民法院机关党委",
    number="平法党〔2013〕6号",
    signed_on="2013-03-26",
    tasks="5|报机关党委办公室|date=4月15日前|owner=?",
    defects="glued-documents",
)
COURT = Gold(
    title="司法为民先锋行动”实施方案",
    kind="plan",
    span=(8, 22),
    issuer="平湖县人民法院",
    period="?",
    sections="""
        11|一、|1|总体目标
        13|二、|1|主要任务
        14|（一）|2|设立党员先锋岗
        15|（二）|2|巡回审判
        16|（三）|2|结对帮扶
        17|三、|1|实施步骤
        18|（一）|2|部署阶段
        19|（二）|2|推进阶段
        20|（三）|2|评比阶段
        21|四、|1|组织保障
    """,
    phases="""
        18|1|部署阶段|2013-04-01|2013-04-30
        19|2|推进阶段|2013-05-01|2013-11-30
        20|3|评比阶段|2013-12-01|2013-12-31
    """,
    tasks="""
        14|先锋岗
        15|巡回审判|owner=各人民法庭|every=minimum:2
        16|结对帮扶|owner=每名党员法官|every=minimum:1
        18|动员会|owner=?|phase=1|date=?
        19|抽查|owner=院领导|every=monthly:1|phase=2|date=?
        20|群众评议|owner=政治处|phase=3|date=?
        22|领导小组
    """,
    targets="""
        12|at_least|90||%|满意率|
        14|equal|4||个|先锋岗|
        15|at_least|2||次|开庭|每月
        16|equal|1||个|社区|?
        16|at_least|1||次|走访|每季度
        19|equal|1||次|抽查|每月
        20|equal|5||名|法官|
    """,
    people="""
        22|裴正言|组长
        22|许青山|副组长
    """,
    mechanisms="""
        先锋岗/党员先锋岗
        结对帮扶
        群众评议
    """,
    defects="glued-documents\nno-owner\nno-deadline",
)
VILLAGE = Gold(
    title="枫林村党支部2015年工作计划",
    kind="plan",
    span=(1, 18),
    issuer="枫林村党支部",
    signed_on="2015-01-08",
    period="2015-01-01..2015-12-31",
    sections="""
        3|一、|1|抓班子
        4|1、|2|坚持
        5|2、|2|支部委员
        6|3、|2|年内
        7|二、|1|办实事
        8|1、|2|3月底前
        9|2、|2|上半年
        10|3、|2|10月份
        11|三、|1|促增收
        13|四、|1|美环境
        15|五、|1|管好账
    """,
    tasks="""
        4|党员活动日|every=monthly:1|date=?
        5|包户|owner=支部委员|every=minimum:1
        6|发展党员|date=?
        8|硬化村道|owner=村主任岳松涛/村主任|date=3月底前
        9|自来水改造|date=上半年
        10|孝老爱亲|date=10月份
        12|合作社|owner=?
        12|农技站|every=?|date=?
        14|义务劳动|every=weekly:1|date=?
        14|检查一次|owner=?|every=?
        16|公布|every=quarterly:1
    """,
    targets="""
        5|equal|20||户|包|
        5|at_least|1||遍|走|每月
        6|equal|2||名|党员|年内
        6|equal|4||名|积极分子|年内
        8|equal|3||公里|村道|
        9|equal|120||户|村民|上半年
        10|equal|10||名|好媳妇|
        12|equal|15||户|贫困户|
        12|at_least|4||次|讲课|全年
        14|equal|1||次|检查|?
        16|equal|1||次|公布|每季度
        ?10|equal|1||次|评选|?
    """,
    people="8|岳松涛|村主任/主任",
    mechanisms="三会一课/三会一课制度\n?党员活动日",
    defects="no-owner\nno-deadline",
)
COLLEGE = Gold(
    title="云川学院机械系党总支关于开展争做四有先锋活动的实施计划",
    kind="plan",
    span=(1, 22),
    issuer="云川学院机械系党总支",
    signed_on="2014-09-05",
    period="2014-09-01..2015-07-31",
    sections="""
        3|一、|1|活动主题
        5|二、|1|争创要求
        6|（一）|2|四有
        6|（1）|3|有理想信念
        6|（2）|3|有道德情操
        6|（3）|3|有扎实学识
        6|（4）|3|有仁爱之心
        7|（二）|2|学生党员
        8|三、|1|活动安排
        9|第一步|2|学习动员
        10|①|3|9月20日
        11|②|3|10月中旬
        12|第二步|2|实践争创
        13|①|3|教师党员
        14|②|3|学生党员
        15|第三步|2|总结评选
        16|①|3|各支部
        17|②|3|评选
        18|四、|1|工作要求
        19|1．|2|加强领导
        20|2．|2|务求实效
    """,
    phases="""
        9|1|学习动员|2014-09-01|2014-10-31
        12|2|实践争创|2014-11-01|2015-05-31
        15|3|总结评选|2015-06-01|2015-07-31
    """,
    standards="""
        6|四有|?|有理想信念, 有道德情操, 有扎实学识, 有仁爱之心
        7|三先|member|学习争先, 服务率先, 实践领先
        ?1|四有先锋|?|
        ?17|四有先锋|?|
    """,
    tasks="""
        10|专题会|owner=各支部|date=9月20日前|phase=1
        11|培训班|owner=系党总支|date=10月中旬|phase=1
        13|听课|owner=教师党员|every=minimum:4|phase=2
        14|帮学|owner=学生党员|every=?|phase=2
        16|总结|owner=各支部|date=6月底前|phase=3
        17|评选|phase=3
        19|工作小组|owner=系党总支
        ?20|务求实效
    """,
    targets="""
        11|equal|80||人|骨干|
        13|at_least|4||节|听课|每学期
        14|equal|12||个|小组|
        17|equal|3||名|教师|
        17|equal|10||名|学生|
        ?11|equal|1||期|培训班|
        ?13|equal|1||间|宿舍|?
        ?14|equal|1||次|活动|?
    """,
    people="""
        19|傅明远|组长/书记
        19|成子墨|组长/系主任/主任
    """,
    defects="no-owner\nno-deadline\n?items-missing 1",
)
COMPANY = Gold(
    title="金河热电公司党委2012年上半年创先争优工作汇报",
    kind="report",
    span=(1, 14),
    issuer="金河热电公司党委",
    signed_on="2012-07-03",
    sections="""
        3|一、|1|主要工作
        4|1.|2|抓学习
        5|2.|2|抓载体
        6|3.|2|抓服务
        7|二、|1|存在的不足
        8|一是|2|个别支部
        8|二是|2|青年党员
        9|三、|1|下半年打算
        10|（一）|2|深化对标管理
        11|（二）|2|开展技术比武
        12|（三）|2|完善激励机制
    """,
    tasks="""
        10|对标自查|owner=各支部/党群部|date=8月底前
        11|技术比武|date=9月份
        12|评先办法|date=年底前
    """,
    targets="""
        11|at_least|150||人|参赛|
        12|equal|20||名|标兵|?
        ?11|equal|3||个|专业|
    """,
    people="6|郝建业|书记/党支部书记/支部书记",
    mechanisms="""
        隐患举报奖励制度/举报奖励制度
        志愿服务/志愿服务队
        激励机制
        ?对标管理
    """,
)
UNION = Gold(
    title="长桥集团第二建筑公司党总支党员先锋工程活动方案",
    kind="plan",
    span=(1, 21),
    issuer="长桥集团第二建筑公司党总支",
    signed_on="2012-05-28",
    period="2012-06-01..2013-05-31",
    sections="""
        3|一、|1|活动目的
        5|二、|1|活动内容
        6|1、|2|亮牌上岗
        7|2、|2|技术攻关
        8|3、|2|导师带徒
        9|4、|2|安全监督
        10|三、|1|活动步骤
        12|（一）|2|启动
        13|（二）|2|实施
        14|（三）|2|验收
        15|四、|1|组织机构
    """,
    phases="""
        12|1|启动|2012-06-01|2012-06-30
        13|2|实施|2012-07-01|2013-03-31
        14|3|验收|2013-04-01|2013-05-31
    """,
    tasks="""
        6|亮牌上岗|owner=项目经理部|date=6月10日前
        7|技术攻关|owner=各项目党支部/总工程师室
        8|导师带徒|owner=?
        9|安全监督|owner=党员安全岗
        12|启动会|owner=?|phase=1|date=?
        13|简报|owner=综合办公室|phase=2|date=?
        13|推进会|owner=党总支|every=quarterly:1|phase=2|date=?
        14|打分|phase=3|date=?|owner=?
    """,
    targets="""
        7|range|1|2|个|课题|
        8|at_least|40||对|师徒|
        13|equal|1||次|推进会|每季度
        14|equal|3||个|先锋工程|
        14|equal|15||名|先锋个人|
        ?13|equal|1||期|简报|?
        ?4|equal|0||?|死亡|?
    """,
    people="16|邢志远|组长\n17|甘雨田|副组长\n17|柯南山|副组长",
    mechanisms="?安全岗\n?导师带徒\n?党员安全岗",
    defects="no-owner\nno-deadline",
)

WOMEN = Gold(
    title="梨园街道妇联2016年度工作要点",
    kind="plan",
    span=(1, 9),
    issuer="梨园街道妇联",
    signed_on="2016-01-20",
    period="2016-01-01..2016-12-31",
    sections="""
        3|（一）|1|强化
        4|（二）|1|推动
        5|（三）|1|深化
        6|（四）|1|维护
        7|（五）|1|加强
    """,
    tasks="""
        3|报告会|date=“三八”节前
        3|读书沙龙|every=quarterly:1
        4|培训班
        5|最美家庭|date=5月15日前
        6|接待|every=weekly:1|owner=?
        6|留守儿童|date=?
        7|换届|date=11月底前
        7|走访|owner=街道妇联干部|every=minimum:2
    """,
    targets="""
        3|equal|1||次|读书沙龙|每季度
        4|equal|2||期|培训班|
        4|at_least|100||人|妇女|
        4|equal|30||名|女工|
        5|equal|20||户|最美家庭|
        5|at_least|3||户|社区|?
        7|at_least|2||次|走访|每月
        ?3|equal|1||场|报告会|
    """,
    mechanisms="接待日制度\n?留守儿童档案",
    defects="no-owner\nno-deadline",
)
TEXTS = {
    "court.txt": [COURT_NOTICE, COURT],
    "village.txt": [VILLAGE],
    "college.txt": [COLLEGE],
    "company.txt": [COMPANY],
    "union.txt": [UNION],
    "women.txt": [WOMEN],
}
