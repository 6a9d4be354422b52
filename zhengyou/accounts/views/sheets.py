"""Slips of paper to be cut. A few are one page at once; many are written out while the browser reads them.

What stands on a slip is kept nowhere, not even for a moment (decision 0018): so no worker makes a long sheet and keeps
it until somebody fetches it. It goes out slip by slip where it was made, and a bar says how far it has come.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from .. import inviting
from ..actions.invitations import Made
from ..rules.inviting import short_address, spaced

LONG = 100
"""More slips than these are not one page at once: about a quarter of a second's work (two seconds are 800)."""
STEP = 20
"""So many slips between two looks at the bar."""
_HERE = "<!-- slips -->"
_TEMPLATES = "accounts/invitations"


def sheet(
    request: HttpRequest, place: Any, made: Sequence[Made], secretaries: bool
) -> HttpResponse | StreamingHttpResponse:
    """The slips of these invitations; shown this once."""
    here = {
        "place": place,
        "number": len(made),
        "until": timezone.localdate(made[0].invitation.until),
        "typed_at": short_address(request.build_absolute_uri(reverse("invitation-code"))),
        "secretaries": secretaries,
    }
    if len(made) <= LONG:
        here["slips"] = _slips(request, made)
        return render(request, f"{_TEMPLATES}/sheet.html", here)
    whole = render_to_string(f"{_TEMPLATES}/sheet.html", here | {"marker": _HERE}, request)
    answer = StreamingHttpResponse(_written(request, whole, made, here))
    # A proxy must pass it on as it comes, or the bar would jump from nothing to the end.
    answer["X-Accel-Buffering"] = "no"
    return answer


def _written(request: HttpRequest, whole: str, made: Sequence[Made], here: dict[str, Any]) -> Iterator[str]:
    """The page in pieces: what stands before the slips, the slips with the bar between them, what stands behind."""
    before, _marker, behind = whole.partition(_HERE)
    yield before
    for done in range(0, len(made), STEP):
        some = made[done : done + STEP]
        yield render_to_string(
            f"{_TEMPLATES}/slips.html", here | {"slips": _slips(request, some), "done": done}
        )
    yield behind


def _slips(request: HttpRequest, made: Sequence[Made]) -> list[tuple[Made, str, str, str]]:
    """Each with its link, its code for typing and its picture."""
    links = [inviting.link_of(request, one.secret) for one in made]
    return [
        (one, link, spaced(one.secret), inviting.picture_of(link))
        for one, link in zip(made, links, strict=True)
    ]
