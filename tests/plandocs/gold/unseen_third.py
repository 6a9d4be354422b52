"""Four more after the six: 0.69 at first sight; one unsplit collection cost most of it."""

from tests.plandocs.gold.form import Gold

C01 = Gold(
    title="深入开展创先争优活动工作安排",
    kind="plan",
    span=(1, 16),
    issuer="棲霞縣第一中學黨總支",
    signed_on="2012-03-15",
    published_on="2012-03-19",
    period="?",
    script="hant",
    sections="""
    4|一、|1|突出重点
    5|（一）|2|深化
    6|（二）|2|实施
    7|（三）|2|开展
    8|二、|1|把握节点
    13|四、|1|加强领导
  """,
    phases="""
        ?9|1|||
        ?10|2|||
        ?11|3|||
        ?12|4|||
    """,
    standards="5|三亮三比三评|?|亮标准, 亮身份, 亮承诺, 比技能, 比作风, 比业绩, 群众评议, 党员互评, 领导点评",
    tasks="""
    5|亮标准|owner=各党支部
    5|亮牌|date=4月底前|owner=?
    6|师徒协议|owner=教务处|every=minimum:1|date=?
    7|家访|owner=班主任|every=?
    ?9|制定计划|date=?|phase=?
    9|动员会|owner=学校党总支|date=?|phase=?
    10|纪念建党|date=5月至6月|phase=?
    10|表彰|date=“七一”前夕|phase=?
    11|师德标兵|date=9月至10月|phase=?
    ?12|总结验收|date=?|phase=?
    12|总结材料|owner=各支部|date=?|phase=?
    14|领导小组|owner=校党总支
    14|汇报|owner=总支|every=?
  """,
    targets="""
    ?5|equal|89||名|党员|
    6|equal|25||名|骨干教师|
    6|at_least|1||节|听|每周
    7|equal|1||遍|普访|每学期
    7|at_least|5||名|包访|?
    10|equal|12||名|优秀共产党员|
    10|equal|3||名|党务工作者|
    ?11|equal|1||场|报告会|
    ?14|equal|1||次|汇报|?
  """,
    people="""
        14|闵学礼|组长
        14|卞之南|副组长
        14|邬秀芝|?
    """,
    mechanisms="""
        领导点评
        群众评议
        家访
        台账/家访台账
        长效机制
        ?青蓝工程
        ?党员互评
        ?限期整改
        ?亮牌
    """,
    defects="""
        site-furniture 2
        missing-section 13
        date-conflict 16
        ?mixed-script
        no-owner
        no-deadline
    """,
)
C02N = Gold(
    title="深化创先争优活动实施意见》的通知",
    kind="notice",
    span=(1, 7),
    issuer="中共青萍区云水街道工作委员会",
    number="云水工委〔2011〕15号",
    signed_on="2011-03-09",
    tasks="?5|贯彻",
    defects="glued-documents",
)
C02 = Gold(
    title="云水街道2011年深化创先争优活动实施意见",
    kind="plan",
    span=(8, 20),
    issuer="?",
    period="?",
    sections="""
    10|一、|1|总体思路
    12|二、|1|主要任务
    13|1、|2|围绕纪念
    14|2、|2|围绕服务
    15|3、|2|围绕窗口
    16|4、|2|围绕“两新”
    17|三、|1|时间安排
    19|四、|1|组织保障
  """,
    phases="""
        ?18|1|||
        ?18|2|||
        ?18|3|||
        ?18|4|||
    """,
    standards=(
        "13|十个一|?|上一次专题党课, 开一次座谈会, 办一场文艺演出, 看一部红色电影, 唱一首红歌, "
        "搞一次党史知识竞赛, 走访一批老党员, 发展一批新党员, 表彰一批先进, 办一件实事\n"
        "16|双强六好|?|"
    ),
    tasks="""
    13|十个一/八项|owner=各社区党组织|date=“七一”前
    14|一线工作法|owner=机关干部|every=weekly:1
    14|服务超市|date=年内
    ?14|报到
    15|首问负责制|owner=?|every=quarterly:1
    16|党建指导员|every=?|date=?
    18|制定意见|date=3月份|phase=?
    18|十个一|date=4—6月份|phase=?
    18|公开承诺|date=7—10月份|phase=?
    18|总结考核|date=11—12月份|phase=?
    20|负总责|owner=各社区党组织书记
    20|简报|every=minimum:2
    20|目标管理
  """,
    targets="""
    13|at_least|8||项|完成|?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    ?13|equal|1||?||?
    14|equal/at_least|90||%|报到率|?
    15|equal|1||次|测评|每季度
    15|at_least|95||%|满意率|?
    16|equal|5||个|党支部|
    16|equal|12||名|指导员|
    16|at_least|2||次|培训|全年
    18|equal|3||个|示范社区|
    20|at_least|2||期|简报|每月
    ?20|equal|5||分|考核|
  """,
    mechanisms="""
        首问负责制
        限时办结制
        公开承诺
        领导点评
        群众评议
        满意度测评
        在职党员到社区报到制度
        ?AB岗工作制
        ?岗工作制
        ?一线工作法
        ?目标管理
        ?目标管理考核
    """,
    defects="""
        glued-documents
        items-missing 16
        no-owner
        no-deadline
        ?vague-target 13
        ?vague-target 13
        ?vague-target 13
    """,
)
C03 = Gold(
    title="创岗建区、争先创优劳动竞赛实施办法",
    kind="plan",
    span=(1, 14),
    issuer="天工集团路桥分公司",
    sections="""
    2|第一章|1|总则
    3|第一条|2|为把
    4|第二条|2|本办法
    5|第二章|1|内容与标准
    6|第三条|2|党员先锋岗
    7|第四条|2|党员责任区
    8|第三章|1|组织与实施
    9|第五条|2|分公司
    10|第六条|2|竞赛
    11|第七条|2|年度
    12|第八条|2|发生
    13|第四章|1|附则
    14|第九条|2|本办法
  """,
    phases="""
        10|1|申报阶段||
        10|2|创建阶段||
        10|3|验收阶段||
    """,
    standards="""
        6|五个一流|?|一流的思想素质, 一流的岗位技能, 一流的工作作风, 一流的工作业绩, 一流的服务质量
        7|三包一保|?|包安全, 包质量, 包进度, 保稳定
    """,
    tasks="""
    7|巡查|owner=?|every=minimum:2
    9|领导小组|owner=分公司
    10|申报表|owner=各项目党支部|phase=1|every=?|date=?
    10|抽查|owner=党群工作部|every=quarterly:1|phase=2|date=?
    10|考评|owner=领导小组|phase=3|date=?
    ?11|一等奖|owner=?
    ?12|一票否决
  """,
    targets="""
    7|equal|1||名|责任党员|?
    7|at_least|2||次|巡查|每周
    10|at_least|30||%|抽查面|?
    ?11|equal|1||名||?
    ?11|equal|2||名||?
    ?11|equal|3||名||?
    ?11|equal|3||万元||?
    ?11|equal|2||万元||?
    ?11|equal|1||万元||?
  """,
    people="""
        9|兰若谷|组长
        9|温良玉|副组长
        9|向南风|副组长
    """,
    mechanisms="""
        党员先锋岗/先锋岗
        党员责任区
        ?一票否决
        ?劳动竞赛
    """,
    defects="""
        no-owner
        no-deadline
    """,
)
C04A = Gold(
    title="【篇一】关工委工作计划",
    kind="plan",
    span=(4, 8),
    issuer="?",
    sections="""
        6|一、|1|加强自身建设
        7|二、|1|开展主题教育
        7|（一）|2|3月份
        7|（二）|2|5月份
        7|（三）|2|10月份
        8|三、|1|关爱留守儿童
    """,
    tasks="""
    6|班子|owner=?|every=?|date=?
    7|学雷锋|date=3月份
    7|演讲比赛|date=5月份
    7|法律知识|date=10月份
    8|留守儿童|owner=各村|every=?|date=?
  """,
    targets="""
        6|equal|36||名|五老|
        ?7|equal|2||名|一等奖|
        ?7|equal|4||名|二等奖|
        8|at_least|2||名|留守儿童|?
        8|equal|1||次|走访|每月
        8|equal|1.5||万元|慰问金|?
    """,
    mechanisms="""
        五老
        例会制度/季度例会制度
        述职制度/年度述职制度
        ?代理家长
    """,
    defects="""
        missing-digits 5
        stray-mark 5
        glued-documents
        ?glued-paragraphs 7
        site-furniture 2
        no-owner
        no-deadline
    """,
)
C04B = Gold(
    title="【篇二】关工委工作计划",
    kind="plan",
    span=(9, 15),
    issuer="?",
    sections="""
        11|1、|1|办好
        12|2、|1|组织
        13|3、|1|五月
        14|4、|1|清明前
        15|5、|1|坚持
    """,
    tasks="""
    11|家长学校|owner=政教处|every=minimum:2
    12|辅导|owner=?|every=weekly:1
    13|征文|date=五月
    14|祭扫|date=清明前
    15|巡查|owner=?|every=minimum:4
  """,
    targets="""
        11|at_least|2||次|授课|每学期
        11|at_least|1.5||小时|每次|?
        12|equal|1||次|辅导|每周
        ?12|equal|1||小时|每次|?
        13|equal|5||篇|一等奖|
        ?13|unspecified|||?|优秀奖|
        15|at_least|4||次|巡查|一学期/每学期
    """,
    mechanisms="""
        家长学校
        ?巡查
    """,
    defects="""
        glued-documents
        no-owner
        ?no-deadline
        ?vague-target 13
    """,
)
C04C = Gold(
    title="【篇三】关工委工作计划",
    kind="report",
    span=(16, 17),
    issuer="?",
    tasks="""
        17|安全教育|every=minimum:1|owner=?
        17|工作室|date=6月底前
        ?17|结对面
    """,
    targets="""
        17|at_least|1||场|安全教育|每月
        17|equal|2||个|工作室|?
        ?17|at_least|80||%|结对面|?
        ?17|equal|80||%|结对面|?
    """,
    mechanisms="""
        ?五老
        ?结对
    """,
    defects="""
        truncated 17
        site-furniture 18
        glued-documents
    """,
)
TEXTS = {
    "hant_school.txt": [C01],
    "street_prose.txt": [C02N, C02],
    "articles.txt": [C03],
    "glued_carers.txt": [C04A, C04B, C04C],
}
