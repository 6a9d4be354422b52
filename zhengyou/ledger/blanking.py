"""Blanking a person: every line stays and verifies, and says no longer who it was (docs/decisions/0015)."""

from django.db import transaction
from django.db.models import QuerySet

from .models import Entry, Name
from .writing import Line, Writer, write

SUBJECT = "ledger.person"
VERB = f"{SUBJECT}.blank"


@transaction.atomic
def blank(*, by: Writer, person_id: int, reason: str, path: str = "") -> int:
    """Let the ledger forget what a person is called; how many names that were.

    It cannot be taken back. The line about it, at `path` in the tree, names nobody but who does it; `reason` must not
    either.
    """
    there = Name.objects.filter(person_id=person_id, text__isnull=False)
    line = Line(
        verb=VERB,
        sentence=f"隐去一名人员在台账里的全部姓名：{reason}",
        subject=SUBJECT,
        subject_id=person_id,
        path=path,
        before={"names": there.count()},
        after={"names": 0},
    )
    write(by=by, line=line)
    return there.update(text=None, salt=None)


def blank_late() -> int:
    """Blank what was written of blanked persons by transactions that had begun before; how many names that were."""
    late = Name.objects.filter(text__isnull=False, person_id__in=_ordered())
    return late.update(text=None, salt=None)


def blanked_persons() -> set[int]:
    """Everybody whom a line of the ledger orders to blank."""
    return {person for person in _ordered() if person is not None}


def _ordered() -> QuerySet[Entry, int | None]:
    return Entry.objects.filter(subject=SUBJECT).values_list("subject_id", flat=True)
