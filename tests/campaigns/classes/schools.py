"""A school in the cast's district, and a campaign that asks something of each of its classes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.cast import Cast, approved, at_noon, draft_plan, found, task_item
from zhengyou.campaigns.actions import classes, records
from zhengyou.campaigns.models import Campaign, Expectation, Plan, Record, Task
from zhengyou.campaigns.models.classes import Classes
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.organisations.models import Account, Kind, Person, Post, PostKind, Sector

PARENTS = "家长会"
NAMES = ("七（1）班", "七（2）班", "八（1）班")


@dataclass
class School:
    """The school, its secretary among the cast's, and the campaign."""

    cast: Cast
    campaign: Campaign

    @property
    def pk(self) -> int:
        """The school's id."""
        return self.cast.places["school"].organisation_id

    def say(self, number: int, *, names: tuple[str, ...] = (), days: int = 0) -> tuple[Classes, int, int]:
        """The school's secretary says how many classes there are, from today or in some days."""
        told = classes.Said(number=number, names=names, since=self.cast.today + timedelta(days=days))
        now = at_noon(self.cast.today)
        return classes.state(by=self.cast.school_secretary, organisation=self.pk, told=told, now=now)

    def asked(self, *, live: bool = True) -> list[Expectation]:
        """What the school is asked of parents' meetings, by period, class and number."""
        rows = Expectation.objects.filter(task__name=PARENTS, organisation_id=self.pk)
        rows = rows.filter(withdrawn_on__isnull=True) if live else rows
        order = ("period_start", "class_number", "sequence", "pk")
        return list(rows.select_related("task").order_by(*order))

    def current(self) -> list[Expectation]:
        """Those of the period that runs today."""
        return [one for one in self.asked() if one.period_start <= self.cast.today <= one.period_end]

    def done(self, *expectations: Expectation) -> Record:
        """The school reports one meeting that counts as these."""
        told = records.Happening(title="开家长会", happened_on=self.cast.today, result="到会四十人。")
        return records.submit(
            by=self.cast.school_secretary,
            happening=told,
            expectations=[one.pk for one in expectations],
            now=at_noon(self.cast.today),
        )


def school_in(cast: Cast) -> None:
    """Found the school's branch under the township, with its secretary."""
    place = found("云岭中学党支部", Kind.BRANCH, Sector.SCHOOLS, cast.places["township"])
    cast.places["school"] = place
    person = Person.objects.create(name="柳青青", pinyin="liuqingqing")
    Post.objects.create(
        person=person, organisation_id=place.organisation_id, kind=PostKind.SECRETARY, since=place.since
    )
    cast.accounts["school_secretary"] = Account.objects.create(username="school", person=person, password="!")


def plan_of(cast: Cast, **values: Any) -> Plan:
    """A draft of the district whose one task is a parents' meeting of each class in each term."""
    task = {
        "recurrence": Recurrence.PER_TERM,
        "per_class": True,
        "text": "每班每学期召开一次家长会。",
    } | values
    return draft_plan(cast, [task_item(PARENTS, **task)])


def running(cast: Cast, **values: Any) -> School:
    """The same in force, with the school."""
    school_in(cast)
    return School(cast, approved(cast, plan_of(cast, **values)))


def task_of(school: School) -> Task:
    """The task of parents' meetings."""
    return Task.objects.get(campaign=school.campaign, name=PARENTS)
