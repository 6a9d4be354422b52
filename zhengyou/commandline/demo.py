"""`demo`: loads the invented district into an empty database."""

from django.db import transaction

from zhengyou import demo
from zhengyou.commandline.logins import Login
from zhengyou.commandline.progress import Progress
from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations.models import Account


def load_all_or_nothing(*, small: bool) -> None:
    """Loads the demo in one transaction: an interrupted load leaves the database as empty as before."""
    progress = Progress()
    try:
        with transaction.atomic():
            demo.load(small=small, report=progress)
    finally:
        progress.close()


def logins_here() -> list[Login]:
    """The demo's logins whose accounts are in this database: all, or none when it holds somebody's own work."""
    logins = [Login(*login) for login in demo.logins()]
    names = [login.username for login in logins]
    here = set(Account.objects.filter(username__in=names).values_list("username", flat=True))
    return [login for login in logins if login.username in here]


def run(arguments: list[str]) -> int:
    """Loads it; Refusal when the database already holds somebody's work."""
    if Account.objects.exists():
        raise Refusal(
            "数据库里已经有数据，演示区只装入空的数据库；请用 --data 另选一个新目录。",
            "the database is not empty; choose a new folder with --data",
        )
    load_all_or_nothing(small="--small" in arguments)
    print("演示区已装入。")
    return 0
