"""What is stored of how a person comes in (organisations.personal_data). Secrets are named, never shown."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhengyou.organisations.models import Account
from zhengyou.organisations.personal_data import Fact, Section

from ..models import Login, OutsideIdentity, Passkey, RecoveryCode, TimeCodes


def sections(person_id: int, day: date) -> Iterable[Section]:
    """The account with what protects it, and the logins."""
    yield Section(
        key="account",
        title=_("账号"),
        of=(
            "organisations.Account.person",
            "accounts.TimeCodes.account",
            "accounts.Passkey.account",
            "accounts.RecoveryCode.account",
            "accounts.OutsideIdentity.account",
        ),
        why=_("登录时认得出是您。密码只存算过的结果，谁也读不出来。"),
        mend=_("在“我的账号”里自己改。"),
        rows=Account.objects.filter(person_id=person_id),
        told=_account,
    )
    yield Section(
        key="logins",
        title=_("登录"),
        of=("accounts.Login.account",),
        why=_("让您看得出有没有别人用过您的账号。不记网络地址。"),
        mend=_("在“我的账号”里可以结束任何一处登录。"),
        rows=Login.objects.filter(account__person_id=person_id).order_by("-began_at", "-pk"),
        told=_logins,
    )


def _account(accounts: list[Account]) -> Iterable[Fact]:
    for account in accounts:
        yield Fact(word=_("用户名"), value=account.username, url=reverse("account"))
        yield Fact(word=_("能不能登录"), value=_("能") if account.is_active else _("不能"))
        if account.last_login:
            yield Fact(word=_("上次登录"), value="", at=account.last_login)
        for codes in TimeCodes.objects.filter(account=account):
            yield Fact(word=_("手机验证器"), value=_("已设，密钥加密保存"), at=codes.added_at)
        for key in Passkey.objects.filter(account=account).order_by("pk"):
            yield Fact(word=_("通行密钥"), value=key.name, at=key.added_at)
        left = RecoveryCode.objects.filter(account=account, used_at=None).count()
        if left:
            yield Fact(word=_("备用码"), value=_("还剩%(left)d个，只存算过的结果") % {"left": left})
        for identity in OutsideIdentity.objects.filter(account=account):
            yield Fact(word=_("统一身份登录"), value=identity.subject, at=identity.linked_at)


def _logins(rows: list[Login]) -> Iterable[Fact]:
    for row in rows:
        until = timezone.localdate(row.ended_at) if row.ended_at else None
        ended = _("（%(day)s结束）") % {"day": until} if until else ""
        yield Fact(word=str(row.get_how_display()), value=f"{row.browser}{ended}", at=row.began_at)
