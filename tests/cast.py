"""One cast of people for all tests, in a small invented district.

    澜溪区委 ─ 青石街道党工委 ─ 青石商圈党总支 ─ 第一支部（the secretary's own branch）, 第二支部（a neighbour）
             └ 云岭乡党委 ─ 白鹭村党支部

The campaign runs from 60 days before today to 305 days after; it was approved on its first day.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models import Campaign, Expectation, Plan, PlanItem, PlanSource, Task
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.models.plans import ItemKind, Recurrence
from zhengyou.campaigns.rules.meetings import MeetingHeld
from zhengyou.organisations.models import (
    Account,
    Kind,
    Membership,
    MemberStatus,
    Organisation,
    Person,
    Placement,
    Post,
    PostKind,
    Sector,
)
from zhengyou.organisations.queries import actors_of
from zhengyou.organisations.rules import Actor

FOUNDED = date(2020, 1, 1)
PASSWORD = "一个够长的口令 2026"


def at_noon(day: date) -> datetime:
    """Noon of a day where the campaign is run."""
    return timezone.make_aware(datetime.combine(day, time(12)))


@dataclass
class Cast:
    """Organisations by short name, accounts by role, and the actor and a logged-in browser of each role."""

    today: date
    places: dict[str, Placement] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The actor of a role, read afresh."""
        return actors_of(self.accounts[role], timezone.localdate())[0]

    def client(self, role: str | None) -> Client:
        """A browser logged in as the role; None for somebody without a login."""
        client = Client()
        if role is not None:
            client.force_login(self.accounts[role])
        return client

    def __getattr__(self, name: str) -> Actor:
        if name in self.accounts:
            return self.actor(name)
        raise AttributeError(name)


ROLES = {
    "office": ("district", PostKind.OFFICE, "方文清"),
    "leader": ("district", PostKind.LEADER, "陆长河"),
    "inspector": ("district", PostKind.INSPECTOR, "邵明远"),
    "reader": ("district", PostKind.READER, "石上青"),
    "administrator": ("district", PostKind.ADMINISTRATOR, "管自明"),
    "committee_office": ("street", PostKind.OFFICE, "叶知秋"),
    "general_secretary": ("general", PostKind.SECRETARY, "顾全之"),
    "secretary": ("first", PostKind.SECRETARY, "林小满"),
    "other_secretary": ("second", PostKind.SECRETARY, "何立夏"),
    "village_secretary": ("village", PostKind.SECRETARY, "田有禾"),
    "member": ("first", PostKind.MEMBER, "程初晓"),
}

_TREE = [
    ("district", None, "澜溪区委", Kind.DISTRICT_COMMITTEE, Sector.ORGANS),
    ("street", "district", "青石街道党工委", Kind.WORKING_COMMITTEE, Sector.COMMUNITY),
    ("general", "street", "青石商圈党总支", Kind.GENERAL_BRANCH, Sector.PRIVATE),
    ("first", "general", "青石商圈第一党支部", Kind.BRANCH, Sector.PRIVATE),
    ("second", "general", "青石商圈第二党支部", Kind.BRANCH, Sector.PRIVATE),
    ("township", "district", "云岭乡党委", Kind.COMMITTEE, Sector.RURAL),
    ("village", "township", "白鹭村党支部", Kind.BRANCH, Sector.RURAL),
]


def found(
    name: str, kind: str, sector: str, parent: Placement | None, *, code: str = "", since: date = FOUNDED
) -> Placement:
    """A new organisation under a parent, open from `since` on."""
    number = Organisation.objects.count() + 1
    organisation = Organisation.objects.create(
        code=code or f"T{number:04}", kind=kind, sector=sector, founded_on=since
    )
    placement = _place(organisation, name, parent, since)
    placement.save()
    return placement


def _place(organisation: Organisation, name: str, parent: Placement | None, since: date) -> Placement:
    return Placement(
        organisation=organisation,
        parent_id=parent.organisation_id if parent else None,
        name=name,
        path=f"{parent.path if parent else '/'}{organisation.pk}/",
        depth=parent.depth + 1 if parent else 0,
        since=since,
    )


def enrol(name: str, at: Placement, status: str = MemberStatus.FULL) -> Person:
    """A person who belongs to an organisation."""
    person = Person.objects.create(name=name, pinyin=name)
    Membership.objects.create(person=person, organisation_id=at.organisation_id, status=status, since=FOUNDED)
    return person


@cache
def _password() -> str:
    """PASSWORD as it is kept. Hashed once a process: hashing is slow on purpose."""
    return make_password(PASSWORD)


def gathered() -> Cast:
    """The district, its people and their accounts, written in one statement a table."""
    made = Cast(today=timezone.localdate())
    _stand(made)
    people = Person.objects.bulk_create(Person(name=name, pinyin=name) for _, _, name in ROLES.values())
    posts, memberships, accounts = [], [], []
    for person, (role, (where, kind, _name)) in zip(people, ROLES.items(), strict=True):
        at = {"person": person, "organisation_id": made.places[where].organisation_id, "since": FOUNDED}
        memberships.append(Membership(status=MemberStatus.FULL, **at))
        posts.append(Post(kind=kind, **at))
        accounts.append(Account(username=role, person=person, password=_password()))
    Membership.objects.bulk_create(memberships)
    Post.objects.bulk_create(posts)
    made.accounts = {account.username: account for account in Account.objects.bulk_create(accounts)}
    return made


