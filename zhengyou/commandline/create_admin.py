"""`create-admin`: somebody who can bring in the roster, with a password that is shown once."""

from django.db import transaction

from zhengyou.commandline.migrate import migrate
from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations import queries
from zhengyou.organisations.actions import NotAppointed, appoint
from zhengyou.organisations.models import Account, Kind, Organisation, Placement, PostKind
from zhengyou.organisations.roster.standing import FIRST_ROOT
from zhengyou.organisations.rules import System


@transaction.atomic
def create(username: str) -> str:
    """Makes a person, an account and the post of administrator over the whole tree; returns the password.

    An empty installation first gets the root of its tree, to be renamed by the first roster.
    Refusal when the name is taken.
    """
    if Account.objects.filter(username=username).exists():
        raise Refusal(f"用户名 {username} 已经有人用了，请换一个。", "this user name is taken")
    today = queries.today()
    root = queries.root(today) or _root()
    kind = PostKind.ADMINISTRATOR
    try:
        return appoint(by=System(), username=username, name=username, kind=kind, at=root, day=today)
    except NotAppointed as refusal:
        raise Refusal(str(refusal), "this person has an account already") from refusal


def _root() -> Placement:
    today = queries.today()
    organisation = Organisation.objects.create(
        code=FIRST_ROOT, kind=Kind.DISTRICT_COMMITTEE, founded_on=today
    )
    return Placement.objects.create(
        organisation=organisation, name="本级党委", path=f"/{organisation.pk}/", depth=0, since=today
    )


def run(arguments: list[str]) -> int:
    """Creates the administrator named by the only argument and prints the password."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise Refusal("用法：python3 run.py create-admin 用户名", "one user name is needed", code=2)
    migrate()
    password = create(arguments[0])
    print(f"已新建管理员 {arguments[0]}，密码 {password}；密码只显示这一次，请记下。")
    return 0
