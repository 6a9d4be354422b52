"""Who is acting: an account's person in each post held on a day."""

from datetime import date

from ..models import Account, Post, PostKind
from ..rules import Actor
from .days import on_day
from .tree import placements


def actors_of(account: Account, day: date) -> list[Actor]:
    """The account's person in each post held that day, the oldest post first."""
    posts = (
        Post.objects.filter(on_day(day), person_id=account.person_id)
        .select_related("person")
        .order_by("since", "pk")
    )
    places = placements([post.organisation_id for post in posts], day)
    return [
        Actor(
            account_id=account.pk,
            person_id=account.person_id,
            name=post.person.name,
            post_id=post.pk,
            post_kind=post.kind,
            post_title=str(PostKind(post.kind).label),
            organisation_id=post.organisation_id,
            organisation_name=places[post.organisation_id].name,
            path=places[post.organisation_id].path,
        )
        for post in posts
        if post.organisation_id in places
    ]
