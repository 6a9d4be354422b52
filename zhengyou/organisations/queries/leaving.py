"""What ends when somebody leaves an organisation: posts, seats in groups, circumstances."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ..models import Circumstance, GroupMember, Post
from ..rules.structure import GROUP_ROLES, word_of


@dataclass(frozen=True)
class Ending:
    """The rows that end; `words` says them, for the preview."""

    posts: list[Post]
    seats: list[GroupMember]
    circumstances: list[Circumstance]

    def words(self, names: dict[int, str]) -> list[str]:
        """Each as a person would say it; `names` are those of the organisations."""
        return [
            *(f"{names.get(post.organisation_id, '')}{post.get_kind_display()}" for post in self.posts),
            *(f"“{seat.group.name}”{word_of(GROUP_ROLES, seat.role)}" for seat in self.seats),
            *(str(one.get_kind_display()) for one in self.circumstances),
        ]


def ending(person_id: int, home: int, day: date, *, everything: bool) -> Ending:
    """What ends on the day where he leaves his organisation `home`, or (`everything`) the party's rolls altogether.

    What begins on the day or later is left alone: it was decided for then.
    """
    lasting = Q(since__lt=day) & (Q(until__isnull=True) | Q(until__gt=day))
    posts = Post.objects.filter(lasting, person_id=person_id)
    seats = GroupMember.objects.filter(lasting, person_id=person_id)
    beside = Circumstance.objects.filter(lasting, person_id=person_id)
    if not everything:
        posts = posts.filter(organisation_id=home)
        seats = seats.filter(group__organisation_id=home)
        beside = beside.none()
    return Ending(
        list(posts.order_by("since", "pk")),
        list(seats.select_related("group").order_by("since", "pk")),
        list(beside.order_by("since", "pk")),
    )
