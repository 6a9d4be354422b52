"""Making expectations: task x period x every organisation it falls on, in one statement a task."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import ended, standing_place, today
from zhengyou.organisations.rules import System

from ..models.campaigns import Campaign, CampaignState
from ..models.tasks import Task
from ..queries.amending import by_hashing, produced_again, sql
from ..queries.expected import answered_by, asked_of, asked_sql
from ..queries.versions import in_force_since

_INSERT = """
INSERT INTO campaigns_expectation (campaign_id, task_id, organisation_id, period_start, period_end, class_number,
                                   class_name, sequence, opens_on, due_on, outcome, confirmed, created_on)
SELECT %(campaign)s, %(task)s, o.id, d.period_start, d.period_end, k.class_number, k.class_name,
       d.sequence, d.opens_on, d.due_on, 'open', false, %(day)s
"""
_INSERT_PRODUCED = """WITH {produced}
INSERT INTO campaigns_expectation (campaign_id, task_id, organisation_id, period_start, period_end, class_number,
                                   class_name, sequence, opens_on, due_on, outcome, confirmed, created_on)
SELECT %(campaign)s, %(task)s, organisation_id, period_start, period_end, class_number, class_name,
       sequence, opens_on, due_on, 'open', false, %(day)s
FROM produced ON CONFLICT DO NOTHING"""


def expect(*, task: Task, root_path: str, day: date, answered: Sequence[int] = ()) -> int:
    """Make the task's expectations that do not exist yet; returns how many. Runs within a transaction of the caller.

    `root_path` is the campaign's place in the tree; the task may narrow it to a subtree of its own. `answered` are
    ids of the superior's tasks it carries out: who is asked by them is not asked again.
    """
    parameters = asked_of(task, root_path=root_path, day=day, answered=answered)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT + asked_sql(parameters) + "ON CONFLICT DO NOTHING",
            {"campaign": task.campaign_id, "task": task.pk, **parameters},
        )
        return cursor.rowcount


def expect_produced(task: Task, parameters: dict[str, Any]) -> int:
    """Make the expectations of `queries.amending.PRODUCED` that do not exist yet; returns how many."""
    given = {**parameters, "task": task.pk, "campaign": task.campaign_id}
    with connection.cursor() as cursor:
        cursor.execute(sql(_INSERT_PRODUCED, parameters), given)
        return cursor.rowcount


@transaction.atomic
def extend(*, campaign: Campaign) -> int:
    """Ask organisations that came into the tree since; returns how many expectations were added.

    Nobody is asked for what was due before the plan was in force as it is, nor again for what an amendment took out
    or what was done by the plan as it was.
    """
    day = today()
    top = standing_place(campaign.organisation_id, day)
    if ended(top, day):  # its subtree went to others, who are not asked by it
        return 0
    path = top.path
    tasks = Task.objects.filter(
        campaign=campaign, campaign__state=CampaignState.RUNNING, withdrawn_on__isnull=True
    ).select_related("phase", "campaign")
    answered = answered_by(campaign.plan_id)
    since = in_force_since(campaign.plan) or campaign.starts_on
    count = 0
    with by_hashing():
        for task in tasks:
            above = answered.get(task.item_id or 0, ())
            parameters = asked_of(task, root_path=path, day=day, answered=above)
            count += expect_produced(task, produced_again(task, parameters, since))
    if count:
        line = Line(
            verb="campaigns.campaign.extend",
            sentence=f"因组织变动，活动《{campaign.title}》新增 {count} 项应办事项。",
            subject="campaigns.campaign",
            subject_id=campaign.pk,
            path=path,
            happened_on=timezone.localdate(),
            after={"expectations": count},
        )
        write(by=System(), line=line)
    return count
