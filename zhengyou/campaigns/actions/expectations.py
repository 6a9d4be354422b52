"""Making expectations: task x period x every organisation it falls on, in one statement a task."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import place, today
from zhengyou.organisations.rules import System

from ..models.campaigns import Campaign, CampaignState
from ..models.tasks import Task
from ..queries.expected import ASKED, asked

_INSERT = (
    """
INSERT INTO campaigns_expectation (campaign_id, task_id, organisation_id, period_start, period_end, sequence,
                                   opens_on, due_on, outcome, confirmed, created_on)
SELECT %(campaign)s, %(task)s, o.id, d.period_start, d.period_end, d.sequence, d.opens_on, d.due_on,
       'open', false, %(day)s
"""
    + ASKED
    + "ON CONFLICT DO NOTHING"
)


def expect(*, task: Task, root_path: str, day: date) -> int:
    """Make the task's expectations that do not exist yet; returns how many. Runs within a transaction of the caller.

    `root_path` is the campaign's place in the tree; the task may narrow it to a subtree of its own.
    """
    assert task.starts_on is not None  # launch made sure of both
    assert task.due_on is not None
    parameters = asked(
        task,
        starts_on=task.starts_on,
        due_on=task.due_on,
        ends_on=(task.phase and task.phase.ends_on) or task.campaign.ends_on,
        root_path=root_path,
        day=day,
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {"campaign": task.campaign_id, "task": task.pk, **parameters})
        return cursor.rowcount


@transaction.atomic
def extend(*, campaign: Campaign) -> int:
    """Ask organisations that came into the tree since; returns how many expectations were added."""
    day = today()
    path = place(campaign.organisation_id, day).path
    tasks = Task.objects.filter(campaign=campaign, campaign__state=CampaignState.RUNNING).select_related(
        "phase", "campaign"
    )
    count = sum(expect(task=task, root_path=path, day=day) for task in tasks)
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
