"""What people leave behind as they work: what they did for the organisation, what they read and who read of them,
what they asked to have corrected, and what the ledger tells of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhengyou.ledger.models import Entry, Name
from zhengyou.ledger.queries import told as told_lines
from zhengyou.ui.wording import day_text

from ..models import (
    Account,
    Correction,
    Cultivation,
    Handover,
    MemberStep,
    Reading,
    Reorganisation,
    RosterRun,
    RosterTouch,
    Transfer,
    Weakness,
)
from ..rules.personal_data import Deed, Fact, Section
from .corrections import corrections_of
from .readings import readings_by, readings_of


def sections(person_id: int, day: date) -> Iterable[Section]:
    """Steps of the membership, deeds, corrections, readings, ledger."""
    for deed in (*_of_oneself(), *_deeds()):
        yield deed.section(person_id, why=deed_why(), mend=_("已经办过的事不改动，有误的另行更正。"))
    yield _corrections(person_id)
    yield _read(person_id)
    yield _reads(person_id)
    yield _ledger(person_id)


def deed_why() -> str:
    """What is kept of what somebody did, and why."""
    return _("谁办的、哪天办的，都要有据可查。")


def _state(row: Any) -> str:
    return str(row.get_state_display())


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


def _told_step(row: Any) -> str:
    return " ".join(filter(None, [_kind(row), str(row.get_left_display()), row.reason]))


def _told_transfer(row: Any) -> str:
    return " ".join(filter(None, [_state(row), row.reason, row.comment]))


def _told_cultivation(row: Any) -> str:
    return " ".join(filter(None, [str(row.get_direction_display()), row.how, row.result]))


def _touched(row: Any) -> str:
    return f"{row.run.name} {day_text(timezone.localdate(row.run.at))}"


def _of_oneself() -> list[Deed]:
    """What was decided about the person."""
    step, transfer = _("身份变动的经过"), _("转接组织关系的请求")
    return [
        Deed("membership_steps", step, MemberStep, "person", "effective_on", _told_step),
        Deed("transfers", transfer, Transfer, "person", "asked_at", _told_transfer),
        Deed("cultivations", _("双培养"), Cultivation, "person", "since", _told_cultivation),
        Deed(
            "roster_touches", _("导入名册时的改动"), RosterTouch, "person", "pk", _touched, related=("run",)
        ),
    ]


def _deeds() -> list[Deed]:
    """What the person did for the organisation."""

    def order(row: Any) -> str:
        return reverse("reorganisation", args=[row.pk])

    return [
        Deed("reorganisations_done", _("办理的组织变动"), Reorganisation, "by", "at", _kind, url=order),
        Deed("weak_listed", _("列入整顿名单的组织"), Weakness, "listed_by", "since", lambda row: row.reason),
        Deed("membership_steps_done", _("办理的身份变动"), MemberStep, "by", "at", _kind),
        Deed("transfers_asked", _("提出的组织关系转接"), Transfer, "asked_by", "asked_at", _state),
        Deed("transfers_decided", _("答复的组织关系转接"), Transfer, "decided_by", "decided_at", _state),
        Deed("handovers_arranged", _("安排的交接"), Handover, "by", "at", lambda row: row.note),
        Deed("rosters_handed_in", _("上传的名册"), RosterRun, "by", "at", lambda row: row.name),
        Deed("corrections_answered", _("答复的更正请求"), Correction, "answered_by", "settled_at", _state),
    ]


def _corrections(person_id: int) -> Section:
    def told(rows: list[Correction]) -> Iterable[Fact]:
        for row in rows:
            value = f"{row.wish}（{row.answer}）" if row.answer else row.wish
            url = reverse("correction", args=[row.pk])
            yield Fact(word=str(row.get_state_display()), value=value, at=row.asked_at, url=url)

    return Section(
        key="corrections",
        title=_("提出的更正请求"),
        of=("organisations.Correction.person",),
        why=_("请求和答复都留着，双方都看得到。"),
        mend=_("等待答复的可以撤回。"),
        rows=corrections_of(person_id),
        told=told,
    )


def _times(row: Reading) -> str:
    return _("%(times)d次") % {"times": row.times} if row.times > 1 else ""


def _read(person_id: int) -> Section:
    def told(rows: list[Reading]) -> Iterable[Fact]:
        for row in rows:
            value = " ".join(filter(None, [row.reader_post, row.reader.name, _times(row)]))
            yield Fact(word=str(row.get_what_display()), value=value, at=row.first_at)

    return Section(
        key="readings",
        title=_("谁看过这些信息"),
        of=("organisations.Reading.person",),
        why=_("每人每天记一条，记当天第一次的时间和次数。"),
        mend=_("查阅记录不改动。"),
        rows=readings_of(person_id),
        told=told,
    )


def _reads(person_id: int) -> Section:
    def told(rows: list[Reading]) -> Iterable[Fact]:
        for row in rows:
            whose = row.person.name if row.person else _("一个组织的人员")
            value = " ".join(filter(None, [whose, _times(row)]))
            yield Fact(word=str(row.get_what_display()), value=value, at=row.first_at)

    return Section(
        key="readings_by",
        title=_("看过谁的信息"),
        of=("organisations.Reading.reader",),
        why=_("看别人的信息要留痕。"),
        mend=_("查阅记录不改动。"),
        rows=readings_by(person_id),
        told=told,
    )


def _ledger(person_id: int) -> Section:
    def told(rows: list[Entry]) -> Iterable[Fact]:
        for line in told_lines(rows):
            yield Fact(word="", value=line.sentence, at=line.entered_at)

    accounts = list(Account.objects.filter(person_id=person_id).values_list("pk", flat=True))
    names = list(Name.objects.filter(person_id=person_id).values_list("pk", flat=True))
    return Section(
        key="ledger",
        title=_("台账里的"),
        of=("ledger.Name.person_id", "ledger.Entry.actor_id"),
        why=_("每一次改动都记一行，只增不改。"),
        mend=_("台账不改动；改正另记一行。"),
        rows=Entry.objects.filter(Q(actor_id__in=accounts) | Q(names__overlap=names)).order_by("-pk"),
        told=told,
        content=True,
    )
