"""Gold readings of invented documents of other kinds than the seeds; their texts stand in `texts/`."""

from tests.plandocs.gold.form import Gold

SCHOOL = Gold(
    title="立德先锋活动实施方案",
    kind="plan",
    span=(1, 35),
    issuer="青禾县第三中学党总支",
    signed_on="2012-02-27",
    period="2012-03-01..2012-12-31",
    sections="""
        5|一、|1|指导思想
        7|二、|1|目标任务
        9|三、|1|活动主题与载体
        11|四、|1|争创标准
        12|（一）|2|先进党支部
        13|1．|3|支部班子好
        14|2．|3|党员队伍好
        15|3．|3|工作制度好
        16|4．|3|教学业绩好
        17|5．|3|师生反映好
        18|（二）|2|优秀党员
        19|五、|1|实施步骤
        21|第一阶段|2|宣传发动
        22|1．|3|召开动员大会
        23|2．|3|制定支部计划
        24|第二阶段|2|全面实施
        25|1．|3|亮身份作承诺
        26|2．|3|结对帮扶
        27|3．|3|评议打分
        28|4．|3|专题党课
        29|第三阶段|2|总结表彰
        31|六、|1|组织领导
    """,
    phases="""
        21|1|宣传发动|2012-03-01|2012-03-31
        24|2|全面实施|2012-04-01|2012-10-31
        29|3|总结表彰|2012-11-01|2012-12-31
    """,
    standards="""
        10|三亮三评|?|
        12|五好|organisation|支部班子好, 党员队伍好, 工作制度好, 教学业绩好, 师生反映好
        18|四带头|member|带头钻研业务, 带头关爱学生, 带头廉洁从教, 带头服务社区
    """,
    tasks="""
        22|召开动员大会|owner=党总支|date=3月10日前|phase=1
        23|制定支部计划|owner=各党支部|date=3月25日前|phase=1
        25|亮身份作承诺|owner=每名党员|date=4月底前|phase=2
        26|结对帮扶|owner=每名党员教师|every=minimum:1|phase=2
        27|评议打分|owner=工会|every=per_term:1|phase=2
        28|专题党课|owner=校领导|every=minimum:2|phase=2
        30|上报书面总结|owner=各党支部|date=11月20日前|phase=3
        30|表彰会|owner=党总支|date=12月中旬|phase=3
        32|领导小组|owner=学校
        33|联系点制度|owner=?
    """,
    targets="""
        26|equal|2||名|学困生|
        26|at_least|1||次|谈心|每月
        27|equal|1||次|师生评议|每学期
        28|at_least|2||次|党课|全年
        30|equal|10||名|优秀党员|
        30|equal|2||个|先进党支部|
        33|equal|1||个|支部|
    """,
    people="""
        32|闻知远|组长/党总支书记
        32|顾长川|副组长/校长
        32|温若兰|副组长/工会主席
        32|简宁|办公室主任/教务处主任/领导小组办公室主任
    """,
    mechanisms="""
        结对帮扶
        联系点制度/活动联系点制度/联系点
    """,
    defects="""
        items-missing 10
        no-deadline
        ?no-owner
    """,
)
MINE = Gold(
    title="黑石沟煤矿党委关于开展安全先锋岗创建活动的安排意见",
    kind="plan",
    span=(1, 24),
    issuer="中共黑石沟煤矿委员会",
    number="黑煤党〔2011〕12号",
    signed_on="2011-03-28",
    period="2011-04-01..2011-12-31",
    sections="""
        5|一、|1|总体要求
        7|二、|1|主要内容
        8|（一）|2|集体承诺
        9|（二）|2|设岗定责
        10|（三）|2|隐患排查
        11|（四）|2|岗位练兵
        12|（五）|2|帮教转化
        13|三、|1|方法步骤
        15|（一）|2|准备阶段
        16|（二）|2|实施阶段
        17|（三）|2|检查阶段
        18|（四）|2|总结阶段
        19|四、|1|有关要求
        20|1、|2|加强领导
        21|2、|2|落实责任
        22|3、|2|严格考核
    """,
    phases="""
        15|1|准备阶段||
        16|2|实施阶段||
        17|3|检查阶段||
        18|4|总结阶段||
    """,
    tasks="""
        8|集体承诺|owner=各采掘队党支部|date=?
        9|设岗定责
        10|隐患排查|owner=党员安全监督员|every=?
        11|岗位练兵|owner=机电队、运输队|every=quarterly:1
        12|帮教转化|owner=每名党员
        15|印发安排意见|owner=矿党委|phase=1|date=?
        16|通报一次进度|owner=?|every=monthly:1|phase=2|date=?
        17|检查验收|owner=政工科|phase=3|date=?
        18|撰写总结|owner=各支部|phase=4|date=?
        20|领导小组
        22|考核|every=?
        ?18|红旗先锋岗
        ?21|落实责任
    """,
    targets="""
        6|equal|180||万吨|产煤|全年
        8|at_least|3200||米|掘进进尺|全年
        9|equal|30||个|先锋岗|
        10|equal|1||次|隐患|?
        10|at_least|100||%|隐患整改率|
        11|equal|1||次|技术比武|每季度
        12|range|1|2|名|三违|
        16|equal|1||次|通报/进度|每月
        18|equal|6||个|红旗先锋岗|
    """,
    people="""
        20|石开山|组长
        20|雷震川|副组长
        20|江月明|副组长
    """,
    mechanisms="""
        集体承诺
        先锋岗/安全先锋岗/党员安全先锋岗
        岗位练兵
        ?台账
        ?技术比武
        ?限期整改
        ?安全监督员/党员安全监督员
        ?帮教
    """,
    defects="no-owner\nno-deadline",
)
BUREAU = Gold(
    title="临泽市水务局2013年党建工作要点",
    kind="plan",
    span=(1, 20),
    issuer="临泽市水务局",
    period="2013-01-01..2013-12-31",
    sections="""
        4|一、|1|抓学习
        5|1.|2|理论学习
        6|2.|2|专题培训
        7|3.|2|读书活动
        8|二、|1|抓服务
        9|1.|2|落实
        10|2.|2|开展
        11|3.|2|设立
        12|三、|1|抓队伍
        13|（1）|2|七一
        14|（2）|2|9月底
        15|（3）|2|全年发展
        16|四、|1|抓廉政
        17|第一，|2|签订责任书
        18|第二，|2|开展警示教育
        19|第三，|2|强化监督
    """,
    tasks="""
        5|理论学习|owner=局党组中心组|every=minimum:12|date=?
        6|专题培训|owner=人事科|date=5月份
        7|读书活动|owner=每名党员|every=?|date=?
        9|首问负责制|owner=办公室
        10|走访|owner=机关干部/机关干部每人|date=6月至9月
        11|公开日|every=monthly:1|owner=?
        13|组织生活会|owner=各支部|date=“七一”前
        14|换届选举|date=9月底前
        15|发展党员|date=?|every=?
        17|签订责任书|owner=局党组与各科室|date=2月底前
        18|警示教育|date=上半年
        19|强化监督|owner=纪检组|every=half_yearly:1
    """,
    targets="""
        5|at_least|12||次|学习|全年
        6|at_least|60||人次|培训|
        7|equal|4||篇|读书笔记|全年
        9|at_least|95||%|满意率|
        10|equal|3||户|联系农户|
        10|at_least|200||户|走访|
        15|range|5|8|名|党员|全年
        15|at_least|3||名|职工|?
        18|equal|1||次|警示教育|上半年
        19|equal|1||次|明察暗访|每半年
        ?6|equal|1||期|培训班|?
    """,
    mechanisms="""
        首问负责制
        限时办结制/限时办结
        责任追究制
        公开日
        ?走访
    """,
    defects="no-owner\nno-deadline",
)
CARERS = Gold(
    title="杏花里社区关工委2014年工作计划",
    kind="plan",
    span=(1, 19),
    issuer="杏花里社区关工委",
    signed_on="2014-01-16",
    period="2014-01-01..2014-12-31",
    sections="""
        3|一、|1|健全组织
        5|二、|1|思想教育
        6|1、|2|清明节
        7|2、|2|六一
        8|3、|2|7月中旬
        9|4、|2|国庆节
        10|三、|1|法制教育
        12|四、|1|帮困助学
        14|五、|1|家庭教育
        16|六、|1|网吧监督
    """,
    tasks="""
        4|调整充实
        6|祭扫烈士墓|date=清明节前
        7|文艺演出|date=“六一”期间
        8|暑期学校|date=7月中旬至8月中旬|every=weekly:3
        9|革命传统报告|date=国庆节前后
        11|法制课|date=3月和9月
        11|宣传单|date=?
        13|困难学生档案|date=春节前
        13|助学金|date=?
        15|家长学校|owner=?|every=minimum:3
        15|好家长|every=yearly:1
        17|巡查网吧|owner=义务监督员|every=weekly:2
    """,
    targets="""
        4|equal|12||名|五老志愿者|
        8|equal|3||次|开课|每周
        9|equal|2||场|报告|
        11|equal|800||份|宣传单|全年
        13|equal|12||名|困难学生|
        13|at_least|1||万元|助学金|年内
        15|at_least|3||课时|授课|每学期
        15|unspecified|||名|好家长|
        17|equal|2||次|巡查网吧|每周
        ?7|equal|1||场|演出|
        ?11|equal|1||次|法制课|
        ?4|equal|3||个|小组|
    """,
    mechanisms="""
        五老
        暑期学校
        家长学校
        义务监督员
        台账
        结对帮扶
        ?手拉手
    """,
    defects="vague-target 15\nno-owner\nno-deadline",
)
HANT = Gold(
    title="海棠镇中心小学党支部创建学习型党组织工作计划",
    kind="plan",
    span=(1, 13),
    issuer="海棠镇中心小学党支部",
    signed_on="2013-08-20",
    script="hant",
    sections="""
        3|壹、|1|工作目标
        5|贰、|1|工作措施
        6|一、|2|每月召开
        7|二、|2|全体党员
        8|三、|2|九月份
        9|四、|2|建立
        10|叁、|1|组织保障
    """,
    tasks="""
        6|支部大会|owner=支部书记|every=monthly:1
        7|自学|owner=全体党员|every=?|date=?
        8|演讲比赛|owner=少先队辅导员叶知秋/叶知秋|date=九月份
        9|联系班级制度|owner=?|every=minimum:10
        11|学习领导小组|owner=支部
    """,
    targets="""
        6|equal|1||次|支部大会|每月
        7|at_least|2||小时|自学|每周
        9|at_least|10||次|家访|每学期
        ?9|equal|1||个|班级|
    """,
    people="""
        8|叶知秋|少先队辅导员/辅导员
        11|方竹君|组长
        11|柳青|组员
        11|白鹭洲|组员
    """,
    mechanisms="""
        联系班级制度/党员联系班级制度
        家访
    """,
    defects="no-deadline\n?no-owner",
)
ENGLISH = Gold(
    title="Implementation plan of the bureau party branch to carry out the first",
    kind="plan",
    span=(1, 23),
    issuer="?",
    period="2 years",
    script="latin",
    sections="""
        5|First,|1|the overall goal
        9|Second,|1|the method steps
        13|1.|2|Mobilization stage
        15|2.|2|Implementation stage
        17|3.|2|Summary stage
        19|Third,|1|the organizational leadership
        21|1.|2|Establish a leading group
        23|2.|2|Improve the long-term mechanism
    """,
    phases="""
        13|1|Mobilization stage||
        15|2|Implementation stage||
        17|3|Summary stage||
    """,
    tasks="""
        13|mobilization meeting|owner=The party branch|phase=1
        15|public commitment|owner=Party members|every=?|phase=2
        17|summary report|phase=3
        21|leading group
        23|long-term mechanism
    """,
    people="21|Fang Yuan|leader",
    mechanisms="""
        public commitment
        leadership review
        long-term mechanism
    """,
    defects="machine-translation\nno-owner\nno-deadline",
)
DAMAGED = Gold(
    title="柳林乡党委创先争优活动实施方案",
    kind="plan",
    span=(1, 18),
    issuer="柳林乡党委",
    period="2010-06-01..2012-12-31",
    sections="""
        4|一、|1|目标要求
        6|二、|1|方法步骤
        8|（一）|2|启动阶段
        11|（二）|2|推进阶段
        13|（四）|2|总结阶段
        15|三、|1|保障措施
        16|一是|2|加强领导
        16|二是|2|强化督查
        17|三、|1|经费保障
    """,
    phases="""
        8|1|启动阶段|2010-06-01|2010-07-31
        11|2|推进阶段|2010-08-01|2012-06-30
        13|?|总结阶段|2012-12-01|2012-07-31
    """,
    standards="5|四个表率|?|",
    tasks="""
        9|动员大会|owner=乡党委|date=2010年6月30日前|due=2010-06-30|phase=1
        12|民主评议|owner=各村党支部|every=half_yearly:1|phase=2
        14|做好总结|owner=各村党支部|phase=?
        16|加强领导|owner=乡党委
        16|强化督查|owner=组织委员|every=quarterly:1
        ?18|经费
    """,
    targets="""
        12|equal|1||次|民主评议|每半年
        14|unspecified|||名|典型|
        16|equal|1||次|督查|每季度
    """,
    people="16|邬长空|组长",
    mechanisms="民主评议\n?督查",
    defects="""
        teaser-duplicate 2
        missing-digits 5 18
        year-damage 5
        items-missing 5
        missing-phases 7 13
        page-debris 10
        sum-mismatch 12
        date-order 13
        stray-mark 14
        vague-target 14 14
        count-mismatch 16
        duplicate-number 17
        typo 18
        truncated 18
        site-furniture 19
        no-deadline
        ?no-owner
        ?date-conflict 13
    """,
)
NOTICE = Gold(
    title="关于做好创先争优活动总结工作的通知",
    kind="notice",
    span=(1, 17),
    issuer="中共云溪区委组织部",
    number="云组通〔2012〕18号",
    signed_on="2012-07-10",
    sections="""
        6|一、|1|总结内容
        8|二、|1|总结方法
        9|（一）|2|自下而上
        10|（二）|2|各镇
        11|（三）|2|8月中旬
        12|三、|1|有关要求
    """,
    tasks="""
        9|自查|owner=各基层党组织|date=7月25日前
        10|总结报告|owner=各镇（街道）党委、区直各单位党组织|date=8月5日前
        11|抽查|owner=区委组织部|date=8月中旬
    """,
    targets="""
        10|at_least|3000||字|总结报告|
        11|equal|10||%|抽查|
        ?11|equal|3||个|检查组|
        ?10|equal|1||份|材料|
    """,
    people="14|秦晓岚|联系人",
)
REPORT = Gold(
    title="松江路街道党工委创先争优活动工作总结",
    kind="report",
    span=(1, 16),
    issuer="松江路街道党工委",
    signed_on="2011-12-30",
    sections="""
        3|一、|1|基本情况
        5|二、|1|主要做法
        6|（一）|2|广泛动员
        7|（二）|2|创新载体
        8|（三）|2|典型引路
        9|三、|1|存在问题
        10|一是|2|少数党员
        10|二是|2|流动党员
        11|四、|1|下一步打算
        12|1.|2|健全长效机制
        13|2.|2|加强流动党员管理
        14|3.|2|抓好示范点建设
    """,
    standards="7|一诺三评|?|",
    tasks="""
        12|健全长效机制|owner=组织科|date=2012年3月底前|due=2012-03-31
        13|走访流动党员|owner=各社区党支部|every=quarterly:1
        14|示范点|date=?
    """,
    targets="""
        13|equal|1||次|走访|每季度
        14|equal|5||个|示范点|年内
    """,
    people="""
        8|祝晓星|社区书记/书记
        8|骆松年|老党员
    """,
    mechanisms="""
        公开承诺
        党员议事厅制度/议事厅制度
        长效机制
        党员管理制度
        台账/流动党员台账
        示范点/党建示范点
        ?走访
    """,
    defects="items-missing 7\n?vague-target 8",
)
TEXTS = {
    "school.txt": SCHOOL,
    "mine.txt": MINE,
    "bureau.txt": BUREAU,
    "carers.txt": CARERS,
    "hant.txt": HANT,
    "english.txt": ENGLISH,
    "damaged.txt": DAMAGED,
    "notice.txt": NOTICE,
    "report.txt": REPORT,
}
