"""`link-login`: an account that the login service outside may vouch for."""

from django.utils import timezone

from zhengyou.accounts import openid
from zhengyou.accounts.actions import factors
from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import System


def run(arguments: list[str]) -> int:
    """Links the user named to the number (the claim "sub") by which the service outside knows the person."""
    if len(arguments) != 2 or any(argument.startswith("-") for argument in arguments):
        raise Refusal(
            "用法：python3 run.py link-login 用户名 对方编号", "a user name and a subject are needed", code=2
        )
    service = openid.configured()
    if service is None:
        raise Refusal(
            "还没有接统一身份登录；请先设环境变量 ZHENGYOU_OIDC_ISSUER 等（见 zhengyou/settings.py 开头）。",
            "no login service outside is configured",
        )
    username, subject = arguments
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refusal(f"没有用户名 {username}，请核对。", "no such user name")
    try:
        factors.link_outside(
            by=System(), account=account, issuer=service.issuer, subject=subject, now=timezone.now()
        )
    except factors.NotChanged as refused:
        raise Refusal(str(refused), "this account or this person is linked already") from refused
    print(f"已关联：{service.label}里编号 {subject} 的人，登录后就是用户名 {username}。")
    return 0
