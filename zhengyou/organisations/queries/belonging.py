"""Where a person belongs, for asking who may see the data: by membership, post and group, that day or last."""

from datetime import date

from django.http import Http404

from ..models import GroupMember, Membership, Person, Post
from ..rules import Actor, Permission
from ..rules.oneself import Who
from .standing import standing_places
from .tree import root


def paths_of(person_id: int, day: date) -> list[str]:
    """Where a person belongs that day, or belonged last; empty for somebody who never did."""
    ids = _ids(person_id, day)
    return [place.path for place in standing_places(ids, day).values()]


def path_of(person_id: int, day: date) -> str:
    """Where a line about a person's account lies: at the highest place he belongs to, so that nobody below it reads how
    his own superiors come in; at the top for one who belongs nowhere, "" where there is no tree yet."""
    found = min(paths_of(person_id, day), key=lambda path: (path.count("/"), path), default="")
    top = None if found else root(day)
    return top.path if top else found


def _ids(person_id: int, day: date) -> list[int]:
    """Organisations of memberships and posts that day; without any, of the one that ended last."""
    rows = [
        *Membership.objects.filter(person_id=person_id).values_list("organisation_id", "since", "until"),
        *Post.objects.filter(person_id=person_id).values_list("organisation_id", "since", "until"),
    ] or list(
        GroupMember.objects.filter(person_id=person_id).values_list(
            "group__organisation_id", "since", "until"
        )
    )
    now = {place for place, since, until in rows if since <= day and (until is None or until > day)}
    if now or not rows:
        return sorted(now)
    return [max(rows, key=lambda row: (row[2] or date.max, row[1]))[0]]


def person_for(who: Who, person_id: int, permission: Permission, day: date) -> Person:
    """A person, for himself or for somebody who may do this where the person belongs; otherwise Http404."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None or (who.person_id != person_id and not reaches(who, person_id, permission, day)):
        raise Http404
    return person


def reaches(who: Who, person_id: int, permission: Permission, day: date) -> bool:
    """Whether somebody may do this where the person belongs; for one who never belonged anywhere, at the top."""
    if not isinstance(who, Actor) or not who.may(permission):
        return False
    paths = paths_of(person_id, day)
    if not paths:
        return who.path.count("/") == 2
    return any(who.may(permission, path) for path in paths)
