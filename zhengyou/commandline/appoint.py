"""`appoint`: gives somebody a post and a way to log in."""

import argparse

from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations import actions, queries
from zhengyou.organisations.models import PostKind
from zhengyou.organisations.rules import System


def run(arguments: list[str]) -> int:
    """Appoints and prints the password of a new account; Refusal with what to mend."""
    parser = argparse.ArgumentParser(prog="run.py appoint")
    for word in ("username", "name", "post", "code"):
        parser.add_argument(word)
    asked = parser.parse_args(arguments)
    kinds = {str(kind.label): kind for kind in PostKind} | {kind.value: kind for kind in PostKind}
    if asked.post not in kinds:
        raise Refusal(
            f"没有“{asked.post}”这个岗位；可用的有：{'、'.join(str(kind.label) for kind in PostKind)}。",
            f"no such post; one of {', '.join(PostKind.values)}",
            code=2,
        )
    today = queries.today()
    at = queries.by_code(asked.code, today)
    if at is None:
        raise Refusal(
            f"没有编码为 {asked.code} 的组织；请先导入名册，或核对编码。", "no organisation with this code"
        )
    try:
        password = actions.appoint(
            by=System(), username=asked.username, name=asked.name, kind=kinds[asked.post], at=at, day=today
        )
    except actions.NotAppointed as refusal:
        raise Refusal(str(refusal), "not appointed") from refusal
    told = f"密码 {password}，只显示这一次，请记下。" if password else "账号沿用原来的密码。"
    print(f"{asked.name}已任{at.name}{kinds[asked.post].label}，用户名 {asked.username}，{told}")
    return 0
