"""What is kept of coming in, and how long (organisations.rules.retention); the numbers stand in rules.policies.

It is deleted every hour (jobs.forget), without a line of the ledger: nobody's data changes by it.
"""

from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.retention import OWN_CHOICE, Kept

from . import inviting, policies

_HOURLY = gettext_lazy("每小时清除到期的")
KEPT = [
    Kept(
        key="attempts",
        word=gettext_lazy("登录失败"),
        holds=gettext_lazy("次数和时间；用户名和网络地址只存算过的结果，看不出是谁、从哪里"),
        source=gettext_lazy("防止有人猜密码，够用就清"),
        afterwards=_HOURLY,
        counted_from=gettext_lazy("最后一次失败后"),
        days=policies.FORGOTTEN_AFTER.days,
    ),
    Kept(
        key="logins",
        word=gettext_lazy("登录记录"),
        holds=gettext_lazy("哪天、用什么浏览器、怎样登录的；不记网络地址"),
        source=gettext_lazy("让本人看得出有没有别人用过账号"),
        afterwards=_HOURLY,
        counted_from=gettext_lazy("最后一次使用后"),
        days=policies.LOGINS_KEPT.days,
    ),
    Kept(
        key="sessions",
        word=gettext_lazy("登录状态"),
        holds=gettext_lazy("浏览器里的登录凭证在这边的一半"),
        source=OWN_CHOICE,
        afterwards=_HOURLY,
        period=gettext_lazy("到失效为止：关上浏览器或12小时不用；选了“保持登录”的30天"),
    ),
    Kept(
        key="invitations",
        word=gettext_lazy("账号邀请"),
        holds=gettext_lazy("邀请了谁、谁邀请的、哪天打开和用掉；邀请码只存算过的结果"),
        source=OWN_CHOICE,
        afterwards=_HOURLY,
        counted_from=gettext_lazy("失效后"),
        days=inviting.INVITATIONS_KEPT.days,
    ),
    Kept(
        key="askings",
        word=gettext_lazy("扫墙上二维码时填的姓名"),
        holds=gettext_lazy("填的姓名和编号或日期、什么浏览器"),
        source=gettext_lazy("只为让书记认一下是不是本人"),
        afterwards=_HOURLY,
        counted_from=gettext_lazy("填写后"),
        days=inviting.ASKING_LASTS.days,
    ),
]
