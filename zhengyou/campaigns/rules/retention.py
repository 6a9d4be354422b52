"""What the loop keeps how long (organisations.rules.retention)."""

from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.retention import Kept

KEPT = [
    Kept(
        key="records",
        word=gettext_lazy("活动的记录和报送"),
        holds=gettext_lazy("做了什么、谁记的、谁验收的、附件"),
        period=gettext_lazy("一直保存"),
        source=gettext_lazy("报告里的每个数字都要能点开看到它数的记录"),
        afterwards=gettext_lazy("人员隐去后记录还在，写记录的人不再显示姓名"),
    ),
    Kept(
        key="plan_documents",
        word=gettext_lazy("上传的方案文件"),
        holds=gettext_lazy("原文件、读出的文字和内容"),
        period=gettext_lazy("与方案同在"),
        source=gettext_lazy("方案的每一条都要能对照原文"),
        afterwards=gettext_lazy("方案作废后也保留，备查"),
    ),
    Kept(
        key="rejected_files",
        word=gettext_lazy("没有收下的文件"),
        holds=gettext_lazy("读不出来、太大或不安全的文件"),
        period=gettext_lazy("不保存"),
        source=gettext_lazy("没有用处的不留"),
        afterwards=gettext_lazy("当场丢弃，只告诉您为什么没有收下"),
    ),
]
