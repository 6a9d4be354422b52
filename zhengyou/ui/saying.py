"""Saying what happened: one sentence after each action, shown once on the next page."""

from django.contrib import messages
from django.http import HttpRequest

DRAFT_MARK = "draft-done:"


def say(request: HttpRequest, sentence: str, *, draft: str = "", level: int = messages.SUCCESS) -> None:
    """Show the sentence on the next page: what changed, who sees it, what comes next, how to take it back.

    A SafeString may hold the link that takes it back. `draft` is the data-draft key of the form that was
    settled: the browser then forgets what it kept of it.
    """
    messages.add_message(request, level, sentence, extra_tags=f"{DRAFT_MARK}{draft}" if draft else "")


def settled_draft(extra_tags: str | None) -> str:
    """The draft key that say() put into a message's extra tags, or an empty text."""
    for tag in (extra_tags or "").split():
        if tag.startswith(DRAFT_MARK):
            return tag.removeprefix(DRAFT_MARK)
    return ""
