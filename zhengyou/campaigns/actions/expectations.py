"""Making expectations: task x period x every organisation it falls on, in one statement a task."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import place, today
from zhengyou.organisations.rules import System

from ..models.campaigns import Campaign, CampaignState
from ..models.tasks import Task
from ..rules.recurrence import Due, dues

# An organisation is asked if it stood in the tree on the due day (or stands there now, for days to come) and was
# not ended before the thing was due.
_INSERT = """
INSERT INTO campaigns_expectation (campaign_id, task_id, organisation_id, period_start, period_end, sequence,
                                   opens_on, due_on, outcome, confirmed, created_on)
SELECT %(campaign)s, %(task)s, o.id, d.period_start, d.period_end, d.sequence, d.opens_on, d.due_on,
       'open', false, %(day)s
FROM unnest(%(starts)s::date[], %(ends)s::date[], %(sequences)s::smallint[], %(opens)s::date[], %(dues)s::date[])
     AS d (period_start, period_end, sequence, opens_on, due_on)
JOIN organisations_placement p
  ON p.path LIKE %(root)s AND p.since <= least(d.due_on, %(day)s)
 AND (p.until IS NULL OR p.until > least(d.due_on, %(day)s))
JOIN organisations_organisation o
  ON o.id = p.organisation_id AND (o.ended_on IS NULL OR o.ended_on > d.due_on)
WHERE o.kind = ANY(%(kinds)s) AND (%(sectors)s::text[] = '{}' OR o.sector = ANY(%(sectors)s))
ON CONFLICT DO NOTHING
"""


def expect(*, task: Task, root_path: str, day: date) -> int:
    """Make the task's expectations that do not exist yet; returns how many. Runs within a transaction of the caller.

    `root_path` is the campaign's place in the tree; the task may narrow it to a subtree of its own.
    """
    periods = periods_of(task)
    if task.audience_root_id is not None:
        root_path = place(task.audience_root_id, day).path
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "campaign": task.campaign_id,
                "task": task.pk,
                "day": day,
                "root": root_path + "%",
                "kinds": task.audience_kinds,
                "sectors": task.audience_sectors,
                "starts": [due.period_start for due in periods],
                "ends": [due.period_end for due in periods],
                "sequences": [due.sequence for due in periods],
                "opens": [due.opens_on for due in periods],
                "dues": [due.due_on for due in periods],
            },
        )
        return cursor.rowcount


def periods_of(task: Task) -> list[Due]:
    """What the task asks for and when, over its own dates."""
    assert task.starts_on is not None  # launch made sure of both
    assert task.due_on is not None
    return dues(
        recurrence=task.recurrence,
        times=task.times,
        starts_on=task.starts_on,
        ends_on=task.due_on,
        due_on=task.due_on,
        grace_days=task.grace_days,
    )


@transaction.atomic
def extend(*, campaign: Campaign) -> int:
    """Ask organisations that came into the tree since; returns how many expectations were added."""
    day = today()
    path = place(campaign.organisation_id, day).path
    tasks = Task.objects.filter(campaign=campaign, campaign__state=CampaignState.RUNNING)
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
