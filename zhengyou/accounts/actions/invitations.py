"""Inviting people who have no account yet. Secrets are returned once and kept nowhere; no line of the ledger has one.

Whoever invites never learns a password and gives no post: an account may do what the person's posts and membership
allow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, Writer, mention, write
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.models import Account, Person, Placement
from zhengyou.organisations.rules import Actor, Permission

from ..models import Invitation
from ..queries import invitations as queries
from ..queries.invitations import Invitee
from ..rules import inviting
from ..rules.owner import Owner
from . import passwords

SUBJECT = "accounts.invitation"


class NotInvited(Exception):
    """Nobody could be invited; the sentence says why."""


class Unusable(Exception):
    """The invitation is over, or was never one: which of them is not said."""


class NameRefused(Exception):
    """The user name cannot be had; the sentence says why."""


@dataclass(frozen=True)
class Made:
    """One invitation with its secret, for the sheet of paper."""

    invitee: Invitee
    invitation: Invitation
    secret: str


@transaction.atomic
def invite(
    *, by: Actor, place: Placement, people: Sequence[int], secretaries: bool = False, now: datetime
) -> list[Made]:
    """Invite these people of an organisation (with `secretaries`: secretaries at and below it), in its order.

    Their older invitations end. Whoever has an account meanwhile, or whose post is given by others, is left out. Raises
    NotInvited where nobody is left, and NotPermitted.
    """
    by.require(Permission.INVITE, place.path)
    if len(people) > inviting.INVITED_AT_ONCE:
        raise NotInvited(f"一次最多邀请{inviting.INVITED_AT_ONCE}人，请分几次来。")
    hold(people)
    there = queries.secretaries_below if secretaries else queries.people_here
    wanted = set(people)
    chosen = [one for one in there(by, place, now) if one.invitable and one.person.pk in wanted]
    if not chosen:
        raise NotInvited("没有人要邀请：请在名单里打勾，已有账号的人不用再邀请。")
    ended = end_older([one.person.pk for one in chosen], now)
    made = [prepared(by, one, now) for one in chosen]
    Invitation.objects.bulk_create([one.invitation for one in made])
    _tell_invited(by, place, made, ended)
    return made


def hold(people: Sequence[int]) -> None:
    """Lock them one after the other, always in the same order: nobody is invited twice at one moment."""
    list(
        Person.objects.select_for_update(no_key=True).filter(pk__in=list(people)).order_by("pk").values("pk")
    )


def end_older(people: list[int], now: datetime) -> int:
    """Withdraw what these people were invited by before; how many invitations that were."""
    older = Invitation.objects.filter(person_id__in=people, used_at=None, withdrawn_at=None)
    return older.update(withdrawn_at=now)


def prepared(by: Actor, invitee: Invitee, now: datetime) -> Made:
    """An invitation of this person, not saved yet."""
    secret = inviting.new_secret()
    invitation = Invitation(
        person=invitee.person,
        organisation_id=invitee.place.organisation_id,
        digest=inviting.digest_of(secret),
        posts=list(invitee.posts),
        made_by_id=by.person_id,
        made_at=now,
        until=now + inviting.INVITATION_LASTS,
    )
    return Made(invitee, invitation, secret)


def _tell_invited(by: Actor, place: Placement, made: list[Made], ended: int) -> None:
    names = [mention(one.invitee.person.pk, one.invitee.person.name) for one in made]
    last = timezone.localdate(made[0].invitation.until)
    who = names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"
    sentence = f"邀请{place.name}{who}开通账号，{last:%Y-%m-%d}前有效。"
    after = {"invited": names, "until": made[0].invitation.until, "invitations_ended": ended}
    _write(by, "make", sentence, place, after=after)


@transaction.atomic
def withdraw(*, by: Actor, invitation: Invitation, now: datetime) -> None:
    """End an invitation before its time. Raises NotInvited where it is over, NotPermitted."""
    place = _place(invitation.organisation_id, now)
    by.require(Permission.INVITE, place.path)
    if not Invitation.objects.filter(queries.open_at(now), pk=invitation.pk).update(withdrawn_at=now):
        raise NotInvited("这个邀请已经用过、过期或收回了。")
    name = mention(invitation.person_id, invitation.person.name)
    sides: dict[str, Values] = {"before": {"invitation": "open"}, "after": {"invitation": "withdrawn"}}
    _write(by, "withdraw", f"收回给{name}的账号邀请。", place, subject_id=invitation.pk, **sides)


def note_opened(*, invitation: Invitation, now: datetime) -> None:
    """Somebody looks at it; the first time is kept."""
    Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=now)


@transaction.atomic
def accept(*, invitation_id: int, username: str, password: str, now: datetime) -> Account:
    """Open the account of whoever was invited, with the user name and password he chose.

    Of two that come at one moment one is let through. The ledger's line is that of the first password. Raises Unusable,
    NameRefused, passwords.PasswordRefused; nothing is half done.
    """
    known = Invitation.objects.filter(pk=invitation_id).values_list("person_id", flat=True)
    hold(list(known))
    Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    invitation = queries.usable(invitation_id, now)
    if invitation is None:
        raise Unusable
    earlier = Account.objects.filter(person_id=invitation.person_id).first()
    invited = passwords.Invited(earlier.username if earlier else "")
    account = _account(invitation, inviting.username_typed(username))
    owner = Owner(account.pk, invitation.person_id, invitation.person.name)
    try:
        account = passwords.set_first(by=owner, account=account, password=password, invited=invited)
    except passwords.AlreadySet as late:
        raise Unusable from late
    Invitation.objects.filter(pk=invitation_id).update(used_at=now)
    return account


def _account(invitation: Invitation, username: str) -> Account:
    """The person's account under this user name, without a password yet."""
    if not inviting.is_username(username):
        raise NameRefused("用户名用三到三十个小写字母、数字，中间可以有点和横线。")
    taken = NameRefused(f"用户名 {username} 已经有人用了，请换一个，比如在后面加个数字。")
    if queries.username_taken(username, invitation.person_id):
        raise taken
    account = Account.objects.filter(person_id=invitation.person_id).first()
    if account is None:
        account = Account(person=invitation.person)
        account.set_unusable_password()
    account.username = username
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:  # somebody else took it at this very moment
        raise taken from error
    return account


def _place(organisation_id: int, now: datetime) -> Placement:
    return organisations.standing_place(organisation_id, timezone.localdate(now))


def _write(
    by: Writer,
    verb: str,
    sentence: str,
    place: Placement,
    *,
    subject_id: int | None = None,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=subject_id,
        path=place.path,
        before=before,
        after=after,
    )
    write(by=by, line=line)


def forget(*, now: datetime) -> None:
    """Delete what was over longer ago than inviting.INVITATIONS_KEPT."""
    Invitation.objects.filter(until__lt=now - inviting.INVITATIONS_KEPT).delete()


def forget_person(person_id: int) -> None:
    """Delete what a person was invited by, within the caller's transaction (blanking)."""
    Invitation.objects.filter(person_id=person_id).delete()
