"""`prepare`: everything between an empty folder and a server that can start. Doing it again changes nothing."""

import argparse
import json
from pathlib import Path

from django.conf import settings

from zhengyou.commandline import create_admin, demo, static
from zhengyou.commandline.datadir import write_atomically
from zhengyou.commandline.logins import Login, columns
from zhengyou.commandline.migrate import migrate
from zhengyou.organisations.models import Account

FIRST_ADMINISTRATOR = "admin"


def prepare(*, small: bool, empty: bool) -> list[Login]:
    """Migrates, makes translations and static files, fills a database that has no account yet.

    Returns the logins to print: those of the demo if it is the demo that is there, or the new administrator's.
    """
    migrate()
    static.compile_translations()
    static.collect_static()
    if not Account.objects.exists():
        if empty:
            password = create_admin.create(FIRST_ADMINISTRATOR)
            return [Login("系统管理员", FIRST_ADMINISTRATOR, password, "密码只显示这一次，请记下")]
        demo.load(small=small)
    return demo.logins_here()


def _tell_the_login_page(logins: list[Login]) -> None:
    """The login page offers the demo's logins when it finds this file; nobody's real password ever goes there."""
    path = Path(settings.DATA_DIR) / "demo-logins.json"
    if logins:
        rows = [login._asdict() for login in logins]
        write_atomically(path, json.dumps(rows, ensure_ascii=False, indent=1), 0o600)
    else:
        path.unlink(missing_ok=True)


def run(arguments: list[str]) -> int:
    """Prepares, then prints the logins (with --json as a list of lists, for `start`)."""
    parser = argparse.ArgumentParser(prog="run.py prepare")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    logins = prepare(small=options.small, empty=options.empty)
    _tell_the_login_page(demo.logins_here())
    if options.json:
        print(json.dumps(logins))
    else:
        print("已准备好。" + ("\n" + columns(logins) if logins else ""))
    return 0
