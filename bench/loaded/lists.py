"""The biggest lists: grown to a million expectations, and what PostgreSQL does to answer each."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench.loaded.demo import fill
from zhengyou.campaigns.models import Campaign, Expectation, Plan, Task
from zhengyou.campaigns.models.campaigns import CampaignState
from zhengyou.campaigns.models.plans import PlanSource, PlanState
from zhengyou.commandline.static import collect_static
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account, Membership, Organisation, Person
from zhengyou.organisations.queries import place, root, today

MILLION = 1_000_000
LARGE = 20_000  # reading a table of this many rows from end to end is worth telling

_EARLIER = """
INSERT INTO campaigns_expectation (campaign_id, task_id, organisation_id, period_start, period_end, sequence, opens_on,
    due_on, grace_until, outcome, settled_on, in_time, confirmed, created_on, withdrawn_on)
SELECT new.campaign_id, new.id, e.organisation_id, e.period_start - %(days)s::int, e.period_end - %(days)s::int,
    e.sequence, e.opens_on - %(days)s::int, e.due_on - %(days)s::int, e.grace_until - %(days)s::int,
    CASE e.outcome WHEN 'open' THEN 'met' ELSE e.outcome END,
    coalesce(e.settled_on, e.due_on) - %(days)s::int, coalesce(e.in_time, true), true,
    e.created_on - %(days)s::int, e.withdrawn_on
FROM campaigns_expectation e
    JOIN campaigns_task old ON old.id = e.task_id
    JOIN campaigns_task new ON new.campaign_id = %(new)s AND new.ordinal = old.ordinal
WHERE e.campaign_id = %(campaign)s
"""


@dataclass
class Asked:
    """What a page asks of the database: how often, how long, and which large tables are read from end to end."""

    queries: int = 0
    milliseconds: float = 0.0
    whole_tables: list[str] = field(default_factory=list)


def grow() -> dict[str, int]:
    """The demo with a million expectations: its campaign after as many earlier ones, each as long, all done and
    closed; sizes by name."""
    fill()
    collect_static()
    campaign, runs = _campaign(), 0
    length = (campaign.ends_on - campaign.starts_on).days + 1
    while Expectation.objects.count() < MILLION:
        runs += 1
        _earlier(campaign, length * runs)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {
        "organisations": Organisation.objects.count(),
        "people": Person.objects.count(),
        "memberships": Membership.objects.count(),
        "campaigns of the district": runs + 1,
        "expectations": Expectation.objects.count(),
        "ledger lines": Entry.objects.count(),
    }


def _earlier(campaign: Campaign, days: int) -> None:
    """The same campaign so many days ago, closed."""
    before = timedelta(days=days)
    plan, source = Plan.objects.get(pk=campaign.plan_id), PlanSource.objects.get(pk=campaign.plan_id)
    plan.pk, plan.state = None, PlanState.CLOSED
    plan.save()
    source.plan = plan
    source.save(force_insert=True)
    earlier = Campaign.objects.get(pk=campaign.pk)
    earlier.pk, earlier.plan, earlier.slug = None, plan, f"{earlier.slug[:10]}-{days}"
    earlier.state = CampaignState.CLOSED
    earlier.starts_on, earlier.ends_on = earlier.starts_on - before, earlier.ends_on - before
    earlier.save()
    tasks = list(Task.objects.filter(campaign=campaign))
    for task in tasks:
        task.pk, task.campaign, task.phase, task.item = None, earlier, None, None
    Task.objects.bulk_create(tasks)
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, {"days": days, "new": earlier.pk, "campaign": campaign.pk})


def pages() -> dict[str, tuple[str, str]]:
    """Each list: who opens it, and its address."""
    campaign, top = _campaign(), root(today())
    if top is None:
        raise SystemExit("the demo has no organisation")
    task = Task.objects.filter(campaign=campaign).order_by("pk").first()
    branch = Account.objects.get(username="zhishu").person.posts.get().organisation_id
    town = place(branch, today()).parent_id
    people = {
        name: reverse("people", args=[key])
        for name, key in (("district", top.organisation_id), ("town", town))
    }
    return {
        "tree: the district": ("huodongban", reverse("organisation", args=[top.organisation_id])),
        "tree: a town": ("huodongban", reverse("organisation", args=[town])),
        "tree: a branch": ("zhishu", reverse("organisation", args=[branch])),
        "members of the district": ("huodongban", people["district"]),
        "members by the beginning of a name": ("huodongban", people["district"] + "?q=zhang"),
        "members of a town": ("huodongban", people["town"]),
        "search for an organisation": ("huodongban", reverse("search") + "?" + urlencode({"q": "党支部"})),
        "ledger of the district": ("huodongban", reverse("ledger")),
        "overdue in the district": ("huodongban", reverse("overdue", args=[campaign.pk])),
        "one task over the district": (
            "huodongban",
            reverse("task", args=[campaign.pk, task.pk if task else 0]),
        ),
        "records of the district": ("huodongban", reverse("records")),
        "progress of the district": ("huodongban", reverse("campaign", args=[campaign.pk])),
        "待办 of the office": ("huodongban", reverse("desk")),
        "待办 of a branch secretary": ("zhishu", reverse("desk")),
    }


def explained(username: str, path: str) -> Asked:
    """What the page asks when it is opened for the second time, its queries explained while they are really run."""
    client, asked = Client(headers={"host": "127.0.0.1"}), Asked()
    seen: list[tuple[str, Any]] = []

    def catch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        client.force_login(Account.objects.get(username=username))
        client.get(path)
        with connection.execute_wrapper(catch):
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        asked.queries = len(seen)
        for sql, params in seen:
            if sql.lstrip("( \n").upper().startswith(("SELECT", "WITH")):
                _explain(sql, params, asked)
        transaction.set_rollback(True)
    return asked


def _explain(sql: str, params: Any, asked: Asked) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]
    asked.milliseconds += plan["Planning Time"] + plan["Execution Time"]
    for node in _nodes(plan["Plan"]):
        read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        if node["Node Type"] == "Seq Scan" and read >= LARGE:
            asked.whole_tables.append(f"{node['Relation Name']} ({read:,.0f} rows)")


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", []):
        yield from _nodes(below)


def _campaign() -> Campaign:
    campaign = Campaign.objects.filter(superior=None, state=CampaignState.RUNNING).order_by("pk").first()
    if campaign is None:
        raise SystemExit("the demo has no campaign")
    return campaign
