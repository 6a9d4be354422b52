"""The second step: added, taken away, and the codes on paper for the day it is lost."""

from datetime import datetime

from django.db import IntegrityError, transaction

from zhengyou.ledger.writing import Writer, mention
from zhengyou.organisations.models import Account

from ..models import OutsideIdentity, Passkey, RecoveryCode, TimeCodes
from ..rules import recovery, timecodes
from ..rules.secrecy import seal
from .lines import locked, standing, tell


class NotChanged(Exception):
    """What was asked cannot be done; the sentence says why and what to do."""


@transaction.atomic
def add_app(*, by: Writer, account: Account, secret: str, code: str, now: datetime) -> None:
    """Take an app that has shown, by its code, that it knows the secret; an earlier app then no longer counts."""
    account = locked(account)
    before = standing(account)
    step = timecodes.matching_step(secret, code, now)
    if step is None:
        raise NotChanged("数字不对或已经换了，请看手机上现在的六位数字再填一次；总不对，请核对手机的时间。")
    values = {"secret": seal(secret), "last_step": step, "added_at": now}
    TimeCodes.objects.update_or_create(account=account, defaults=values)
    sentence = "登录加了第二步：手机验证器。"
    tell(by=by, account=account, verb="factor.add_app", sentence=sentence, before=before)


@transaction.atomic
def remove_app(*, by: Writer, account: Account) -> None:
    """Take the app away."""
    account = locked(account)
    before = standing(account)
    if not TimeCodes.objects.filter(account=account).delete()[0]:
        raise NotChanged("手机验证器已经去掉了。")
    _drop_useless_codes(account)
    sentence = "去掉了登录的第二步：手机验证器。"
    tell(by=by, account=account, verb="factor.remove_app", sentence=sentence, before=before)


@transaction.atomic
def add_passkey(
    *,
    by: Writer,
    account: Account,
    name: str,
    credential_id: bytes,
    credential: bytes,
    uses: int,
    now: datetime,
) -> Passkey:
    """Take a key that has shown that it can sign."""
    account = locked(account)
    before = standing(account)
    try:
        with transaction.atomic():
            made = Passkey.objects.create(
                account=account,
                name=name,
                credential_id=credential_id,
                credential=credential,
                uses=uses,
                added_at=now,
            )
    except IntegrityError as error:
        raise NotChanged("这把通行密钥已经登记过了。") from error
    sentence = "登记了一把通行密钥。"
    tell(by=by, account=account, verb="factor.add_passkey", sentence=sentence, before=before)
    return made


@transaction.atomic
def remove_passkey(*, by: Writer, passkey: Passkey) -> None:
    """Take one key away; it then opens nothing any more."""
    account = locked(passkey.account)
    before = standing(account)
    if not Passkey.objects.filter(pk=passkey.pk).delete()[0]:
        raise NotChanged("这把通行密钥已经去掉了。")
    _drop_useless_codes(account)
    sentence = "去掉了一把通行密钥。"
    tell(by=by, account=account, verb="factor.remove_passkey", sentence=sentence, before=before)


@transaction.atomic
def make_codes(*, by: Writer, account: Account, now: datetime) -> list[str]:
    """New codes on paper, returned this once; earlier ones are good no more."""
    account = locked(account)
    before = standing(account)
    if not has_factor(account):
        raise NotChanged("还没有加第二步，用不上备用码；请先设手机验证器或通行密钥。")
    codes = recovery.new_codes()
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=recovery.digest_of(account.pk, code), made_at=now)
        for code in codes
    )
    sentence = f"生成了备用码 {len(codes)} 个，以前的作废。"
    tell(by=by, account=account, verb="factor.make_codes", sentence=sentence, before=before)
    return codes


@transaction.atomic
def spend_code(*, by: Writer, account: Account, code: str, now: datetime) -> bool:
    """Take a code on paper, which is then good no more; False, and no line, where it is none of those left."""
    account = locked(account)
    before = standing(account)
    mine = RecoveryCode.objects.filter(
        account=account, digest=recovery.digest_of(account.pk, code), used_at=None
    )
    if not mine.update(used_at=now):
        return False
    sentence = "用掉了一个备用码。"
    tell(by=by, account=account, verb="factor.spend_code", sentence=sentence, before=before)
    return True


@transaction.atomic
def link_outside(*, by: Writer, account: Account, issuer: str, subject: str, now: datetime) -> None:
    """Let the login service outside vouch for this account; raises NotChanged where it vouches for another."""
    account = locked(account)
    before = standing(account)
    if OutsideIdentity.objects.filter(account=account).exists():
        raise NotChanged("这个账号已经关联过统一身份，请先取消原来的关联。")
    try:
        with transaction.atomic():
            OutsideIdentity.objects.create(account=account, issuer=issuer, subject=subject, linked_at=now)
    except IntegrityError as error:
        raise NotChanged("统一身份认证里的这个人已经关联了另一个账号，请找管理员核对。") from error
    sentence = f"用户名 {mention(account.person_id, account.username)} 关联了统一身份登录。"
    tell(by=by, account=account, verb="outside.link", sentence=sentence, before=before)


@transaction.atomic
def unlink_outside(*, by: Writer, account: Account) -> None:
    """The login service outside vouches for this account no more."""
    account = locked(account)
    before = standing(account)
    if not OutsideIdentity.objects.filter(account=account).delete()[0]:
        raise NotChanged("这个账号没有关联统一身份。")
    sentence = "取消了统一身份登录的关联。"
    tell(by=by, account=account, verb="outside.unlink", sentence=sentence, before=before)


def has_factor(account: Account) -> bool:
    """Whether the account's login has a second step."""
    return (
        TimeCodes.objects.filter(account=account).exists() or Passkey.objects.filter(account=account).exists()
    )


def drop_all(account: Account) -> bool:
    """Take away every second step, within the caller's transaction; whether there was one."""
    had = has_factor(account)
    for kind in (TimeCodes, Passkey, RecoveryCode):
        kind.objects.filter(account=account).delete()
    return had


def _drop_useless_codes(account: Account) -> None:
    """Codes on paper stand in for a second step; without one they would only lie about."""
    if not has_factor(account):
        RecoveryCode.objects.filter(account=account).delete()
