"""Eight of the eleven texts glued into one collection (domain.md 3.4, rows p1 to p11)."""

from tests.plandocs.gold.form import Gold

SEED = "004"
_EVERYWHERE = "\nglued-documents\nhalf-width\n"
_PLAN = _EVERYWHERE + "no-owner\nno-deadline\n"

P1 = Gold(
    title="篇一",
    kind="plan",
    span=(9, 49),
    period="2011-01-01..2011-12-31",
    sections="""
        13|二.|1|具体工作
        15|(一)|2|加强组织领导
        17|1.|3|随着社区
        19|2.|3|学习社区教育
        21|3.|3|组织社区教育讲师团
        23|4.|3|根据社区教育
        25|(二)|2|整合现有资源
        27|1.|3|拓宽社区教育渠道
        29|2.|3|充分发挥社区里
        31|3.|3|充分发挥志愿者作用
        31|一是|4|继续发挥
        31|二是|4|义务监督员
        33|三.|1|紧抓青少年教育
        35|1.|2|加强青少年行为规范
        35|一是|3|四月份
        35|二是|3|5月份
        35|三是|3|6月份
        35|四是|3|利用暑假
        35|五是|3|下半年
        37|2.|2|组织
        39|3.|2|以
        41|4.|2|围绕
        43|5、|2|办好
        43|一是|3|不断组织
        43|二是|3|规范举办
        43|三是|3|定期举办
        43|四是|3|一年一期
        45|四.|1|做好帮困工作
    """,
    tasks="""
        17|充实和调整
        19|学习社区教育新理念
        21|业务知识学习培训
        23|台帐资料
        27|拓宽社区教育渠道
        29|茶话会
        31|继续发挥社区讲师团|owner=社区
        31|义务监督员|owner=义务监督员
        35|两法|date=四月份
        35|聘请交警|date=5月份
        35|禁毒|date=6月份|owner=社区关工委与综治办
        35|利用暑假|date=暑假|owner=社区
        35|讲师团成员深入社区|date=下半年|owner=社区讲师团成员
        37|祖国发展我成长
        39|做文明人
        41|学习解放军
        43|假日学校
        43|家庭教育调查
        43|家庭教育知识讲座
        43|家长咨询服务
        43|经验交流会|every=yearly:1
        47|结对帮困
        47|走访
    """,
    targets="""
        41|equal|1||本|革命故事书|
        41|equal|1||本|影片|
        41|equal|1||份|心得|
        41|equal|1||篇|稿件|
        41|equal|1||次|部队|
        43|equal|1||期|经验交流会|一年
    """,
    mechanisms="""
        组织网络/关工委工作的组织网络
        讲师团/社区教育讲师团
        台帐/台账/台帐资料
        五老
        义务监督员
        假日学校
        家长学校
        结对帮困/结对帮困助学
    """,
    defects=_PLAN
    + """
        missing-section 13
        typo 11
        year-damage 41 41
        stray-mark 47
        site-furniture 3 51
    """,
)
P3 = Gold(
    title="篇三",
    kind="plan",
    span=(53, 67),
    issuer="?",
    tasks="""
        57|丰富多彩|owner=各社区|date=?
        59|道德银行
        59|美德少年|date=假期结束时
        61|安全知识讲座|date=?|owner=?
        63|寒假生活计划|owner=社区
        65|敬老爱老
        65|游园联欢会|owner=社区|date=?
        67|慰问好/慰问|date=春节前夕
        ?63|喜爱的一本书
    """,
    targets="""
        59|unspecified|||名|美德少年|
        ?59|equal|4||个|社区|
        ?63|equal|1||本|书|
        ?67|equal|1||次|慰问|
    """,
    mechanisms="道德银行",
    defects=_PLAN
    + """
        stray-mark 57
        site-furniture 55
        typo 59
        vague-target 59
    """,
)
P4 = Gold(
    title="篇四",
    kind="plan",
    span=(69, 101),
    issuer="?",
    period="2015-01-01..2015-12-31",
    sections="""
        73|一、|1|高度重视
        77|二、|1|明确目标
        81|(一)|2|继续抓好
        85|(二)|2|继续做好
        87|一是|3|贴近工作实际
        87|二是|3|突出服务主题
        87|三是|3|注重长效机制
        89|(三)|2|认真开展
        89|一是|3|拟在建党
        89|二是|3|认真组织
        89|三是|3|拟在
        89|四是|3|拟在
        91|(四)|2|切实深入
        93|一是|3|对去年
        93|二是|3|深入开展
        93|三是|3|认真开展
        95|三、|1|工作措施
        97|(一)|2|强化领导
        99|(二)|2|注重宣传
        101|(三)|2|统筹兼顾
    """,
    standards="""
        83|3s|?|
        87|四个四|?|
        ?79|三大行动|?|
        ?83|三项制度|?|
        ?81|五大任务|?|
    """,
    tasks="""
        75|一把手|owner=?
        83|党员集中大培训|every=minimum:2|date=?
        87|继续做好公开承诺|owner=我局|date=2015年|due=2015-12-31
        87|注重长效机制
        89|学党史
        89|评选表彰优秀共产党员|date=?
        89|市直机关组织的各项纪念活动
        89|参观革命遗|date=“七一”前后|due=?
        89|唱红歌|date=“七一”前后|due=?
        93|示范岗进行跟踪管理|date=?
        93|志愿服务行动
        93|公开日|every=monthly:1|owner=?|date=?
        97|强化领导|owner=市招商局创先争优活动领导小组
        99|注重宣传|owner=市招商局
        ?75|学习、宣传、评比
        ?83|具体做法
        ?87|贴近工作实际
        ?87|突出服务主题
    """,
    targets="""
        83|at_least|2||次|培训|全年
        83|at_least|2||次|展示|全年
        83|at_least|4||次|比武|全年
    """,
    mechanisms="""
        亲自负责制/一把手亲自负责制
        公开承诺
        首问责任/首问责任制
        限时办结/限时办结制
        去向告知/人员去向告知制
        长效机制
        党员示范岗
        示范科室/党员示范科室
        志愿服务/党员志愿服务
        公开日
    """,
    defects=_PLAN
    + """
        missing-digits 71 71 71 79 89 89
        year-damage 89
        typo 83 89
        items-missing 83 87
        ?items-missing 81
        ?items-missing 79
        ?items-missing 83
    """,
)


