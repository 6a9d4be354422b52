"""Who acts on an account: its owner, also while holding no post."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """The account's own person, as the ledger names whoever acts."""

    account_id: int
    person_id: int
    name: str
