"""What appraisals keep how long (organisations.rules.retention)."""

from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.retention import Kept

KEPT = [
    Kept(
        key="member_analyses",
        word=gettext_lazy("民主评议党员、党性分析"),
        holds=gettext_lazy("自评、互评、等次和理由、异议；党性分析的报告、意见和反馈"),
        period=gettext_lazy("一直保存"),
        source=gettext_lazy("按党员档案的规定存档"),
        afterwards=gettext_lazy("只有本人、支部委员会和上级看得到"),
    ),
    Kept(
        key="ballots",
        word=gettext_lazy("开箱以后的选票"),
        holds=gettext_lazy("怎么评的；没有姓名、时间、地址，次序打乱过"),
        period=gettext_lazy("一直保存"),
        source=gettext_lazy("谁都可以照着重新数一遍"),
        afterwards=gettext_lazy("里面没有个人信息"),
    ),
    Kept(
        key="ballot_codes",
        word=gettext_lazy("评议码和锁着的选票"),
        holds=gettext_lazy("评议码的摘要、用没用过、锁着的票"),
        period=gettext_lazy("到开箱为止"),
        source=gettext_lazy("开箱以后不能再有一条路从评议码找到票"),
        afterwards=gettext_lazy("开箱的同一个事务里删除，随后重写数据表"),
    ),
    Kept(
        key="paper_readings",
        word=gettext_lazy("纸质票的两遍录入"),
        holds=gettext_lazy(
            "盖在票上的号、两位各录了什么、票上写的话；没有姓名和时间，号是票箱打乱以后才盖的"
        ),
        period=gettext_lazy("到开箱计票为止"),
        source=gettext_lazy("两遍对上以后，只要票不要号"),
        afterwards=gettext_lazy("开箱计票的同一个事务里删除，只留张数，随后重写数据表"),
    ),
]
