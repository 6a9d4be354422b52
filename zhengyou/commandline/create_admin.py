"""`create-admin`: somebody who can bring in the roster, with a password that is shown once."""

import secrets

from django.db import transaction

from zhengyou.commandline.migrate import migrate
from zhengyou.commandline.refusal import Refusal
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations import queries
from zhengyou.organisations.models import Account, Kind, Organisation, Person, Placement, Post, PostKind
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
    person = Person.objects.create(name=username, pinyin=username.lower())
    password = secrets.token_urlsafe(9)
    account = Account.objects.create_user(username, password, person=person)
    Post.objects.create(
        person=person, organisation=root.organisation, kind=PostKind.ADMINISTRATOR, since=today
    )
    sentence = f"在命令行新建管理员“{username}”，管理{root.name}。"
    line = Line(
        verb="create-admin", sentence=sentence, subject="account", subject_id=account.pk, path=root.path
    )
    write(by=System(), line=line)
    return password


def _root() -> Placement:
    today = queries.today()
    organisation = Organisation.objects.create(code="0", kind=Kind.DISTRICT_COMMITTEE, founded_on=today)
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
