"""Letting go of what has been kept long enough, of every room, once a night."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from zhengyou.ledger.writing import Line, Writer, write

from ..models import Correction, CorrectionState, Reading
from ..queries import root
from ..queries.kept import kinds
from ..queries.roster import KEPT as ROSTER_KEPT
from ..rules.retention import CORRECTIONS_DAYS, OWN_CHOICE, READINGS_DAYS, Kept, last_day_kept
from . import rosters

SUBJECT = "organisations.retention"


@transaction.atomic
def purge(*, by: Writer, now: datetime) -> dict[str, int]:
    """Delete everything whose time is over; how many rows of which kind, only kinds of which something went.

    One line of the ledger with the numbers, none where nothing went.
    """
    gone = {kind: kind.purge(now) for kind in kinds() if kind.purge is not None}
    counts = {kind.key: number for kind, number in gone.items() if number}
    if counts:
        words = "、".join(f"{kind.word}{number}条" for kind, number in gone.items() if number)
        top = root(timezone.localdate(now))
        line = Line(
            verb=f"{SUBJECT}.purge",
            sentence=f"保存期满，清除{words}。",
            subject=SUBJECT,
            path=top.path if top else "",
            after=counts,
        )
        write(by=by, line=line)
    return counts


def _readings(now: datetime) -> int:
    return Reading.objects.filter(day__lt=last_day_kept(now, READINGS_DAYS)).delete()[0]


def _corrections(now: datetime) -> int:
    settled = Correction.objects.exclude(state=CorrectionState.ASKED)
    return settled.filter(settled_at__date__lt=last_day_kept(now, CORRECTIONS_DAYS)).delete()[0]


def _rosters(now: datetime) -> int:
    return rosters.purge(now=now)


KEPT = [
    Kept(
        key="people",
        word=gettext_lazy("人员的基本信息"),
        holds=gettext_lazy("姓名、人员编号、入党日期、所在组织、身份、情况、岗位、小组，各自的起止日期"),
        period=gettext_lazy("在组织期间，以及离开后直到隐去"),
        source=gettext_lazy("过去的党员数、报告里的数字要能复核"),
        afterwards=gettext_lazy("离开多年的列给系统管理员，由人决定是否隐去，从不自动隐去"),
    ),
    Kept(
        key="ledger",
        word=gettext_lazy("台账"),
        holds=gettext_lazy("谁在什么时候改了什么"),
        period=gettext_lazy("一直保存"),
        source=gettext_lazy("台账只增不改，前后相连，少一条就能查出来"),
        afterwards=gettext_lazy("人员隐去后，台账的每一行还在，姓名不再显示"),
    ),
    Kept(
        key="readings",
        word=gettext_lazy("查阅记录"),
        holds=gettext_lazy("谁在哪一天看了谁的个人信息、哪个组织的名单"),
        source=gettext_lazy("看别人的信息要留痕；网络日志至少留存六个月的规定"),
        afterwards=gettext_lazy("每天夜里清除到期的"),
        days=READINGS_DAYS,
        purge=_readings,
    ),
    Kept(
        key="corrections",
        word=gettext_lazy("更正请求"),
        holds=gettext_lazy("请求的话、答复的话、谁答复的"),
        counted_from=gettext_lazy("答复或撤回后"),
        source=OWN_CHOICE,
        afterwards=gettext_lazy("每天夜里清除到期的，没有答复的不清；人员隐去时随即清空"),
        days=CORRECTIONS_DAYS,
        purge=_corrections,
    ),
    Kept(
        key="rosters",
        word=gettext_lazy("上传的名册文件"),
        holds=gettext_lazy("文件本身、核对出来的变动和问题"),
        source=OWN_CHOICE,
        afterwards=gettext_lazy("每天夜里清除到期的；导入完或撤下的，文件当时就清除。台账里留下件数"),
        counted_from=gettext_lazy("上传后"),
        days=ROSTER_KEPT.days,
        purge=_rosters,
    ),
]
