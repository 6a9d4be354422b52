"""`reset-password`: a new password for somebody who forgot his, and a way back in for somebody who lost his phone."""

from django.utils import timezone

from zhengyou.accounts import queries
from zhengyou.accounts.actions import passwords
from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import System

LOST = "--without-second-step"


def run(arguments: list[str]) -> int:
    """Resets the password of the user named and prints the new one; with LOST also takes the second step away."""
    names = [argument for argument in arguments if argument != LOST]
    if len(names) != 1 or names[0].startswith("-"):
        raise Refusal(
            f"用法：python3 run.py reset-password 用户名 [{LOST}]", "one user name is needed", code=2
        )
    account = Account.objects.filter(username=names[0]).first()
    if account is None:
        raise Refusal(f"没有用户名 {names[0]}，请核对。", "no such user name")
    had = queries.has_second_step(account)
    lost = LOST in arguments
    password = passwords.reset(by=System(), account=account, without_second_step=lost, now=timezone.now())
    print(f"{names[0]} 的新密码是 {password}；密码只显示这一次，请记下。他在各处的登录都已结束。")
    if had and lost:
        print("登录的第二步也去掉了：请他登录后到“我的账号”里重新设置。")
    elif had:
        print(f"他登录时还要第二步（手机验证器、通行密钥或备用码）；这些也丢了，请加上 {LOST} 再运行一次。")
    return 0
