"""Keeping groups and their members: set up, end, take somebody in, let somebody go."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from zhengyou.ledger.telling import Values, given
from zhengyou.ledger.writing import Line, mention, write

from ..models import Group, GroupMember, Person
from ..queries import standing_place, today
from ..rules import Actor, Permission
from ..rules.orders import spoken
from ..rules.roster_names import pinyin_key
from ..rules.structure import GROUP_KINDS, GROUP_ROLES, word_of

SUBJECT = "organisations.group"


class NotKept(Exception):
    """It cannot be kept like that; the sentence says why and what to do."""


@dataclass(frozen=True)
class GroupTold:
    """What is told of a new group; `within` is the id of the group it belongs to."""

    kind: str
    name: str
    duties: str
    since: date
    term_ends_on: date | None = None
    within: int | None = None


@transaction.atomic
def add_group(*, by: Actor, organisation: int, told: GroupTold) -> Group:
    """Set up a group in an organisation. Raises NotKept, NotPermitted."""
    path = _allowed(by, organisation)
    if told.term_ends_on is not None and told.term_ends_on < told.since:
        raise NotKept("任期届满不能早于成立的日期，请核对。")
    if told.within is not None:
        above = Group.objects.filter(pk=told.within, organisation_id=organisation, until=None).first()
        if above is None or above.since > told.since:
            raise NotKept("所属的小组那天还没有成立，或已经撤销。")
    made = Group.objects.create(
        organisation_id=organisation,
        kind=told.kind,
        name=told.name,
        duties=told.duties,
        since=told.since,
        term_ends_on=told.term_ends_on,
        within_id=told.within,
    )
    word = word_of(GROUP_KINDS, told.kind)
    after = given(made, "kind", "name", "duties", "since", "term_ends_on")
    sentence = f"成立“{told.name}”（{word}），自{spoken(told.since)}起。"
    _write(by, made, path, "add", sentence, told.since, after=after)
    return made


@transaction.atomic
def end_group(*, by: Actor, group: Group, day: date) -> Group:
    """A group ends on a day, with its members and the groups within it. Raises NotKept, NotPermitted."""
    path = _allowed(by, group.organisation_id)
    locked = Group.objects.select_for_update().get(pk=group.pk)
    inner = list(Group.objects.select_for_update().filter(within=locked, until=None).order_by("pk"))
    members = GroupMember.objects.filter(group__in=[locked, *inner], until=None)
    if locked.until is not None:
        raise NotKept("这个小组已经撤销了。")
    _not_before_today(day)
    late = max([one.since for one in (locked, *inner)] + [one.since for one in members])
    if late >= day:
        raise NotKept(f"组里{late:%Y-%m-%d}还有登记，撤销的日期要在那天以后。")
    ended = {"members": members.update(until=day), "groups": len(inner)}
    Group.objects.filter(pk__in=[locked.pk, *(one.pk for one in inner)]).update(until=day)
    locked.until = day
    sentence, after = f"撤销“{locked.name}”，自{spoken(day)}起。", {"until": day, **ended}
    _write(by, locked, path, "end", sentence, day, before={"until": None}, after=after)
    return locked


@dataclass(frozen=True)
class Joining:
    """Who joins: somebody known by id, or by name alone somebody who belongs nowhere here."""

    person: int | None
    name: str
    role: str
    since: date
    from_where: str = ""


@transaction.atomic
def join(*, by: Actor, group: Group, joining: Joining) -> GroupMember:
    """Somebody is in a group from a day on. Raises NotKept, NotPermitted."""
    path = _allowed(by, group.organisation_id)
    locked = Group.objects.select_for_update().get(pk=group.pk)
    if locked.until is not None or joining.since < locked.since:
        raise NotKept("这一天小组还没有成立，或已经撤销；请改日期。")
    if joining.person is not None:
        person = Person.objects.select_for_update(no_key=True).get(pk=joining.person)
        if person.blanked_on is not None:
            raise NotKept("这个人的信息已经隐去，不能再登记。")
    else:
        person = Person.objects.create(name=joining.name, pinyin=pinyin_key(joining.name))
    if GroupMember.objects.filter(group=locked, person=person, until=None).exists():
        raise NotKept(f"{person.name}已经在组里；要换职务，请先让他离组，再重新加入。")
    made = GroupMember.objects.create(
        group=locked,
        person=person,
        role=joining.role,
        from_where=joining.from_where,
        since=joining.since,
    )
    word = word_of(GROUP_ROLES, joining.role)
    sentence = f"{mention(person.pk, person.name)}任“{locked.name}”{word}，自{spoken(joining.since)}起。"
    after = given(made, "role", "from_where", "since")
    _write(by, locked, path, "join", sentence, joining.since, after=after)
    return made


@transaction.atomic
def leave(*, by: Actor, member: GroupMember, day: date) -> GroupMember:
    """Somebody is no longer in a group from a day on. Raises NotKept, NotPermitted."""
    group = Group.objects.get(pk=member.group_id)
    path = _allowed(by, group.organisation_id)
    locked = GroupMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    if locked.until is not None:
        raise NotKept(f"{locked.person.name}已经不在组里了。")
    _not_before_today(day)
    if locked.since >= day:
        raise NotKept(f"{locked.person.name}{locked.since:%Y-%m-%d}才加入，离组的日期要在那天以后。")
    locked.until = day
    locked.save(update_fields=["until"])
    who = mention(locked.person_id, locked.person.name)
    sentence = f"{who}不再是“{group.name}”成员，自{spoken(day)}起。"
    _write(by, group, path, "leave", sentence, day, before={"until": None}, after={"until": day})
    return locked


def _not_before_today(day: date) -> None:
    """What has been stays: nothing ends before today (decision 0013)."""
    if day < today():
        raise NotKept("日期不能早于今天：过去的名单不再改动。")


def _allowed(by: Actor, organisation: int) -> str:
    path = standing_place(organisation, today()).path
    by.require(Permission.KEEP_GROUPS, path)
    return path


def _write(
    by: Actor,
    group: Group,
    path: str,
    verb: str,
    sentence: str,
    day: date,
    *,
    before: Values | None = None,
    after: Values,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=group.pk,
        path=path,
        happened_on=day,
        before=before,
        after=after,
    )
    write(by=by, line=line)
