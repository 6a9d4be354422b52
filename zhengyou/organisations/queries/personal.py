"""What organisations store of a person, and everything that all rooms store (settings.PERSONAL_DATA)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from zhengyou.ui.wording import day_text

from ..models import Circumstance, GroupMember, Membership, Person, Post
from ..rules.personal_data import Fact, Section
from ..rules.structure import GROUP_ROLES, word_of
from .standing import standing_places


def everything(person_id: int, day: date) -> list[Section]:
    """What every room stores of a person, in the order of the rooms."""
    return [section for dotted in settings.PERSONAL_DATA for section in import_string(dotted)(person_id, day)]


def totals(found: Sequence[Section]) -> list[int]:
    """How many rows each section has: one statement for all, since most of a hundred kinds hold nothing of a person."""
    counts, parameters = [], []
    for section in found:
        sql, given = _count(section)
        counts.append(f"({sql})")
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ARRAY[{', '.join(counts)}]::bigint[]", parameters)
        row: tuple[list[int]] = cursor.fetchone()
    return row[0]


def _count(section: Section) -> tuple[str, list[Any]]:
    if not isinstance(section.rows, QuerySet):
        return str(len(section.rows)), []
    try:
        sql, given = section.rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "0", []
    return f"SELECT count(*) FROM ({sql}) found", list(given)


def sections(person_id: int, day: date) -> Iterable[Section]:
    """What this room stores: who it is, where the person belongs, posts and groups."""
    yield _identity(person_id)
    yield _memberships(person_id, day)
    yield _circumstances(person_id)
    yield _posts(person_id, day)
    yield _groups(person_id)


def _identity(person_id: int) -> Section:
    def told(people: list[Person]) -> Iterable[Fact]:
        for person in people:
            yield Fact(word=_("姓名"), value=person.name)
            yield Fact(word=_("排序用的拼音"), value=person.pinyin)
            yield Fact(word=_("人员编号"), value=person.number or "")
            yield Fact(word=_("入党日期"), value=day_text(person.joined_on))
            if person.blanked_on:
                yield Fact(word=_("隐去"), value=day_text(person.blanked_on))

    return Section(
        key="identity",
        title=_("基本信息"),
        of=("organisations.Person.id",),
        why=_("在名单上认得出人，同名的分得开。没有身份证号、住址、电话和生日。"),
        mend=_("这里和下面几项有误的，本人可以请求更正，由支部书记办理。"),
        rows=Person.objects.filter(pk=person_id),
        told=told,
    )


def _places(rows: list[Any], day: date) -> dict[int, str]:
    found = standing_places([row.organisation_id for row in rows], day)
    return {pk: place.name for pk, place in found.items()}


def _told_there(rows: list[Membership] | list[Post], day: date) -> Iterable[Fact]:
    """What somebody was, or which post he held: where, from when to when."""
    names = _places(rows, day)
    for row in rows:
        word = row.get_status_display() if isinstance(row, Membership) else row.get_kind_display()
        name = names.get(row.organisation_id, "")
        yield Fact(word=str(word), value=name, since=row.since, until=row.until)


def _memberships(person_id: int, day: date) -> Section:
    return Section(
        key="memberships",
        title=_("在哪个组织，什么身份"),
        of=("organisations.Membership.person",),
        why=_("党员数、应到人数由此数出来。"),
        mend="",
        rows=Membership.objects.filter(person_id=person_id).order_by("-since"),
        told=lambda rows: _told_there(rows, day),
    )


def _circumstances(person_id: int) -> Section:
    def told(rows: list[Circumstance]) -> Iterable[Fact]:
        for row in rows:
            word = str(row.get_kind_display())
            yield Fact(word=word, value=row.reason, since=row.since, until=row.until)

    return Section(
        key="circumstances",
        title=_("情况"),
        of=("organisations.Circumstance.person",),
        why=_("有这些情况的，活动要求相应减免。"),
        mend="",
        rows=Circumstance.objects.filter(person_id=person_id).order_by("-since"),
        told=told,
    )


def _posts(person_id: int, day: date) -> Section:
    return Section(
        key="posts",
        title=_("任职"),
        of=("organisations.Post.person",),
        why=_("任什么职，就能办什么事；任期一到，权限随即收回。"),
        mend="",
        rows=Post.objects.filter(person_id=person_id).order_by("-since", "-pk"),
        told=lambda rows: _told_there(rows, day),
    )


def _groups(person_id: int) -> Section:
    def told(rows: list[GroupMember]) -> Iterable[Fact]:
        for row in rows:
            word = word_of(GROUP_ROLES, row.role)
            value = row.group.name
            if row.from_where:
                value = _("%(group)s（抽调自%(place)s）") % {"group": value, "place": row.from_where}
            url = reverse("group", args=[row.group_id])
            yield Fact(word=word, value=value, since=row.since, until=row.until, url=url)

    return Section(
        key="groups",
        title=_("小组"),
        of=("organisations.GroupMember.person",),
        why=_("谁在领导小组、办公室、工作组里，任到哪天。"),
        mend="",
        rows=GroupMember.objects.filter(person_id=person_id).select_related("group").order_by("-since"),
        told=told,
    )
