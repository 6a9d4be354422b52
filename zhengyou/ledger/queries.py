"""Reading the ledger."""

from django.db.models import QuerySet

from .models import Entry


def history(subject: str, subject_id: int) -> QuerySet[Entry]:
    """All lines about one thing, oldest first."""
    return Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("pk")


def page(path: str, *, before_id: int | None = None, size: int = 50) -> list[Entry]:
    """The newest lines about organisations at or under `path`, older than `before_id`, at most `size`."""
    entries = Entry.objects.filter(organisation_path__startswith=path)
    if before_id is not None:
        entries = entries.filter(pk__lt=before_id)
    return list(entries.order_by("-pk")[:size])
