"""The ledger's line on an account. It lies at no place of the tree: how somebody comes in is not his level's affair."""

from zhengyou.ledger.writing import Line, Writer, write
from zhengyou.organisations.models import Account


def tell(*, by: Writer, account: Account, verb: str, sentence: str) -> None:
    """Write the line within the caller's transaction. The sentence never holds a password, a code or a secret."""
    line = Line(
        verb=f"accounts.{verb}",
        sentence=sentence,
        subject="organisations.account",
        subject_id=account.pk,
    )
    write(by=by, line=line)


def locked(account: Account) -> Account:
    """The account, which nobody else changes until the transaction ends."""
    return (
        Account.objects.select_for_update(no_key=True, of=("self",))
        .select_related("person")
        .get(pk=account.pk)
    )
