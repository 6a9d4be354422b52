"""Who is acting: an account's person in each post held on a day, and as a member where no post is held."""

from datetime import date

from django.db.models import CharField, F, Value

from ..models import MEMBERS, Account, Membership, Post, PostKind
from ..rules import Actor
from .days import on_day
from .tree import placements

_Held = tuple[int, str, int, date, str]


def actors_of(account: Account, day: date) -> list[Actor]:
    """The account's person in each post held that day, the oldest post first; two queries.

    Whoever is a member (full or probationary) acts last as a member of the organisation, where no post is held in it:
    that actor's `post_id` is the membership's number below zero. Activists act nowhere; they read their own data.
    """
    held = _held(account.person_id, day)
    places = placements([organisation for _pk, _kind, organisation, _since, _name in held], day)
    return [
        Actor(
            account_id=account.pk,
            person_id=account.person_id,
            name=name,
            post_id=pk,
            post_kind=kind,
            post_title=str(PostKind(kind).label),
            organisation_id=organisation,
            organisation_name=places[organisation].name,
            path=places[organisation].path,
        )
        for pk, kind, organisation, _since, name in held
        if organisation in places
    ]


def _held(person_id: int, day: date) -> list[_Held]:
    """Posts and, behind them, the membership where it adds something: number, kind, organisation, since, name."""
    columns = ("held", "as_kind", "organisation_id", "since", "person__name")
    posts = Post.objects.filter(on_day(day), person_id=person_id).annotate(held=F("pk"), as_kind=F("kind"))
    member = Membership.objects.filter(on_day(day), person_id=person_id, status__in=MEMBERS).annotate(
        held=-F("pk"), as_kind=Value(PostKind.MEMBER.value, output_field=CharField())
    )
    rows: list[_Held] = list(posts.values_list(*columns).union(member.values_list(*columns), all=True))
    there = {organisation for pk, _kind, organisation, _since, _name in rows if pk > 0}
    kept = [row for row in rows if row[0] > 0 or row[2] not in there]
    return sorted(kept, key=lambda row: (row[0] < 0, row[3], row[0]))
