"""What is still open in organisations, gathered from every room that keeps such things."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ..models import Group, Post, PostKind, Transfer, TransferState, Weakness
from ..rules.matters import Contribution, Matter, Matters
from .days import on_day

SOON = timedelta(days=183)
"""A term that ends within half a year is something the next secretary should know of."""


def matters(organisation_ids: Sequence[int], day: date, *, shown: int = 0) -> list[Matters]:
    """What the rooms above have open in organisations, none left out that is not zero."""
    found: list[Matters] = []
    for name in settings.OPEN_MATTERS:
        contribution: Contribution = import_string(name)
        found += contribution(list(organisation_ids), day, shown)
    return [one for one in found if one.total]


def open_matters(organisation_ids: Sequence[int], day: date) -> list[tuple[str, int]]:
    """The same as (words, how many)."""
    return [(one.title, one.total) for one in matters(organisation_ids, day)]


def handed(organisation_id: int, day: date, *, shown: int = 200) -> list[Matters]:
    """Everything that passes on with an organisation: what the rooms above have open, and what is open in this one."""
    own = [
        _transfers(organisation_id),
        _groups(organisation_id, day),
        _posts(organisation_id, day),
        _weakness(organisation_id, day),
    ]
    return [*matters([organisation_id], day, shown=shown), *(one for one in own if one.total)]


def _transfers(organisation_id: int) -> Matters:
    here = Q(source_id=organisation_id) | Q(target_id=organisation_id)
    rows = list(
        Transfer.objects.filter(here, state=TransferState.ASKED)
        .select_related("person")
        .order_by("wanted_on", "pk")
    )
    return Matters(
        _("没有办完的组织关系转接"),
        len(rows),
        [
            Matter(
                _("转入：%(name)s") % {"name": row.person.name}
                if row.target_id == organisation_id
                else _("转出：%(name)s") % {"name": row.person.name},
                reverse("transfer", args=[row.pk]),
                row.wanted_on,
            )
            for row in rows
        ],
    )


def _groups(organisation_id: int, day: date) -> Matters:
    rows = Group.objects.filter(on_day(day), organisation_id=organisation_id, term_ends_on__lte=day + SOON)
    found = [
        Matter(
            row.name,
            reverse("group", args=[row.pk]),
            row.term_ends_on,
            _("已经届满") if row.term_ends_on and row.term_ends_on < day else "",
        )
        for row in rows.order_by("term_ends_on", "pk")
    ]
    return Matters(_("届满或半年内届满的小组"), len(found), found)


def _posts(organisation_id: int, day: date) -> Matters:
    rows = Post.objects.filter(
        on_day(day), organisation_id=organisation_id, until__gt=day, until__lte=day + SOON
    ).exclude(kind=PostKind.SECRETARY)
    found = [
        Matter(
            f"{row.person.name}：{row.get_kind_display()}", reverse("person", args=[row.person_id]), row.until
        )
        for row in rows.select_related("person").order_by("until", "pk")
    ]
    return Matters(_("半年内到期的任职"), len(found), found)


def _weakness(organisation_id: int, day: date) -> Matters:
    rows = Weakness.objects.filter(on_day(day), organisation_id=organisation_id)
    found = [Matter(row.reason, reverse("weak"), row.since, row.measures) for row in rows]
    return Matters(_("在软弱涣散整顿名单上"), len(found), found)