def _stand(made: Cast) -> None:
    """The organisations of _TREE and where each stands."""
    organisations = Organisation.objects.bulk_create(
        Organisation(code=f"T{number:04}", kind=kind, sector=sector, founded_on=FOUNDED)
        for number, (_, _, _, kind, sector) in enumerate(_TREE, 1)
    )
    for organisation, (key, above, name, _, _) in zip(organisations, _TREE, strict=True):
        parent = made.places[above] if above else None
        made.places[key] = _place(organisation, name, parent, FOUNDED)
    Placement.objects.bulk_create(made.places.values())


@pytest.fixture
def cast(db: None) -> Cast:
    """The district, its people and their accounts."""
    return gathered()


def task_item(name: str, **values: object) -> dict[str, object]:
    """The values of a task in a plan: for all branches, once, unless said otherwise."""
    return {
        "kind": ItemKind.TASK,
        "name": name,
        "audience_kinds": [Kind.BRANCH],
        "owner": "活动办公室",
        **values,
    }


def draft_plan(cast: Cast, items: list[dict[str, object]], **facts: object) -> Plan:
    """A draft of the district's office with these items."""
    first = cast.today - timedelta(days=60)
    values = {"title": "澜溪区创先争优活动实施方案", "theme": "岗位作贡献", "summary": "做实事，办好事。"}
    values |= {"starts_on": first, "ends_on": cast.today + timedelta(days=305)} | facts
    plan = Plan.objects.create(
        organisation_id=cast.places["district"].organisation_id,
        uploaded_by=cast.accounts["office"],
        uploaded_at=at_noon(first),
        **values,
    )
    reading = {"documents": [{"defects": []}]}
    lines = ["澜溪区创先争优活动实施方案", "一、工作任务", "各支部每月报送一次。"]
    PlanSource.objects.create(
        plan=plan,
        name="方案.txt",
        media_format="txt",
        sha256="0" * 64,
        content="\n".join(lines).encode(),
        lines=lines,
        reading=reading,
    )
    for number, item in enumerate(items, 1):
        PlanItem.objects.create(plan=plan, ordinal=number, **item)
    return plan


def meeting(day: date, kind: MeetingKind = MeetingKind.COMMITTEE, **numbers: int) -> MeetingHeld:
    """A meeting of that day that passed what it was asked."""
    told = {"due": 9, "present": 8, "in_favour": 8} | numbers
    return MeetingHeld(kind=kind, held_on=day, chair="陆长河", **told)


def meeting_data(day: date) -> dict[str, object]:
    """The same as a form sends it."""
    told = meeting(day)
    return {name: getattr(told, name) for name in ("kind", "held_on", "chair", "due", "present", "in_favour")}


def approved(cast: Cast, plan: Plan) -> Campaign:
    """The plan's campaign, proposed by the office and approved by the leader on the plan's first day."""
    assert plan.starts_on is not None
    plans.propose(by=cast.office, plan=plan, now=at_noon(plan.starts_on))
    plans.approve(by=cast.leader, plan=plan, meeting=meeting(plan.starts_on), now=at_noon(plan.starts_on))
    return Campaign.objects.get(plan=plan)


def begun(cast: Cast) -> Campaign:
    """A running campaign with four tasks for all branches; see `expectation_of`.

    动员大会: once, 20 days overdue. 为民办实事: once, due in 30 days, counted in 件. 学习研讨: every month.
    风险排查: once, due in 10 days, a zero declaration allowed.
    """
    day = cast.today
    items = [
        task_item("动员大会", due_on=day - timedelta(days=20)),
        task_item("为民办实事", due_on=day + timedelta(days=30), quantity=2, unit="件"),
        task_item("学习研讨", recurrence=Recurrence.MONTHLY, text="每月至少开展一次学习研讨。", line=3),
        task_item("风险排查", due_on=day + timedelta(days=10), zero_allowed=True),
        {"kind": ItemKind.PHASE, "name": "动员部署", "starts_on": day - timedelta(days=60),
         "ends_on": day - timedelta(days=10)},
        {"kind": ItemKind.PHASE, "name": "全面争创", "starts_on": day - timedelta(days=9)},
        {"kind": ItemKind.STANDARD, "name": "五个好"},
    ]  # fmt: skip
    return approved(cast, draft_plan(cast, items))


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """The running campaign of `begun`."""
    return begun(cast)


ExpectationOf = Callable[[str, str], Expectation]


def finder(cast: Cast, campaign: Campaign) -> ExpectationOf:
    """What finds an organisation's earliest expectation of a task."""

    def find(where: str, task_name: str) -> Expectation:
        task = Task.objects.get(campaign=campaign, name=task_name)
        found = Expectation.objects.filter(task=task, organisation_id=cast.places[where].organisation_id)
        return found.order_by("period_start").first()

    return find


@pytest.fixture
def expectation_of(cast: Cast, campaign: Campaign) -> ExpectationOf:
    """expectation_of("first", "动员大会"): the earliest expectation of that task for that organisation."""
    return finder(cast, campaign)
