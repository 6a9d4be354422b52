"""Who of an organisation has an account, is invited, or may be; and what a secret on paper opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.models import Account, Person, Placement, Post, PostKind
from zhengyou.organisations.rules import Actor, Permission

from ..models import Asking, Invitation, OutsideIdentity, WallCode
from ..rules import inviting


class Stands(StrEnum):
    """How far somebody is on the way in."""

    HAS_ACCOUNT = "has_account"
    INVITED = "invited"
    NOT_YET = "not_yet"
    ABOVE = "above"


@dataclass
class Invitee:
    """One person of an organisation; `place` is where, `word` what he is there."""

    person: Person
    place: Placement
    word: str
    stands: Stands = Stands.NOT_YET
    invitation: Invitation | None = None
    posts: tuple[int, ...] = ()

    @property
    def invitable(self) -> bool:
        """Whether a press may invite him."""
        return self.stands in (Stands.NOT_YET, Stands.INVITED)


def people_here(actor: Actor, place: Placement, now: datetime) -> list[Invitee]:
    """Everybody who belongs to the organisation or holds a post in it, by pinyin."""
    day = timezone.localdate(now)
    found = {
        row.person_id: Invitee(row.person, place, str(row.get_status_display()))
        for row in organisations.people_of(place.organisation_id, day)
    }
    for post in organisations.posts_at(place.organisation_id, day):
        found.setdefault(post.person_id, Invitee(post.person, place, str(post.get_kind_display())))
    people = sorted(found.values(), key=lambda one: (one.person.pinyin, one.person.pk))
    return _standing(actor, people, now)


def secretaries_below(actor: Actor, place: Placement, now: datetime) -> list[Invitee]:
    """The secretaries of the organisation and of all below it, in the order of the tree."""
    day = timezone.localdate(now)
    places = {one.organisation_id: one for one in organisations.subtree(place.path, day)}
    here = organisations.subtree(place.path, day).values("organisation_id")
    posts = Post.objects.filter(
        organisations.on_day(day), kind=PostKind.SECRETARY, organisation_id__in=here
    ).select_related("person")
    found: dict[int, Invitee] = {}
    for post in sorted(posts, key=lambda one: places[one.organisation_id].path):
        word = str(post.get_kind_display())
        found.setdefault(post.person_id, Invitee(post.person, places[post.organisation_id], word))
    return _standing(actor, list(found.values()), now)


def _standing(actor: Actor, people: list[Invitee], now: datetime) -> list[Invitee]:
    """The same with how far each is: four queries, however many they are."""
    ids = [one.person.pk for one in people]
    accounts = {
        account.person_id
        for account in Account.objects.annotate(
            outside=Exists(OutsideIdentity.objects.filter(account=OuterRef("pk")))
        ).filter(person_id__in=ids)
        if has_way_in(account) or account.outside
    }
    invited = {row.person_id: row for row in Invitation.objects.filter(open_at(now), person_id__in=ids)}
    held, beyond = posts_of(actor, ids, now)
    for one in people:
        key = one.person.pk
        one.posts = tuple(held.get(key, ()))
        one.invitation = invited.get(key)
        if key in accounts:
            one.stands = Stands.HAS_ACCOUNT
        elif key in beyond or one.person.blanked_on is not None:
            one.stands = Stands.ABOVE
        elif one.invitation is not None and set(one.posts) <= set(one.invitation.posts):
            one.stands = Stands.INVITED
    return people


def has_way_in(account: Account) -> bool:
    """Whether the account needs no invitation, or must not have one: a password is set, or it was closed."""
    return account.has_usable_password() or not account.is_active


def posts_of(actor: Actor | None, ids: Iterable[int], now: datetime) -> tuple[dict[int, list[int]], set[int]]:
    """The posts that each of these people holds or is to hold, and who of them holds one the actor does not give.

    Whoever holds the paper of an invitation could come in by it: so nobody invites into a post that he may not give
    himself, or he would give himself a higher one (domain.md section 5).
    """
    day = timezone.localdate(now)
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    posts = list(Post.objects.filter(lasting, person_id__in=list(ids)).order_by("pk"))
    places = organisations.placements([post.organisation_id for post in posts], day) if actor else {}
    held: dict[int, list[int]] = {}
    beyond = set()
    for post in posts:
        held.setdefault(post.person_id, []).append(post.pk)
        place = places.get(post.organisation_id)
        if actor and (place is None or post.kind not in actor.gives(place.path)):
            beyond.add(post.person_id)
    return held, beyond


def open_at(now: datetime) -> Q:
    """Condition: an invitation that is still good."""
    return Q(used_at=None, withdrawn_at=None, until__gt=now)


def invitation_of(secret: str, now: datetime) -> Invitation | None:
    """The invitation a secret opens."""
    found = Invitation.objects.filter(open_at(now), digest=inviting.digest_of(secret)).first()
    return usable(found.pk, now) if found else None


def usable(invitation_id: int, now: datetime) -> Invitation | None:
    """The invitation, with its person, as long as an account can be opened by it."""
    found = Invitation.objects.select_related("person").filter(open_at(now), pk=invitation_id).first()
    if found is None or found.person.blanked_on is not None:
        return None
    account = Account.objects.filter(person_id=found.person_id).first()
    if account is not None and has_way_in(account):
        return None
    held, _beyond = posts_of(None, [found.person_id], now)
    return found if set(held.get(found.person_id, ())) <= set(found.posts) else None


def free_username(invitation: Invitation) -> str:
    """What is proposed: the account's own user name, or the name in pinyin, with a number where it is taken."""
    own = Account.objects.filter(person_id=invitation.person_id).first()
    if own is not None:
        return own.username
    base = inviting.username_of(invitation.person.name)
    taken = set(Account.objects.filter(username__istartswith=base).values_list("username", flat=True))
    numbers = (f"{base}{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (base, *numbers) if name not in taken)


def username_taken(username: str, person_id: int) -> bool:
    """Whether somebody else has this user name, in whatever letters."""
    return Account.objects.filter(username__iexact=username).exclude(person_id=person_id).exists()


def invitation_here(actor: Actor, invitation_id: int) -> Invitation:
    """One invitation of an organisation where the actor may invite, or Http404."""
    found = Invitation.objects.select_related("person").filter(pk=invitation_id).first()
    if found is None or not _may_invite(actor, found.organisation_id):
        raise Http404
    return found


def wall_of(secret: str, now: datetime) -> WallCode | None:
    """The wall code that a secret is."""
    return hanging(now).filter(digest=inviting.digest_of(secret)).first()


def wall(wall_id: int, now: datetime) -> WallCode | None:
    """A wall code, as long as it hangs."""
    return hanging(now).filter(pk=wall_id).first()


def wall_here(organisation_id: int, now: datetime) -> WallCode | None:
    """The code that hangs in an organisation, if there is one."""
    return hanging(now).filter(organisation_id=organisation_id).first()


def hanging(now: datetime) -> QuerySet[WallCode]:
    """Wall codes that are still good."""
    return WallCode.objects.filter(withdrawn_at=None, until__gt=now)


@dataclass(frozen=True)
class Asked:
    """Somebody who waits at the wall code, with the people he may be."""

    asking: Asking
    matches: list[Invitee]


def asked_here(people: list[Invitee], organisation_id: int, now: datetime) -> list[Asked]:
    """Who waits for the secretary, the longest first; whoever has an account already is nobody's match."""
    rows = waiting(now).filter(wall__organisation_id=organisation_id).order_by("asked_at", "pk")
    return [Asked(row, _matches(row, people)) for row in rows]


def waiting(now: datetime) -> QuerySet[Asking]:
    """Askings nobody has settled, as long as they last."""
    return unsettled().filter(asked_at__gt=now - inviting.ASKING_LASTS).select_related("wall")


def unsettled() -> QuerySet[Asking]:
    """Askings nobody has settled at codes that still hang, anywhere; also those that lasted too long."""
    return Asking.objects.filter(settled_at=None, wall__withdrawn_at=None)


def to_confirm(actor: Actor, now: datetime) -> QuerySet[Asking]:
    """Who waits for the actor's own yes: at the code of the own organisation, or at one the actor put up below it."""
    below = organisations.subtree(actor.path, timezone.localdate(now)).values("organisation_id")
    own = Q(wall__organisation_id=actor.organisation_id)
    put_up = Q(wall__made_by_id=actor.person_id, wall__organisation_id__in=below)
    return waiting(now).filter(own | put_up).order_by("asked_at", "pk")


def _matches(asking: Asking, people: list[Invitee]) -> list[Invitee]:
    """All of that name; where there are several and what was typed beside it tells them apart, the one it tells."""
    named = [one for one in people if one.invitable and inviting.same_name(one.person.name, asking.name)]
    told = [one for one in named if _tells(asking.hint, one.person)]
    return told if len(named) > 1 and told else named


def _tells(hint: str, person: Person) -> bool:
    typed = inviting.digits(hint)
    joined = person.joined_on
    days = (joined.strftime("%Y%m%d"), f"{joined.year}{joined.month}{joined.day}") if joined else ()
    return bool(hint) and (hint == person.number or (bool(typed) and typed in days))


def asking_here(actor: Actor, asking_id: int, now: datetime) -> Asking:
    """Somebody who waits at a code of an organisation where the actor may invite, or Http404."""
    found = waiting(now).filter(pk=asking_id).first()
    if found is None or not _may_invite(actor, found.wall.organisation_id):
        raise Http404
    return found


def asking(asking_id: int) -> Asking | None:
    """What a browser asked."""
    return Asking.objects.select_related("wall").filter(pk=asking_id).first()


def too_many_wait(wall_id: int, now: datetime) -> bool:
    """Whether nobody more may ask at this code for now."""
    return waiting(now).filter(wall_id=wall_id).count() >= inviting.ASKINGS_AT_ONCE


def place_name(organisation_id: int, now: datetime) -> str:
    """What the organisation is called today, or was last."""
    return organisations.standing_place(organisation_id, timezone.localdate(now)).name


def _may_invite(actor: Actor, organisation_id: int) -> bool:
    place = organisations.standing_place(organisation_id, organisations.today())
    return actor.may(Permission.INVITE, place.path)
