"""How often somebody may try: counted before anything is compared, so that tries at one moment are counted too.

A door is a user name as it was typed (whether or not it exists), or that name from a browser which has come in by it
before, or one account's second step. Others' mistakes at the first never slow the second: nobody can be locked out.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ..models import AddressTry, Attempts
from ..rules import policies
from ..rules.secrecy import keyed_hash


class TooEarly(Exception):
    """Nothing was compared; `until` says when it will be."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class CrowdedAddress(TooEarly):
    """Too many different user names failed from this address."""


def door_of(*parts: str) -> str:
    """The door these words name; only the installation's key leads from one to the other."""
    return keyed_hash("door", *parts)


def knock(*, door: str, now: datetime) -> None:
    """Count one try at the door, in a transaction of its own; raises TooEarly where nothing may be compared yet."""
    with transaction.atomic():
        Attempts.objects.bulk_create(
            [Attempts(door=door, free_at=now - policies.FORGOTTEN_AFTER, last_at=now)],
            update_conflicts=True,  # which also locks the row that stands there already
            unique_fields=["door"],
            update_fields=["last_at"],
        )
        row = Attempts.objects.select_for_update().get(door=door)
        row.tries += 1
        early = row.free_at > now
        if not early:
            row.checked += 1
            wait = policies.wait_after(row.checked)
            # Untouched without a wait: of two at one moment the later to arrive may have looked at the clock earlier.
            row.free_at = now + wait if wait else row.free_at
        row.save()
    if early:
        raise TooEarly(row.free_at)


def knock_from(*, address: str, name: str, now: datetime) -> None:
    """Count a user name tried from an address; raises CrowdedAddress above the ceiling.

    The row is committed before the others are counted: of names tried at one moment none is overlooked.
    """
    hashed = keyed_hash("address", address)
    mine = AddressTry(address=hashed, name=keyed_hash("name", name), at=now)
    AddressTry.objects.bulk_create(
        [mine], update_conflicts=True, unique_fields=["address", "name"], update_fields=["at"]
    )
    recent = AddressTry.objects.filter(address=hashed, at__gt=now - policies.ADDRESS_WINDOW)
    tried = list(recent.order_by("at").values_list("at", flat=True)[: policies.NAMES_OF_ADDRESS + 1])
    if len(tried) > policies.NAMES_OF_ADDRESS:
        AddressTry.objects.filter(address=hashed, name=mine.name).delete()
        raise CrowdedAddress(tried[0] + policies.ADDRESS_WINDOW)


def opened(*, doors: Iterable[str], address: str = "", name: str = "") -> None:
    """The right answer was given: what failed before is forgotten."""
    Attempts.objects.filter(door__in=list(doors)).delete()
    if address:
        AddressTry.objects.filter(
            address=keyed_hash("address", address), name=keyed_hash("name", name)
        ).delete()


def forget(*, now: datetime) -> None:
    """Delete what is older than policies.FORGOTTEN_AFTER."""
    before = now - policies.FORGOTTEN_AFTER
    Attempts.objects.filter(last_at__lt=before, free_at__lt=now).delete()
    AddressTry.objects.filter(at__lt=before).delete()
