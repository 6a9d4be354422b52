"""Inspection rounds from the scheme to the end (domain.md P15): published with its seed, the frame sealed, drawn,
begun, told in a circular. Each visit of a unit goes its own way: actions/visits.py."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.copying import change
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Campaign, CampaignState, StandardItem
from ..models.inspections import (
    Inspection,
    InspectionCircular,
    InspectionLine,
    InspectionStage,
    InspectionState,
    InspectionStratum,
    InspectionUnit,
    InspectionVisit,
    UnitPlace,
    VisitState,
)
from ..models.tasks import Task
from ..queries.inspections import framing, rounds
from ..queries.policies import policy
from ..rules.inspections import drawing
from ..rules.policies import INSPECTION_NOTICE, INSPECTION_VISITS
from ..rules.procedures import INSPECTION
from .rectification import NotPossible
from .stepping import Way, begin, take
from .visits import carry_all

WAY = Way(
    procedure=INSPECTION,
    stage=InspectionStage,
    subject=rounds.SUBJECT,
    kept=(
        *("title", "purpose", "methods", "unannounced", "draw_on", "opens_on", "closes_on", "seed"),
        *("public_name", "public_on", "public_number", "second", "frame_sha256", "most_visits", "comment"),
    ),
)


@dataclass(frozen=True)
class Stratum:
    """Units of a sector and kind ("" for any), and how many of them: a number or a share in percent."""

    sector: str
    kind: str
    number: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class Chosen:
    """A unit visited beside the draw, and why."""

    organisation: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A round as it is planned. The checklist is made of `items` of standards, `tasks`, and `own` lines. Without a
    `public_name` the second part of the seed comes from the ledger."""

    title: str
    purpose: str
    methods: Sequence[str]
    unannounced: bool
    draw_on: date
    opens_on: date
    closes_on: date
    seed: str
    public_name: str = ""
    public_on: date | None = None
    inspectors: Sequence[int]
    items: Sequence[int] = ()
    tasks: Sequence[int] = ()
    own: Sequence[str] = ()
    strata: Sequence[Stratum] = ()
    chosen: Sequence[Chosen] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """What stands on the round itself."""
        names = ("title", "purpose", "unannounced", "draw_on", "opens_on", "closes_on", "seed", "public_name")
        return {name: getattr(self, name) for name in names} | {
            "methods": list(self.methods),
            "public_on": self.public_on,
        }


@transaction.atomic
def plan(*, by: Actor, campaign: Campaign, scheme: Scheme, now: datetime) -> Inspection:
    """Write down the scheme of a round of the actor's own organisation; raises NotPermitted or NotPossible."""
    day = timezone.localdate(now)
    by.require(Permission.DECIDE, by.path)
    if campaign.state != CampaignState.RUNNING:
        raise NotPossible("活动已经结束，不能再安排督查。")
    _check(scheme)
    row = Inspection(
        campaign=campaign,
        organisation_id=by.organisation_id,
        state=InspectionState.SCHEME,
        entered_by_id=by.account_id,
        entered_at=now,
        **scheme.facts,
    )
    begin(WAY, row, by=by, path=by.path, told=f"拟督查方案“{scheme.title}”。", now=now, verb="plan")
    _lay_out(row, scheme, day)
    return row


@transaction.atomic
def edit(*, by: Actor, inspection: Inspection, scheme: Scheme, now: datetime) -> Inspection:
    """Put another scheme in the place of one that is not published yet; raises WrongState, NotPermitted or
    NotPossible."""
    row, day = _locked(inspection), timezone.localdate(now)
    _check(scheme)
    facts = scheme.facts
    answers = {"title": facts.pop("title")}
    take(
        WAY, row, "edit", by=by, concerned=rounds.concerned_in(row, day), answers=answers, now=now, also=facts
    )
    row.units.all().delete()
    row.lines.all().delete()
    row.strata.all().delete()
    _lay_out(row, scheme, day)
    return row


@transaction.atomic
def step(
    *, by: Actor, inspection: Inspection, verb: str, answers: Mapping[str, Any], now: datetime
) -> Inspection:
    """Take a step other than writing the scheme or the circular; raises WrongState, NotPermitted or NotPossible."""
    row, day = _locked(inspection), timezone.localdate(now)
    concerned = rounds.concerned_in(row, day)
    WAY.procedure.check(verb, row.state, by, concerned)
    also = _BEFORE[verb](row, by, day) if verb in _BEFORE else {}
    if verb in ("edit", "circulate"):
        raise NotPossible("这一步要填的不在这里，请从督查的页面上办。")
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    if verb in ("draw", "confirm"):
        _draw(row, by, now)
    if verb == "start" and not row.unannounced:
        carry_all(row, "notify", by=by, now=now)
    if verb == "call_off":
        carry_all(row, "call_off", by=by, now=now)
    return row


