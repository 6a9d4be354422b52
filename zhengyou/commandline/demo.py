"""`demo`: loads the invented district into an empty database."""

from zhengyou import demo
from zhengyou.commandline.logins import Login
from zhengyou.commandline.migrate import migrate
from zhengyou.commandline.progress import Progress
from zhengyou.commandline.refusal import Refusal
from zhengyou.demo.loading import NotEmpty
from zhengyou.organisations.models import Account


def load(*, small: bool) -> None:
    """Loads the demo, all or nothing, and shows how far it is; Refusal when the database is not empty."""
    progress = Progress()
    try:
        demo.load(small=small, report=progress)
    except NotEmpty as error:
        raise Refusal(str(error), "the database is not empty; choose a new folder with --data") from error
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
    if set(arguments) - {"--small"}:
        raise Refusal("用法：python3 run.py demo [--small]", "demo takes only --small", code=2)
    migrate()
    load(small="--small" in arguments)
    print("演示区已装入。")
    return 0
