"""The kindergarten's plan in traditional script (domain.md 3.4, row 000)."""

from tests.plandocs.gold.form import Gold

SEED = "000"
DOCUMENTS = [
    Gold(
        title="幼儿园深入开展创先争优活动实施计划",
        kind="plan",
        span=(1, 41),
        issuer="幼儿园",
        period="3 years",
        script="hant",
        sections="""
            3|一、|1|指导思想
            5|二、|1|目标任务
            7|1、|2|推动科学发展
            8|2、|2|促进校园和谐
            9|3、|2|服务人民群众
            10|4、|2|加强组织建设
            11|三、|1|活动载体
            13|四、|1|活动形式
            15|1、|2|以建设
            16|2、|2|以打造特色
            17|3、|2|师德师风建设
            18|4、|2|以解决实际问题
            19|5、|2|以建立健全
            20|五、|1|组织实施
            23|一是|2|动员部署
            24|二是|2|制定方案
            34|一是|2|展示成果
            34|二是|2|搞好总结
            34|三是|2|完善机制
            35|五、|1|具体要求
            36|1、|2|严密组织
            38|2、|2|提高认识
            40|3、|2|立足本职
        """,
        phases="""
            22|1|广泛发动||
            25|2|全面争创||
            31|3|认真自查||
            33|4|总结完善||
        """,
        standards="""
            15|四讲一争|?|
            17|五比一争|member|
            27|五个好|organisation|
            27|五表率|member|
            41|五项禁令|?|
            41|八不准|?|
        """,
        tasks="""
            15|以建设学习型
            16|以打造特色
            17|师德师风建设
            18|以解决实际问题
            19|以建立健全
            23|动员部署|phase=1
            24|制定方案|phase=1
            26|四讲一争|phase=2
            27|五比一争|phase=2
            28|公开承诺|owner=党员|phase=2
            29|领导点评|phase=2
            30|群众评议|phase=2
            32|查找自身差距|phase=3
            32|先进典型|phase=3
            34|展示成果|phase=4
            34|搞好总结|phase=4
            34|完善机制|phase=4
            37|活动领导小组|owner=党支部
        """,
        people="37|卢小君|组长",
        mechanisms="""
            动力机制
            帮带机制
            评价机制
            激励机制
            长效机制
            公开承诺
            领导点评
            群众评议
            一帮一
            手拉手
            民主测评
            满意度调查
            行风评议
            述职评议/述职评议制度/领导班子述职评议制度
        """,
        defects="""
            pinyin
            mixed-script
            stray-mark 15
            duplicate-number 35
            missing-digits 4
            site-furniture 42
            half-width
            items-missing 15 17 27 27 41 41
            vague-target 32
            no-owner
            no-deadline
        """,
    )
]
