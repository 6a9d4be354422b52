"""The last of the twelve plans of the first unseen batch."""

from tests.plandocs.gold.form import Gold

A09 = Gold(
    title="创先争优活动简报/推动创先争优活动深入开展",
    kind="report",
    span=(1, 15),
    issuer="中共锦屏县委创先争优活动领导小组办公室",
    number="?",
    signed_on="2011-09-08",
    sections="""
        ?7|一|?|抓学习
        ?8|二|?|抓承诺
        ?9|三|?|抓典型
        ?10|四|?|抓督促
        11|一是|?|10月底
        11|二是|?|组织开展
        11|三是|?|建立流动
    """,
    standards="""
        ?5|四抓四促|?|
        ?6|四抓四促|?|
        ?9|五好|?|
    """,
    tasks="""
        11|活动场所|date=10月底前
        11|党员奉献日|every=monthly:1|owner=?|date=?
        11|流动党员|every=quarterly:1
    """,
    targets="""
        11|equal|6||个|活动场所|
        11|equal|1||次|通报|每季度
    """,
    people="9|龙运昌|?",
    mechanisms="""
        公开承诺
        ?党员奉献日
        ?义务劳动
        ?承诺践诺
        ?先进典型
    """,
    defects="""
        ?items-missing 5
        ?items-missing 6
        ?items-missing 9
        ?no-owner
        ?no-deadline
    """,
)

A10 = Gold(
    title="The implementation plan of XX town health center",
    kind="plan",
    span=(1, 22),
    issuer="?",
    script="latin",
    published_on="2020-06-04",
    period="2010-05-01..2012-12-31",
    sections="""
    4|First,|1|the guiding ideology
    6|Second,|1|the activity content
    7|(1)|2|to create
    8|(2)|2|strive to
    9|Third,|1|the method steps
    11|(1)|2|Mobilization
    12|1.|3|Hold a mobilization
    13|2.|3|Formulate
    14|(2)|2|Comprehensive
    15|1.|3|Public commitment
    16|2.|3|Leaders comment
    17|3.|3|Mass appraisal
    18|(3)|2|Summary
    20|Fourth,|1|the organizational
  """,
    phases="""
        11|1|Mobilization and deployment|2010-05-01|2010-06-30
        14|2|Comprehensive implementation|2010-07-01|2012-10-31
        18|3|Summary and improvement|2012-11-01|2012-12-31
    """,
    standards=(
        "7|five good|organisation|a good leadership team, a good party member team, "
        "a good working mechanism, good work performance, good mass response\n"
        "8|five lead|member|\n"
    ),
    tasks="""
    12|mobilization meeting|owner=The party branch|date=before May 20, 2010|due=2010-05-20|phase=1
    13|Formulate|owner=Each department|date=before the end of May|phase=1
    15|Public commitment|owner=Each party member|every=minimum:3|phase=2
    16|Leaders comment|owner=The secretary of the party branch|every=quarterly:1|phase=2
    17|Mass appraisal|phase=2
    19|summary report|phase=3
    21|leading group
    22|inspect|owner=The leading group|every=monthly:1
  """,
    targets="""
        15|at_least|3||?|commitments|?
        ?16|equal|1||?|comment|?
        17|at_least|200||?|questionnaires|
        17|at_least|90||%|satisfaction|
        19|equal|5||?|outstanding|
    """,
    people="""
        21|Zhang Weiguo|?
        21|Liu Meifang|?
    """,
    mechanisms="""
        long-term mechanism
        public commitment
        leaders comment/leader comment
        mass appraisal
    """,
    defects="""
        machine-translation
        site-furniture 2 23
        missing-digits 1
        items-missing 8
        no-owner
        no-deadline
    """,
)