def _excerpt(title: str, first: int, **more: str) -> Gold:
    """p5 and p6 are the same excerpt but for the first paragraph."""
    a, b, c = first + 4, first + 6, first + 8
    period = more.get("period")
    return Gold(
        title=title,
        kind="plan",
        span=(first, c),
        period=period,
        sections=f"{a}|(四)|1|是与加强\n{b}|(五)|1|是与强化\n{c}|(六)|1|是与坚持",
        standards=f"""
            {a}|四强|organisation|
            ?{a - 2}|五个结合|?|
            ?{b}|四个重点|?|
            ?{c}|五个贯穿|?|
        """,
        tasks=f"{a}|加强基层组织建设\n{b}|重点相结合\n{c}|五个贯穿",
        mechanisms="""
            用人导向机制
            跟踪问效制度
            激励关怀帮护机制/党内激励关怀帮护机制
            长效机制
            学习交流制度/定期学习交流制度
            公开承诺
            巡回检查
        """,
        defects=_PLAN
        + f"""
            count-mismatch {a - 2}
            missing-section {a}
            items-missing {a}
            stray-mark {b}
            typo {c}
            ?items-missing {b}
            ?items-missing {c}
        """
        + more.get("defects", ""),
    )


P5 = _excerpt("篇五", 103)
P6 = _excerpt(
    "篇六", 113, period="2012-01-01..2012-12-31", defects="near-duplicate-parts\nsite-furniture 123\n"
)
P7 = Gold(
    title="篇七",
    kind="report",
    span=(125, 159),
    issuer="?",
    sections="""
        129|一、|1|抓好学习动员
        141|第一,|2|创先争优
        141|第二,|2|创先争优
        141|第三,|2|创先争优
        143|二、|1|立足学院实际
        147|三、|1|围绕中心工作
        149|一是|2|与谋划好
        149|二是|2|与推动学院
        149|三是|2|与学院前期
        149|四是|2|与创建学习型
        149|五是|2|与推进和谐
        151|四、|1|把握工作节奏
        155|一是|2|进一步做好宣传发动
        157|二是|2|加强分类指导
        159|三是|2|抓好差距查找
    """,
    standards="""
        145|五个好|organisation|
        145|五个模范|?|
        145|三创三推进|organisation|创建五好院党委, 创建五好党支部, 创建学习型党组织
        145|五比五带头|member|比党性, 比本领, 比业绩, 比品行, 比服务
        ?145|三个支撑|?|
        ?149|五个结合|?|
    """,
    tasks="""
        155|宣传发动
        157|分类指导
        159|差距查找
    """,
    mechanisms="公开承诺",
    defects=_EVERYWHERE
    + """
        stray-mark 145
        items-missing 145 145
        ?items-missing 145
    """,
)
P9 = Gold(
    title="篇九",
    kind="plan",
    span=(161, 203),
    sections="""
        165|一、|1|加强关工组织建设
        169|二、|1|弘扬爱国主义
        171|1、|2|向学生反复宣传
        173|2、|2|利用黑板报
        175|3、|2|继续加强
        177|4、|2|开展爱国主义读书
        179|5、|2|开展
        181|6、|2|加强校外教育
        183|三、|1|加强学校德育
        187|四、|1|关爱儿童
        191|1、|2|班主任
        193|2、|2|做好留守学生
        195|3、|2|继续在少年儿童
        197|五、|1|办好家长学校
        201|1、|2|每学期
        203|2、|2|每班
    """,
    tasks="""
        167|量化考核|owner=学校
        171|反复宣传
        173|黑板报
        175|爱国主义教育
        177|读书教育
        179|歌咏比赛
        181|校外教育
        185|品德课
        191|家访|owner=班主任、教师
        193|留守学生
        195|手拉手
        201|开课|every=minimum:2|owner=?|date=?
        203|家长会|every=per_term:1|owner=?|date=?
    """,
    targets="""
        201|at_least|2||次|开课|每学期
        203|equal|1||次|家长会|?
        ?167|equal|1||次|量化考核|
    """,
    mechanisms="""
        量化考核
        家访
        留守学生名册
        手拉手
        家长学校
    """,
    defects=_PLAN + "missing-digits 163",
)
P11 = Gold(
    title="篇十一",
    kind="report",
    span=(205, 249),
    issuer="?",
    sections="""
        209|一、|1|明确一个重点
        213|1.|2|团队精神
        219|2.|2|党员示范岗
        221|一是|3|争当遇到困难
        223|二是|3|争当公益事业
        225|三是|3|争当坚守一线
        229|1.|2|创先争优与民主评议
        237|2.|2|创先争优与教育均衡
        243|一是|3|树立党员干部典型
        245|二是|3|树立党员班主任典型
        247|三是|3|树立党员教师典型
    """,
    people="""
        221|王永平|老党员
        221|李源|老党员
        223|王芳|青年党员教师
        225|王仁义|老党员
        225|聂益珍|老党员
        239|陈振富|党员干部
        239|杨梅|党员干部
        239|王杰|党员干部
        ?239|李振忠|老党员
        ?239|彭育东|老党员
        243|李爱玲|校长
        243|李振忠|副校长
        243|彭育东|工会主席
        245|杨霞|?
        247|彭红艳|语文教师
    """,
    mechanisms="""
        党小组/学科党小组
        网络研究团队/网络团队
        党员示范岗
        民主评议
        师德承诺/师德承诺书
        联校办学
        支教
        送教/送教下乡
        ?家访
    """,
    defects=_EVERYWHERE
    + """
        missing-section 229
        stray-mark 233 235 245
        site-furniture 251
        ?missing-section 243
        ?missing-section 241
    """,
)
DOCUMENTS = [P1, P3, P4, P5, P6, P7, P9, P11]
