"""A problem raised at a meeting becomes a rectification (domain.md M70, P14)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.rules import Actor

from ..models.activities import Fulfilment
from ..models.attendance import Issue
from ..models.rectification import Rectification, Source
from ..queries.attendance import COUNTED
from ..queries.policies import policy
from ..rules.policies import ISSUE_DAYS
from .rectification import Raised, raise_


class NotToRaise(Exception):
    """The problem was taken up already, or the record does not count; the sentence says which."""


@transaction.atomic
def take_up(*, by: Actor, issue: Issue, now: datetime) -> Rectification:
    """Raise a rectification of the own organisation from a problem of its meeting; raises NotToRaise or
    NotPermitted."""
    locked = Issue.objects.select_for_update(of=("self",)).select_related("record").get(pk=issue.pk)
    if locked.rectification_id is not None:
        raise NotToRaise("这个问题刚才已经转成整改，没有重复提出。")
    if locked.record.state not in COUNTED:
        raise NotToRaise("这条记录现在不算数（已退回或撤回），重新报送以后再转整改。")
    met = Fulfilment.objects.filter(record=locked.record, until__isnull=True).select_related("expectation")
    campaign_id = met.order_by("pk")[0].expectation.campaign_id
    day = timezone.localdate(now)
    raised = Raised(
        campaign=campaign_id,
        organisation=locked.record.organisation_id,
        title=locked.text,
        text=f"{locked.record.happened_on:%Y年%-m月%-d日}“{locked.record.title}”上提出。",
        source=Source.MEETING,
        raised_on=locked.record.happened_on,
        due_on=day + timedelta(days=policy(campaign_id, ISSUE_DAYS, day)),
    )
    locked.rectification = raise_(by=by, raised=raised, now=now)
    locked.save(update_fields=["rectification"])
    return locked.rectification
