"""The ledger's line on an account: where its person stands, with what opened the account before and after.

Whether and how many, never what: no line holds a password, a code, a secret or a hash, nor on which device or when
somebody came in, which is only the owner's to see (Login, Passkey).
"""

from django.db.models import Min
from django.utils import timezone

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, Writer, write
from zhengyou.organisations.models import Account
from zhengyou.organisations.queries.belonging import path_of

from ..models import Login, OutsideIdentity, Passkey, RecoveryCode, TimeCodes
from ..queries import SUBJECT


def standing(account: Account) -> Values:
    """What the ledger tells of how an account is come in to; whoever changes one of these asks before and after."""
    codes = RecoveryCode.objects.filter(account=account, used_at=None)
    return {
        "app_at": TimeCodes.objects.filter(account=account).values_list("added_at", flat=True).first(),
        "passkeys": Passkey.objects.filter(account=account).count(),
        "codes": codes.count(),
        "codes_at": codes.aggregate(at=Min("made_at"))["at"],
        "outside": OutsideIdentity.objects.filter(account=account).exists(),
        "open_sessions": Login.objects.filter(account=account, ended_at=None).count(),
    }


def tell(
    *,
    by: Writer,
    account: Account,
    verb: str,
    sentence: str,
    before: Values,
    after: Values | None = None,
) -> None:
    """Write the line within the caller's transaction. `before`: the `standing` of then, with what else there was;
    `after`: what else there is now."""
    line = Line(
        verb=f"accounts.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=account.pk,
        path=path_of(account.person_id, timezone.localdate()),
        before=before,
        after=standing(account) | (after or {}),
    )
    write(by=by, line=line)


def locked(account: Account) -> Account:
    """The account, which nobody else changes until the transaction ends."""
    return (
        Account.objects.select_for_update(no_key=True, of=("self",))
        .select_related("person")
        .get(pk=account.pk)
    )
