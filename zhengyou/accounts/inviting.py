"""What an anonymous browser remembers on its way in: the invitation it showed, the wall code, what it asked there.

The secret leaves the address at once: from then on only the session, under a new key, says which invitation it is.
"""

import re
from datetime import datetime
from functools import cache
from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .models import Asking, Invitation, WallCode
from .queries import invitations as queries

_INVITATION, _WALL, _ASKING = "invitation", "wall", "asking"
_RUN = re.compile(rb"\x00+|\x01+")
_QUIET = 3
"""Modules of white around a code: the standard wants four, of which the slip's own white is one."""


def carry_invitation(request: HttpRequest, invitation: Invitation) -> None:
    """This browser may accept the invitation."""
    _carry(request, _INVITATION, invitation.pk)


def carried_invitation(request: HttpRequest, now: datetime) -> Invitation | None:
    """The invitation this browser came with, as long as it is good."""
    found = _carried(request, _INVITATION)
    return queries.usable(found, now) if found else None


def carry_wall(request: HttpRequest, wall: WallCode) -> None:
    """This browser stands before a wall code."""
    _carry(request, _WALL, wall.pk)


def carried_wall(request: HttpRequest, now: datetime) -> WallCode | None:
    """The wall code this browser stands before, as long as it hangs."""
    found = _carried(request, _WALL)
    return queries.wall(found, now) if found else None


def carry_asking(request: HttpRequest, asking: Asking) -> None:
    """This browser waits for an answer."""
    _carry(request, _ASKING, asking.pk)


def carried_asking(request: HttpRequest) -> Asking | None:
    """What this browser asked."""
    found = _carried(request, _ASKING)
    return queries.asking(found) if found else None


def put_down(request: HttpRequest) -> None:
    """Nothing is carried any more."""
    for name in (_INVITATION, _WALL, _ASKING):
        request.session.pop(name, None)


def _carry(request: HttpRequest, name: str, key: int) -> None:
    request.session.cycle_key()  # whoever knew the session before knows it no longer
    request.session[name] = key


def _carried(request: HttpRequest, name: str) -> int | None:
    found: Any = request.session.get(name)
    return found if isinstance(found, int) else None


def link_of(request: HttpRequest, secret: str) -> str:
    """The whole address that a code on paper says."""
    return request.build_absolute_uri(reverse("invitation", args=[secret]))


def picture_of(address: str) -> SafeString:
    """A QR code of an address, as SVG. Any of the eight masks can be read; choosing the best is most of the work."""
    rows = segno.make_qr(address, error="m", boost_error=False, mask=3).matrix
    side = len(rows) + 2 * _QUIET
    return format_html(
        '<svg class="qr-code" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path stroke="#000" d="{2}"/></svg>',
        side,
        _("邀请的二维码"),
        "".join(
            f"M{_QUIET} {y}.5"
            + "".join(_drawn(bytes(row[start : start + 8])) for start in range(0, len(row), 8))
            for y, row in enumerate(rows, _QUIET)
        ),
    )


@cache
def _drawn(modules: bytes) -> str:
    """A stretch of a row (1: dark), from where the pen is to behind it; few differ, and each comes many times."""
    return "".join(f"h{len(run)}" if run[0] else f"m{len(run)} 0" for run in _RUN.findall(modules))