@transaction.atomic
def circulate(
    *, by: Actor, inspection: Inspection, answers: Mapping[str, Any], document: bytes, now: datetime
) -> InspectionCircular:
    """Issue the circular: `document` is the file, kept as it is; raises WrongState, NotPermitted or NotPossible."""
    row, day = _locked(inspection), timezone.localdate(now)
    concerned = rounds.concerned_in(row, day)
    WAY.procedure.check("circulate", row.state, by, concerned)
    left = rounds.open_visits(row, day)
    if left:
        raise NotPossible(f"还有{left}个单位没有查完或者没有答复，通报要等它们。")
    take(WAY, row, "circulate", by=by, concerned=concerned, answers={}, now=now)
    return InspectionCircular.objects.create(
        inspection=row,
        issued_on=day,
        assessment=answers["assessment"],
        requirements=answers["requirements"],
        names_good=answers["names_good"],
        names_problems=answers["names_problems"],
        content=document,
        sha256=hashlib.sha256(document).hexdigest(),
        made_by_id=by.account_id,
    )


def _locked(inspection: Inspection) -> Inspection:
    found = Inspection.objects.select_for_update(of=("self",)).select_related("campaign")
    return found.get(pk=inspection.pk)


def _check(scheme: Scheme) -> None:
    if not scheme.draw_on <= scheme.opens_on <= scheme.closes_on:
        raise NotPossible("日子要依次是：抽签、开始查、查完。请重新选。")
    if scheme.unannounced and scheme.public_name:
        raise NotPossible(
            "不打招呼的不能用公开号码：号码一公布，谁都能算出抽中哪几家。请改用台账的链上摘要。"
        )
    if scheme.public_name and (scheme.public_on is None or scheme.public_on > scheme.draw_on):
        raise NotPossible("公开号码要在抽签以前或者抽签当天公布。请填公布的日子。")


def _lay_out(row: Inspection, scheme: Scheme, day: date) -> None:
    """The checklist, the strata, the people and the units chosen, as rows."""
    possible = dict(rounds.possible_inspectors(row.organisation_id, day))
    if not set(scheme.inspectors) <= set(possible):
        raise NotPossible("派去的同志要从本级的名单里选。请重新选。")
    row.inspectors.set(scheme.inspectors)
    items = StandardItem.objects.filter(pk__in=scheme.items, standard__campaign_id=row.campaign_id)
    tasks = Task.objects.filter(pk__in=scheme.tasks, campaign_id=row.campaign_id)
    lines = [
        *(InspectionLine(text=str(one), item=one) for one in items.order_by("standard__ordinal", "ordinal")),
        *(InspectionLine(text=one.name, task=one) for one in tasks.order_by("ordinal")),
        *(InspectionLine(text=text) for text in scheme.own),
    ]
    for number, line in enumerate(lines, 1):
        line.inspection, line.ordinal = row, number
    InspectionLine.objects.bulk_create(lines)
    InspectionStratum.objects.bulk_create(
        InspectionStratum(inspection=row, ordinal=number, **vars(one))
        for number, one in enumerate(scheme.strata, 1)
    )
    _choose(row, scheme, day)


def _choose(row: Inspection, scheme: Scheme, day: date) -> None:
    below = {place.organisation_id: place for place in framing.below(row.organisation_id, day)}
    if not {one.organisation for one in scheme.chosen} <= set(below):
        raise NotPossible("点名的单位要在本组织下面。请重新选。")
    InspectionUnit.objects.bulk_create(
        InspectionUnit(
            inspection=row,
            organisation_id=one.organisation,
            code=below[one.organisation].organisation.code,
            name=below[one.organisation].name,
            place=UnitPlace.CHOSEN,
            reason=one.reason,
        )
        for one in scheme.chosen
    )


def _publishable(row: Inspection, by: Actor, day: date) -> dict[str, Any]:
    """What must stand before a scheme is published; the words go into the ledger's sentence."""
    if not row.lines.exists() or not row.inspectors.exists():
        raise NotPossible("清单上至少要有一条，派去的至少要有一位同志。请先改方案。")
    if not row.strata.exists() and not row.units.exists():
        raise NotPossible("还没有写查哪些单位：至少写一类抽几个，或者点名一个。请先改方案。")
    notice = policy(row.campaign_id, INSPECTION_NOTICE, day)
    if row.draw_on < day + timedelta(days=notice):
        raise NotPossible(f"种子词要在抽签{notice}天以前公布。请先把方案里的抽签日改晚。")
    if row.public_on is not None and row.public_on <= day:
        raise NotPossible("公开号码要在今天以后才公布，大家才信不是先看了号码。请先改方案。")
    most = policy(row.campaign_id, INSPECTION_VISITS, day)
    chosen = framing.chosen_units(row)
    been = framing.visits_in_year([one.organisation_id for one in chosen], day)
    for one in chosen:
        times = been.get(one.organisation_id, 0)
        if times >= most:
            raise NotPossible(f"点名的{one.name}{framing.too_often(times, most)}。请先改方案。")
    return {"seed": row.seed}


