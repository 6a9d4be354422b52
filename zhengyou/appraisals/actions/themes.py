"""What was written, merged by the scrutineers into themes, handed to the organiser, put right (domain.md P5, P14)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.actions.stepping import take
from zhengyou.campaigns.models.rectification import Source
from zhengyou.ledger.telling import given, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted

from ..models import Remark, Round, Theme
from ..queries import following
from ..queries.rounds import concerned_in
from ..rules.policies import LEAST_GROUP
from ..rules.procedures import APPRAISAL
from .rounds import SUBJECT, WAY, NotPossible


@transaction.atomic
def sort(
    *, by: Actor, row: Round, urn: int, remarks: Sequence[str], name: str, problem: bool, now: datetime
) -> Theme:
    """Put remarks about one urn (0: of the small ones) into a theme, new or not; raises NotPermitted or NotPossible.
    The ledger tells the theme, not how many said it nor what they wrote."""
    kept = _sorting(by, row)
    chosen = Remark.objects.filter(following.of_urn(urn), round=kept, pk__in=list(remarks))
    if not chosen.exists():
        raise NotPossible("没有选中写的话。请先勾上说的是同一件事的几条。")
    theme = Theme.objects.filter(following.of_urn(urn), round=kept, name=name).first()
    before = values(theme, "name", "problem") if theme else None
    theme = theme or Theme(round=kept, urn_id=urn or None, name=name)
    theme.problem = problem
    theme.save()
    chosen.update(theme=theme)
    Theme.objects.filter(round=kept, remarks=None).delete()
    line = Line(
        verb="appraisals.theme.sort",
        sentence=f"归并“{kept.name}”里写的话：“{name}”。",
        subject="appraisals.theme",
        subject_id=theme.pk,
        path=_path(kept, now),
        before=before,
        after=values(theme, "name", "problem") if before else given(theme, "name", "problem"),
    )
    write(by=by, line=line)
    return theme


@transaction.atomic
def release(*, by: Actor, row: Round, now: datetime) -> Round:
    """Hand the themes over to the organiser, when nothing written is left out; raises NotPermitted or NotPossible."""
    kept = _sorting(by, row)
    left = kept.remarks.filter(theme=None).count()
    if left:
        raise NotPossible(f"还有{left}条没有归类。每一条都归了类才能交。")
    if not kept.remarks.exists():
        raise NotPossible("这一轮没有人写话，不用交。")
    before = values(kept, "themes_released")
    kept.themes_released = True
    kept.save(update_fields=["themes_released"])
    line = Line(
        verb=f"{SUBJECT}.release",
        sentence=f"监票人把“{kept.name}”里写的话归好类，交给组织评议的单位。",
        subject=SUBJECT,
        subject_id=kept.pk,
        path=_path(kept, now),
        before=before,
        after=values(kept, "themes_released"),
    )
    write(by=by, line=line)
    return kept


@transaction.atomic
def rectify(*, by: Actor, row: Round, due_on: date, now: datetime) -> Round:
    """Open a problem to be put right for every theme of a problem; raises WrongState, NotPermitted or NotPossible."""
    kept = (
        Round.objects.select_for_update(of=("self",))
        .select_related("campaign", "scheduled_by")
        .get(pk=row.pk)
    )
    day = timezone.localdate(now)
    concerned = concerned_in(kept, day)
    APPRAISAL.check("rectify", kept.state, by, concerned)
    why = following.why_not(kept, "rectify")
    if why:
        raise NotPossible(why)
    if due_on < day:
        raise NotPossible("改好的日子已经过去了。请选今天或以后的日子。")
    least = int(kept.policies[LEAST_GROUP.key])
    found = kept.themes.filter(problem=True, rectification=None).select_related("urn")
    for theme in found.annotate(said=Count("remarks")).order_by("pk"):
        _raise(by, kept, theme, following.said_by(theme.said, least), due_on, now)
    take(WAY, kept, "rectify", by=by, concerned=concerned, answers={}, now=now)
    return kept


def _raise(by: Actor, row: Round, theme: Theme, said: str, due_on: date, now: datetime) -> None:
    raised = rectification.Raised(
        campaign=row.campaign_id,
        organisation=theme.urn.organisation_id if theme.urn else row.organisation_id,
        title=theme.name,
        text=f"“{row.name}”里{said}写到这件事。",
        source=Source.APPRAISAL,
        raised_on=timezone.localdate(now),
        due_on=due_on,
    )
    try:
        theme.rectification = rectification.raise_(by=by, raised=raised, now=now)
    except rectification.NotPossible as refusal:
        raise NotPossible(str(refusal)) from refusal
    theme.save(update_fields=["rectification"])


def _sorting(by: Actor, row: Round) -> Round:
    kept = Round.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not following.is_scrutineer(by, kept):
        raise NotPermitted("写的话只有监票人看得到、由监票人归类。")
    if kept.state not in following.SORTING or kept.themes_released:
        raise NotPossible("写的话已经归好类交出去了，或者还没有开箱。")
    return kept


def _path(row: Round, now: datetime) -> str:
    return standing_place(row.organisation_id, timezone.localdate(now)).path
