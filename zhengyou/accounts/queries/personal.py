"""What is stored of how a person comes in (organisations.rules.personal_data). Secrets are named, never shown."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhengyou.organisations.models import Account
from zhengyou.organisations.rules.personal_data import Deed, Fact, Section

from ..models import Invitation, Login, OutsideIdentity, Passkey, RecoveryCode, TimeCodes, WallCode


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
    yield Section(
        key="invitations",
        title=_("账号邀请"),
        of=("accounts.Invitation.person",),
        why=_("开通账号的凭据，用过一次就作废。"),
        mend=_("不是您本人用掉的，请告诉书记，并马上换密码。"),
        rows=Invitation.objects.filter(person_id=person_id).order_by("-made_at", "-pk"),
        told=_invitations,
    )
    yield from _given_out(person_id)


def _given_out(person_id: int) -> Iterable[Section]:
    """What the person let others in by."""
    for deed in (
        Deed(
            "invitations_made",
            _("发出的账号邀请"),
            Invitation,
            "made_by",
            "made_at",
            _whom,
            related=("person",),
        ),
        Deed("walls_made", _("生成的墙上二维码"), WallCode, "made_by", "made_at", lambda row: ""),
    ):
        yield deed.section(person_id, why=_("谁让谁进来的，要有据可查。"), mend=_("发错的可以收回。"))


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


def _invitations(rows: list[Invitation]) -> Iterable[Fact]:
    for row in rows:
        yield Fact(word=_("受到邀请"), value="", at=row.made_at)
        if row.used_at:
            yield Fact(word=_("用邀请开通了账号"), value="", at=row.used_at)


def _whom(row: Invitation) -> str:
    return row.person.name
