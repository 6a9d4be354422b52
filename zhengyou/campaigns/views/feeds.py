"""One's own calendar: the page on which the secret address is made and revoked, and the feed itself."""

import hashlib
from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import feeds as actions
from ..queries import feeds as queries
from ..queries.kept import Kept
from ..rules.calendars import Occasion, calendar_text

_LONGEST = 60
_kept: Kept[list[Occasion]] = Kept(size=256)


@require_safe
@never_cache
@page(Permission.VIEW_CAMPAIGN)
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whether there is an address, and what it shows."""
    feed = queries.own_feed(actor)
    day = organisations.today()
    context = {
        "feed": feed,
        "address": "",
        "occasions": queries.occasions(feed, day)[:5] if feed else [],
        "today": day,
    }
    return render(request, "campaigns/feeds/calendar.html", context)


@require_POST
@never_cache
@page(Permission.VIEW_CAMPAIGN)
def make(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make an address; it is shown this once."""
    secret = actions.make(by=actor, now=timezone.now())
    day = organisations.today()
    feed = queries.own_feed(actor)
    context = {
        "feed": feed,
        "address": request.build_absolute_uri(reverse("calendar-feed", args=[secret])),
        "occasions": queries.occasions(feed, day)[:5] if feed else [],
        "today": day,
    }
    return render(request, "campaigns/feeds/calendar.html", context)


@require_POST
@page(Permission.VIEW_CAMPAIGN)
def revoke(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Revoke one's own address."""
    if actions.revoke(by=actor, now=timezone.now()):
        say(request, _("地址已作废，手机和电脑上的日历从下次更新起就空了。要用再做一个。"))
    else:
        say(request, _("现在没有地址，不用作废。"))
    return redirect("calendar")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever made the secret address; 404 for an address that is unknown or revoked."""
    found = queries.live_feed(actions.digest(secret)) if len(secret) <= _LONGEST else None
    if found is None:
        raise Http404
    day = organisations.today()
    shown = _kept.get((found.pk, day), lambda: queries.occasions(found, day))
    stamp = timezone.make_aware(datetime.combine(day, time(0)))
    host = f"{request.scheme}://{request.get_host()}"
    text = calendar_text(shown, name=_("争优：等我办的事"), host=host, stamp=stamp)
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Disposition"] = 'inline; filename="zhengyou.ics"'
    answer["Last-Modified"] = http_date(max(stamp, found.made_at).timestamp())
    answer["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=answer) or answer
