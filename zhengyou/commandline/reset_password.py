"""`reset-password`: a new password for somebody who forgot his."""

from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations import actions
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import System


def run(arguments: list[str]) -> int:
    """Resets the password of the user named by the only argument and prints the new one."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise Refusal("用法：python3 run.py reset-password 用户名", "one user name is needed", code=2)
    account = Account.objects.filter(username=arguments[0]).first()
    if account is None:
        raise Refusal(f"没有用户名 {arguments[0]}，请核对。", "no such user name")
    password = actions.reset_password(by=System(), account=account)
    print(f"{arguments[0]} 的新密码是 {password}；密码只显示这一次，请记下。")
    return 0