def _sealed(row: Inspection, by: Actor, day: date) -> dict[str, Any]:
    """Seal the frame: who takes part, who does not and why, and the digest over both."""
    if row.public_on is not None and row.public_on <= day:
        raise NotPossible("公开号码已经公布，这时再定名单就说不清了。请取消这一轮，重新公布一轮。")
    most = policy(row.campaign_id, INSPECTION_VISITS, day)
    chosen = framing.chosen_units(row)
    been = framing.visits_in_year([one.organisation_id for one in chosen], day)
    for one in chosen:
        if (times := been.get(one.organisation_id, 0)) >= most:
            one.place, one.reason = UnitPlace.LEFT_OUT, f"点名，但{framing.too_often(times, most)}"
            one.save()
    units, left = framing.frame_of(row, most, day)
    if not units and not any(one.place == UnitPlace.CHOSEN for one in chosen):
        raise NotPossible(
            "没有可以抽的单位：方案里的几类单位都没有，或者都到了次数。请取消这一轮，改方案重来。"
        )
    InspectionUnit.objects.bulk_create(
        [
            *(_unit(row, one.place, UnitPlace.FRAME, stratum=one.stratum) for one in units),
            *(_unit(row, one.place, UnitPlace.LEFT_OUT, reason=one.reason) for one in left),
        ]
    )
    _count_strata(row)
    return {"most_visits": most, "frame_sha256": framing.digest_of(rounds.frame(row))}


def _unit(row: Inspection, place: Any, where: str, **more: Any) -> InspectionUnit:
    return InspectionUnit(
        inspection=row,
        organisation_id=place.organisation_id,
        code=place.organisation.code,
        name=place.name,
        place=where,
        **more,
    )


def _count_strata(row: Inspection) -> None:
    strata = list(row.strata.all())
    sizes = [one.units.filter(place=UnitPlace.FRAME).count() for one in strata]
    wanted = [drawing.Wanted(one.number, one.percent) for one in strata]
    for one, size, quota in zip(strata, sizes, drawing.quotas(wanted, sizes), strict=True):
        one.size, one.quota = size, quota
    change(InspectionStratum, ("size", "quota"), [(one.pk, one.size, one.quota) for one in strata])


def _numbered(row: Inspection, by: Actor, day: date) -> dict[str, Any]:
    if not row.public_name:
        raise NotPossible("方案里没有写用公开号码，直接抽签就行。")
    if row.public_on is None or day < row.public_on:
        raise NotPossible(f"号码到{row.public_on:%Y年%-m月%-d日}才公布。")
    return {"moved_by_id": by.account_id}


def _by_number(row: Inspection, by: Actor, day: date) -> dict[str, Any]:
    _in_time(row, day)
    return {"second": row.public_number}


def _by_ledger(row: Inspection, by: Actor, day: date) -> dict[str, Any]:
    _in_time(row, day)
    if row.public_name:
        raise NotPossible("方案里写了用公开号码，请先填号码，由另一位同志核对后抽签。")
    second = rounds.sealed_by_ledger(row)
    if not second:
        raise NotPossible("台账还没有把封定名单那一行连进链里，一般几分钟就好。请过一会儿再抽。")
    return {"second": second}


def _in_time(row: Inspection, day: date) -> None:
    if day < row.draw_on:
        raise NotPossible(f"到{row.draw_on:%Y年%-m月%-d日}才抽签，方案里是这样公布的。")


_BEFORE = {
    "publish": _publishable,
    "fix": _sealed,
    "number": _numbered,
    "confirm": _by_number,
    "draw": _by_ledger,
}


def _draw(row: Inspection, by: Actor, now: datetime) -> None:
    """Work out every unit's value, mark those drawn, and lay out their visits and those of the units chosen."""
    units, seed = rounds.frame(row), drawing.effective_seed(row.seed, row.second)
    quota = [one.quota or 0 for one in row.strata.all()]
    drawn = {one.code for one in drawing.draw(seed, framing.listed(units), quota)}
    taking_part = [one for one in units if one.place == UnitPlace.FRAME]
    for one in taking_part:
        one.digest, one.drawn = drawing.digest(seed, one.code), one.code in drawn
    change(InspectionUnit, ("digest", "drawn"), [(one.pk, one.digest, one.drawn) for one in taking_part])
    visited = [one for one in units if one.drawn or one.place == UnitPlace.CHOSEN]
    InspectionVisit.objects.bulk_create(
        InspectionVisit(
            inspection=row,
            organisation_id=one.organisation_id,
            chosen=one.place == UnitPlace.CHOSEN,
            state=VisitState.PLANNED,
            due_on=row.closes_on,
        )
        for one in visited
    )
    carry_all(row, "", by=by, now=now)