A11 = Gold(
    title="第二实验小学党支部创先争优活动实施方案",
    kind="plan",
    span=(1, 19),
    issuer="第二實驗小學黨支部",
    script="hant",
    period="?",
    sections="""
    3|一、|1|活动主题
    5|二、|1|争创要求
    6|（一）|2|党支部达到
    7|（二）|2|党员教师
    8|三、|1|活动安排
    9|1、|2|启动阶段
    11|2、|2|实施阶段
    12|一是|3|党员示范课
    12|二是|3|党员结对
    12|三是|3|党员公开承诺
    12|四是|3|民主评议
    13|3、|2|总结阶段
    15|五、|1|组织领导
  """,
    phases="""
        9|1|启动阶段|2010-09-01|2010-09-30
        11|2|实施阶段|2010-10-01|2012-05-31
        13|3|总结阶段|2012-06-01|2012-06-30
    """,
    standards="""
        6|五好|organisation|班子建设好, 党员队伍好, 活动开展好, 制度建设好, 群众反映好
        7|四表率|member|做爱岗敬业的表率, 做教书育人的表率, 做团结协作的表率, 做廉洁从教的表率
    """,
    tasks="""
    10|动员会|phase=1|owner=?
    12|示范课|owner=?|every=per_term:1|phase=2
    12|结对|owner=每名党员|every=monthly:1|phase=2
    12|承诺书|date=10月20日前|phase=2
    12|民主评议|every=yearly:1|date=?|phase=2
    14|评选|phase=3
    19|专题会议|owner=领导小组|every=?
  """,
    targets="""
    10|equal|1||篇|心得|
    12|equal|1||节|示范课|每学期
    12|equal|1||名|困难学生|
    12|equal|1||次|家访|每月
    ?12|at_most|?||?|优秀|?
    14|equal|5||名|优秀党员|
    ?19|equal|1||次|会议|?
  """,
    people="""
        16|欧阳靖|组长
        17|邹晓晓|副组长
        18|闵捷|组员
        18|叶知微|组员
        18|严守一|组员
    """,
    mechanisms="""
        结对帮困/党员结对帮困
        公开承诺/党员公开承诺
        民主评议/民主评议党员
        长效机制
        家访
        ?示范课
    """,
    defects="""
        pinyin
        half-width
        stray-mark 14
        missing-section 15
        ?mixed-script
        no-owner
        no-deadline
    """,
)

A12A = Gold(
    title="篇1",
    kind="plan",
    span=(3, 14),
    issuer="?",
    sections="""
    5|一、|1|加强学习
    6|1、|2|坚持
    7|2、|2|每季度
    8|二、|1|搭建平台
    9|1、|2|开展
    10|2、|2|成立
    11|3、|2|为60名
    12|4、|2|开展
    13|四、|1|强化考核
  """,
    tasks="""
    6|学习日|every=?|date=?
    7|党课|every=quarterly:1
    9|在职党员|date=4月底前
    10|志愿服务|every=monthly:1
    11|空巢老人|owner=?|every=minimum:1
    12|邻里|date=9月
    14|积分|every=half_yearly:1|date=?
  """,
    targets="""
    6|at_least|12||次|学习|全年
    7|equal|1||次|党课|每季度
    10|equal|5||支|服务队|
    10|equal|1||次|志愿服务|每月
    11|equal|60||名|空巢老人|
    11|at_least|1||次|看望|每周
    14|equal|1||次|公示|每半年
    14|equal|10||名|党员之星|?
  """,
    mechanisms="""
        学习日制度/党员学习日制度
        志愿服务/志愿服务队/党员志愿服务队/党员志愿服务
        积分管理制度/党员积分管理制度
        ?联系卡
        ?楼栋长
        ?在职党员进社区
        ?在职党员报到
    """,
    defects="""
        missing-digits 4
        missing-section 13
        glued-documents
        no-owner
        ?no-deadline
        site-furniture 2
    """,
)
A12B = Gold(
    title="篇2",
    kind="plan",
    span=(15, 26),
    issuer="?",
    sections="""
    16|一、|1|指导思想
    18|二、|1|活动安排
    19|（一）|2|三月份
    20|（二）|2|四月份
    21|（三）|2|五月份
    22|（四）|2|六月份
    23|（五）|2|七月份
    24|（六）|2|八至十二月份
    25|三、|1|组织保障
  """,
    tasks="""
    19|志愿服务月|date=三月份
    20|扫墓|date=四月份/清明节
    21|座谈会|date=五月份
    ?21|科普|date=?
    22|禁毒|date=六月份
    23|表彰|date=七月份
    24|重阳|date=八至十二月份
    ?26|负总责|owner=?
  """,
    targets="""
        ?22|equal|1||次|禁毒|
        22|equal|1000||份|宣传资料|
        23|equal|30||名|老党员|
    """,
    mechanisms="""
        ?志愿服务
        ?网格长
    """,
    defects="""
        missing-digits 23
        glued-documents
        no-owner
        ?no-deadline
    """,
)
A12C = Gold(
    title="篇3",
    kind="report",
    span=(27, 37),
    issuer="?",
    sections="""
    29|一、|1|主要工作
    30|（一）|2|抓宣传
    31|（二）|2|抓承诺
    32|（三）|2|抓服务
    33|二、|1|存在的不足
    35|三、|1|下半年打算
    36|一是|2|继续深化
    37|二是|2|加大典型
  """,
    tasks="""
        36|点评|date=7月底前
        37|典型
    """,
    mechanisms="""
        承诺台账/党员承诺台账/台账
        ?义诊
    """,
    defects="""
        truncated 37
        missing-digits 28
        glued-documents
        ?no-owner
        ?no-deadline
    """,
)
TEXTS = {
    "briefing.txt": [A09],
    "english_clinic.txt": [A10],
    "hant_pinyin.txt": [A11],
    "glued_community.txt": [A12A, A12B, A12C],
}
